"""The small district through other doors: the same transfers, and the same parties behind them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.formats import difference, take_in
from fundlink.config import Home
from fundlink.sources.declared import declared_sources
from fundlink.world.formats.doors import DOORS, REPLACED, write_carried, write_doors
from tests.conftest import DISTRICT

IN_STATEMENTS = 26
"""Transfers of the district's own statements, which stay as they are."""
NAMES = {*DOORS, *REPLACED, "ivms101", "wallets"}
SOURCES = [source for source in declared_sources() if source.name in NAMES]


def test_the_same_district_through_other_doors(tmp_path: Path) -> None:
    inbox = DISTRICT / "inbox"
    written = write_doors(inbox, tmp_path / "doors")
    assert min(written.values()) > 0
    write_carried(inbox, tmp_path / "carried")
    carried, doors = (
        take_in(tmp_path / name, Home(tmp_path / f"home-{name}"), SOURCES) for name in ("carried", "doors")
    )
    found = difference(carried, doors)
    assert (found.only_in_first, found.only_in_second, found.elsewhere) == (0, 0, 0)
    assert found.transfers == sum(written.values()) + IN_STATEMENTS
    assert found.elements > found.transfers
