"""What was known on a day: a home of its own with the inbox and the ledgers as they stood at the end of that day.

Neo4j Community serves one database: another day has a home, and a server, of its own. The programs, the declarations
and the model in it are those of today: what differs is what they are given.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from fundlink import decisions, moments
from fundlink.config import Home
from fundlink.decisions.ledger import head_file
from fundlink.decisions.ledger import path as decisions_file
from fundlink.errors import FundlinkError
from fundlink.refresh import id_of
from fundlink.sources import archive
from fundlink.sources.values import LOCAL_ZONE

_STAYS = {"neo4j", "dagster", "published"}
"""Of an earlier look at the same day: its server, with what is in it."""


def known_on(home: Home, day: date, sources: set[str]) -> Home:
    """Make the home of a day, `known/<day>/`, ready for a refresh; what it held before is made anew.

    The day ends at midnight in Asia/Almaty. What a refresh read that had begun by then was known. The present home
    stays as it is.

    Raises:
        FundlinkError: nothing was known by then, or files were read that nobody kept.
    """
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(LOCAL_ZONE)).astimezone(UTC)
    last = id_of(end)
    then = Home(home.path / "known" / day.isoformat())
    known = {name: _version(home, name, last) for name in sorted(sources)}
    if not any(known.values()):
        raise FundlinkError(f"{day}: nothing was known yet: no file that was kept was read by the end of that day.")
    then.path.mkdir(parents=True, exist_ok=True)
    for old in then.path.iterdir():
        if old.name not in _STAYS:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for name, version in known.items():
        if version:
            archive.put_back(home, name, version, then.inbox / name)
    _copy_files(home, then, last)
    _copy_identities(home, then, last)
    _copy_decisions(home, then, end)
    if (home.path / "models").exists():
        shutil.copytree(home.path / "models", then.path / "models")
    return then


def work_in(home: Home) -> None:
    """Let this process, and those it starts, work in another home, with a server of its own."""
    own = {"FUNDLINK_HOME": home.path, "DAGSTER_HOME": home.path / "dagster", "NEO4J_URI": ""}
    os.environ.update({name: str(value) for name, value in own.items()})


def _version(home: Home, source: str, last: str) -> list[dict[str, str]]:
    """The files that the source's table was made of at the end of the day."""
    made = {refresh: files for refresh, files in archive.versions(home, source).items() if refresh < last}
    read = [part for part in _parts(home, "files", last) if part.name.startswith(f"{source}@")]
    if read and not made:
        raise FundlinkError(f"{source}: files were read by then, but not kept yet. Choose a later day.")
    return made[max(made)] if made else []


def _parts(home: Home, kind: str, last: str) -> list[Path]:
    """The parts of a ledger by source that refreshes before `last` wrote."""
    parts = sorted((home.ledgers / kind).glob("*@*.parquet"))
    return [part for part in parts if part.stem.rpartition("@")[2] < last]


def _copy_files(home: Home, then: Home, last: str) -> None:
    """The ledger of files, and of lists every snapshot taken: publishers overwrite theirs."""
    for part in _parts(home, "files", last):
        _copy(part, then.ledgers / "files" / part.name)
        source = part.name.partition("@")[0]
        for sha in pq.read_table(part).column("sha256").to_pylist():
            for kept in (home.path / "archive" / source).glob(f"{sha}*.parquet"):
                _copy(kept, then.path / "archive" / source / kept.name)


def _copy_identities(home: Home, then: Home, last: str) -> None:
    for part in sorted((home.ledgers / "identities").glob("*/*.parquet")):
        if pq.read_table(part, columns=["refresh_id"]).column(0)[0].as_py() < last:
            _copy(part, then.ledgers / "identities" / part.parent.name / part.name)


def _copy_decisions(home: Home, then: Home, end: datetime) -> None:
    said = list(takewhile(lambda line: line.at < moments.written(end), decisions.read(home).lines))
    if said:
        then.ledgers.mkdir(parents=True, exist_ok=True)
        decisions_file(then).write_text("".join(f"{line.line}\n" for line in said), "utf-8")
        head_file(then).write_text(f"{said[-1].number} {said[-1].hash}\n", "utf-8")


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
