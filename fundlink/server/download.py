"""Fetch the jars that are missing: in parallel, resumed where a download broke off, checked against `jars.lock`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from filelock import FileLock
from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.util import http
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from fundlink.errors import FundlinkError
from fundlink.server.jars import Jar, missing_jars

THREADS = 4
"""Few: a public repository is a guest house, and four already fill a usual line."""

Report = Callable[[str], None]


class _Broken(requests.RequestException):
    """What arrived is short, or is not what `jars.lock` says."""


def repositories() -> dict[str, str]:
    """Name and address of the Maven repositories to ask, in order.

    jgo's own default, which a `[repositories]` section in jgo's configuration file (`JGO_CONFIG_FILE`,
    `~/.config/jgo.conf`) adds to, or replaces under the name `central`.
    """
    return {"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories}


def ensure_jars(cache: Path, report: Report, addresses: Sequence[str] | None = None) -> None:
    """Download into `cache` what it lacks. Two processes at once: the second waits, then finds nothing to do.

    Args:
        cache: folder in the layout of a Maven repository.
        report: told one line when something is downloaded; on a terminal a progress bar stands under it.
        addresses: repositories to ask instead of `repositories()`.

    Raises:
        FundlinkError: a jar cannot be had. What arrived until then is kept and continued the next time.
    """
    if not missing_jars(cache):
        return
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / ".lock"):
        jars = missing_jars(cache)
        if jars:
            _download(jars, cache, report, addresses or list(repositories().values()))


def _download(jars: list[Jar], cache: Path, report: Report, addresses: Sequence[str]) -> None:
    total = sum(jar.size for jar in jars)
    report(f"Downloading Neo4j: {len(jars)} files, {total / 1e6:.0f} MB, once for this user ({cache})")
    columns = (TextColumn("Neo4j"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with progress, ThreadPoolExecutor(THREADS) as pool:
        task = progress.add_task("", total=total)

        def advance(size: int) -> None:
            progress.advance(task, size)

        try:
            for _ in pool.map(lambda jar: fetch(jar, cache, addresses, advance), jars):
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def fetch(jar: Jar, cache: Path, addresses: Sequence[str], advance: Callable[[int], None]) -> None:
    """Download one jar. It gets its name only when it is whole, so a file of that name can be trusted.

    Raises:
        FundlinkError: no repository has it, or five tries in a row failed.
    """
    file = cache / jar.path
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    advance(part.stat().st_size if part.exists() else 0)
    retrying = Retrying(
        stop=stop_after_attempt(5),
        wait=wait_exponential(multiplier=0.2, max=5),
        retry=retry_if_exception_type((requests.RequestException, OSError)),
        reraise=True,
    )
    try:
        retrying(_try, jar, part, addresses, advance)
    except (requests.RequestException, OSError) as error:
        raise FundlinkError(
            f"{jar.coordinate}: cannot be downloaded ({error}). Check the connection, or name a mirror under "
            f"[repositories] in jgo's configuration file, and try again: what has arrived is kept."
        ) from error
    part.replace(file)


def _try(jar: Jar, part: Path, addresses: Sequence[str], advance: Callable[[int], None]) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have < jar.size:
        with _open(jar, addresses, have) as response, part.open("ab" if response.status_code == 206 else "wb") as out:
            if have and response.status_code != 206:
                advance(-have)
            for chunk in response.iter_content(1 << 16):
                out.write(chunk)
                advance(len(chunk))
        if part.stat().st_size < jar.size:
            raise _Broken("it broke off")
    if not jar.is_whole(part):
        advance(-part.stat().st_size)
        part.unlink()
        raise _Broken("its checksum is not the one in jars.lock")


def _open(jar: Jar, addresses: Sequence[str], have: int) -> requests.Response:
    """The first answer that is not "not found"; from byte `have` on, where the repository can."""
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    for address in addresses:
        response = http.get(f"{address.rstrip('/')}/{jar.path}", headers=headers, stream=True, timeout=30)
        if response.status_code != 404:
            response.raise_for_status()
            return response
    raise FundlinkError(
        f"{jar.coordinate}: in none of the repositories {', '.join(addresses)}. Name one that has it under "
        f"[repositories] in jgo's configuration file."
    )
