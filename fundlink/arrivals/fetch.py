"""One file over HTTP: only when it changed, again when it fails, within limits, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from fundlink.tables import write_atomically

MOST_BYTES = 8 * 2**30
_BLOCK = 1 << 20
_TIMEOUTS = (10, 60)
"""Seconds to connect, and between two answers."""


@dataclass(frozen=True)
class Fetched:
    """What the server said of the version that lies here, to ask for a newer one only."""

    etag: str | None
    modified: str | None


class Unreachable(Exception):
    """The address did not give a whole file. The text says why, in a few words."""


class _Again(Unreachable):
    """What may be over in a moment: the server is busy, the line broke."""


def fetch(address: str, target: Path, known: Fetched, *, attempts: int = 3, first_wait: float = 1) -> Fetched:
    """Bring `address` to `target`, unless the server says that it is still what is `known`.

    Args:
        attempts: how often a busy server or a broken line is tried.
        first_wait: seconds before the second attempt; each further wait is twice as long.

    Raises:
        Unreachable: nothing came, or not all of it. `target` is as it was.
    """
    retrying = Retrying(
        stop=stop_after_attempt(attempts),
        wait=wait_exponential_jitter(multiplier=first_wait, max=60, jitter=first_wait),
        retry=retry_if_exception_type(_Again),
        reraise=True,
    )
    return retrying(_once, address, target, known)


def _once(address: str, target: Path, known: Fetched) -> Fetched:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    # The length that the server states is that of the bytes on the line: let it not pack them.
    headers = {"Accept-Encoding": "identity", **{name: value for name, value in asked.items() if value}}
    try:
        with requests.Session() as session:
            session.max_redirects = 5
            with session.get(address, headers=headers, stream=True, timeout=_TIMEOUTS) as answer:
                return _take(answer, target, known)
    except requests.TooManyRedirects:
        raise Unreachable("it redirects in a circle") from None
    except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
        raise _Again(_short(error)) from None
    except requests.RequestException as error:
        raise Unreachable(_short(error)) from None


def _take(answer: requests.Response, target: Path, known: Fetched) -> Fetched:
    if answer.status_code == requests.codes.not_modified:
        return known
    if answer.status_code >= 500 or answer.status_code == requests.codes.too_many_requests:
        raise _Again(f"{answer.status_code} {answer.reason}")
    if answer.status_code != requests.codes.ok:
        raise Unreachable(f"{answer.status_code} {answer.reason}")

    def pour(partial: Path) -> None:
        left = MOST_BYTES
        with partial.open("wb") as out:
            for block in answer.iter_content(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise Unreachable(f"it is bigger than {MOST_BYTES:,} bytes")
                out.write(block)

    write_atomically(target, pour)
    return Fetched(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))


def _short(error: Exception) -> str:
    kinds = {requests.Timeout: "no answer in time", requests.exceptions.ChunkedEncodingError: "the answer was cut off"}
    return next((said for kind, said in kinds.items() if isinstance(error, kind)), "no connection")
