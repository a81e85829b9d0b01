"""The inbox of the benchmark is one that every reader takes whole, and the command prints a line for each source."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.big_inbox import FLAT, LISTS, write_inbox
from benchmarks.reading import measure, report
from fundlink.sources.declared import declared_sources
from fundlink.world.formats.doors import DOORS

WITH_READER = {source.name for source in declared_sources() if source.reader}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inbox(tmp_path_factory.mktemp("reading"), rows=100, records=20)


def test_no_reader_is_left_out() -> None:
    assert {*LISTS, *DOORS, "ivms101"} == WITH_READER


@pytest.mark.parametrize("name", sorted({*FLAT, *WITH_READER}))
def test_each_of_the_records_is_one_of_its_own(name: str, inbox: Path) -> None:
    told = measure(name, inbox)
    assert told["loaded"] == told["rows"] >= 10
    assert min(told.values()) > 0


def test_the_command_prints_a_line_for_each_source(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report([(inbox, "grants_360giving")])
    first, _, header, line = capsys.readouterr().out.splitlines()
    assert first.startswith("a read of 3 rows: ")
    assert [header.split()[0], *line.split()[:2]] == ["source", "grants_360giving", "20"]
