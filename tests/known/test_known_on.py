"""What was known on a day can be read again, and the present stays as it is."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fundlink import decisions
from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.known import known_on
from fundlink.sources.ledger import digest
from fundlink.sources.read import read
from fundlink.tables import connect, scan
from tests.conftest import DISTRICT
from tests.sources.conftest import SOURCES

OFFICERS, LIST = "npo_officers", "un_sc_sanctions"
FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)
OLDER, NEWER = sorted((DISTRICT / "inbox" / LIST).iterdir())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Read on two days: on the second one officer is gone, two persons have left the list, and the old files too."""
    home = Home(tmp_path / "home")
    for source in (OFFICERS, LIST):
        (home.inbox / source).mkdir(parents=True)
    officers = home.inbox / OFFICERS / "officers.csv"
    shutil.copy(DISTRICT / "inbox" / OFFICERS / f"{OFFICERS}.csv", officers)
    shutil.copy(OLDER, home.inbox / LIST / "list.xml")
    refresh(home, "20260301T185900000000Z")  # 23:59 in Almaty
    shutil.copytree(home.tables, tmp_path / "first")

    officers.write_text("\n".join(officers.read_text().splitlines()[:-1]) + "\n")
    shutil.copy(NEWER, home.inbox / LIST / "list.xml")
    refresh(home, "20260301T190000000000Z")
    return home


def refresh(home: Home, id: str) -> None:
    for source in (OFFICERS, LIST):
        assert read(home, SOURCES[source], home.inbox, id, accept_smaller=True).stopped is None


def table(file: Path) -> list[dict[str, Any]]:
    with connect() as connection:
        rows: list[dict[str, Any]] = connection.execute(f"SELECT * FROM {scan(file)}").to_arrow_table().to_pylist()
        return rows


def content(home: Home) -> dict[str, str]:
    """Every file of a home but those of other days, with its hash."""
    files = [file for file in home.path.rglob("*") if file.is_file() and "known" not in file.parts]
    return {str(file): digest(file) for file in files}


def test_each_day_is_read_again_as_it_was(home: Home, tmp_path: Path) -> None:
    before = content(home)
    for day, tables in ((FIRST, tmp_path / "first"), (SECOND, home.tables), (FIRST, tmp_path / "first")):
        then = known_on(home, day, {OFFICERS, LIST, "npo_register"})
        assert then.path == home.path / "known" / day.isoformat()
        assert not list(then.tables.rglob("*")), "what an earlier look made is made anew"
        refresh(then, "20261122T000000000000Z")
        for source in (OFFICERS, LIST):
            expected = table(tables / "source" / f"{source}.parquet")
            assert table(then.table(f"source/{source}")) == expected
    assert content(home) == before
    delisted = [row for row in table(then.table(f"source/{LIST}")) if row["_delisted_on"]]
    assert delisted == [], "nobody had left the list on the first day"


def test_files_are_kept_once_and_only_when_they_come(home: Home) -> None:
    kept = sorted((home.path / "archive").glob("*/files/*"))
    assert len(kept) == 4
    times = [file.stat().st_mtime_ns for file in kept]
    refresh(home, "20260303T000000000000Z")
    assert sorted((home.path / "archive").glob("*/files/*")) == kept
    assert [file.stat().st_mtime_ns for file in kept] == times
    assert len(list((home.ledgers / "versions").iterdir())) == 4


def test_a_source_that_was_taken_away_was_known_until_then(home: Home) -> None:
    shutil.rmtree(home.inbox / OFFICERS)
    read(home, SOURCES[OFFICERS], home.inbox, "20260305T000000000000Z")
    assert (known_on(home, date(2026, 3, 4), {OFFICERS, LIST}).inbox / OFFICERS).exists()
    assert not (known_on(home, date(2026, 3, 5), {OFFICERS, LIST}).inbox / OFFICERS).exists()


def test_decisions_are_cut_at_the_end_of_the_day(home: Home) -> None:
    with writing(home) as ledger:
        ledger.say(Word(Verb.SAME, ("m-1",), ("m-2",), "seen", "Aigul"))
    assert decisions.read(known_on(home, FIRST, {OFFICERS})).lines == ()
    said = decisions.read(known_on(home, date(2999, 1, 1), {OFFICERS}))
    assert said.same == [("m-1", "m-2")]


def test_what_cannot_be_known_is_one_line(home: Home) -> None:
    with pytest.raises(FundlinkError, match="2026-02-28: nothing was known yet"):
        known_on(home, date(2026, 2, 28), {OFFICERS, LIST})
    (kept,) = (home.path / "archive" / LIST / "files").glob(f"{digest(OLDER)}*")
    kept.unlink()
    with pytest.raises(FundlinkError, match=r"missing, and it held list\.xml\. Put the archive back"):
        known_on(home, FIRST, {LIST})
    shutil.rmtree(home.ledgers / "versions")
    with pytest.raises(FundlinkError, match="files were read by then, but not kept"):
        known_on(home, FIRST, {LIST})
