"""Sources that are not in use and have told nothing: a refresh spends no step on them."""

from __future__ import annotations

from pathlib import Path

from fundlink.config import Home
from fundlink.mentions import mention
from fundlink.sources.contract import Source
from fundlink.sources.declared import declared_sources
from fundlink.sources.reading import empty_table, nothing_of
from fundlink.tables import connect, notes, rows


def idle(home: Home, inbox: Path) -> list[Source]:
    """The sources without a folder in the inbox, a row in the tables, or a reject left from before."""
    return [
        source
        for source in declared_sources()
        if not (inbox / source.name).is_dir()
        and not any(rows(home.table(f"{group}/{source.name}")) for group in ("source", "rejected"))
    ]


def settle(home: Home, inbox: Path) -> None:
    """Give the idle sources their empty tables, where these are missing or of another declaration."""
    waiting = [s for s in idle(home, inbox) if notes(home.table(f"source/{s.name}")).get("made_from") != nothing_of(s)]
    if waiting:
        with connect() as connection:
            for source in waiting:
                empty_table(connection, home, source)
    for source in waiting:
        mention(home, source)
