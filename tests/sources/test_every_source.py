"""What holds for every source, found by itself: a new one needs its file and its fixture, and nothing here."""

from __future__ import annotations

import pytest

from fundlink.mentions import mention
from fundlink.sources import Source
from tests.sources.conftest import FIXTURES, SOURCES, Desk

each_source = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES.keys())


@each_source
def test_reads_its_fixture_whole(source: Source, desk: Desk) -> None:
    assert (FIXTURES / source.name).is_dir(), f"put a small made-up file into tests/fixtures/{source.name}/"
    desk.put_fixture(source.name)
    reading = desk.refresh(source.name)
    assert reading.stopped is None
    assert reading.signals == []
    assert desk.rejected(source.name) == []
    assert reading.counts.loaded > 0
    rows = desk.table(f"source/{source.name}")
    unused = [c.name for c in source.columns if all(row[c.name] in (None, []) for row in rows)]
    assert len(unused) < len(source.columns) / 2, f"the fixture leaves {unused} empty"


@each_source
def test_says_what_it_is(source: Source) -> None:
    assert len(source.doc.splitlines()) >= 3, "the docstring says what it is, who publishes it, and what it lacks"
    assert source.title
    assert source.publisher
    assert len(source.cron.split()) == 5


@each_source
def test_every_row_leads_to_its_evidence(source: Source, desk: Desk) -> None:
    desk.put_fixture(source.name)
    desk.refresh(source.name)
    for row in desk.table(f"source/{source.name}"):
        assert row["_record_id"].startswith("r-")
        assert len(row["_file"]) == 64
        assert row["_row"] >= 1
        assert row[source.key] in row["_text"] if source.key else row["_key"].startswith("k-")


@each_source
def test_mentions_have_ids_that_do_not_change(source: Source, desk: Desk) -> None:
    file = desk.put_fixture(source.name)
    desk.refresh(source.name)
    assert mention(desk.home, source).rows > 0 or not source.parties
    before = {row["mention_id"] for row in desk.table(f"mention/{source.name}")}
    file.rename(file.with_stem("renamed"))
    desk.refresh(source.name)
    mention(desk.home, source)
    assert {row["mention_id"] for row in desk.table(f"mention/{source.name}")} == before


@each_source
def test_the_same_files_are_not_read_twice(source: Source, desk: Desk) -> None:
    desk.put_fixture(source.name)
    first = desk.refresh(source.name)
    second = desk.refresh(source.name)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert second.counts == first.counts
