"""What humans said of a pair that somebody asks why about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from fundlink import decisions, moments
from fundlink.config import Home
from fundlink.decisions import Decision
from fundlink.decisions.contradiction import grounds
from fundlink.resolution.asked import of_mentions
from fundlink.resolution.evidence import HUMAN_NOT_SAME
from fundlink.tables import scan


def said_of(
    connection: duckdb.DuckDBPyConnection, home: Home, pair: tuple[str, str], kept: Sequence[str]
) -> list[Decision]:
    """The decisions on the pair, or, of states of entries of which nobody spoke, on other states of the two."""
    decided = decisions.read(home)
    said = grounds(decided, *pair)
    if said or HUMAN_NOT_SAME not in kept:
        return said
    members = scan(home.table("resolved/person_members"))
    named, bound = of_mentions(members, pair, "mention_id AS asked, source, source_key, role")
    states = connection.execute(
        f"SELECT asked, mention_id FROM {members} JOIN ({named}) USING (source, source_key, role)", bound
    ).fetchall()
    of_one, of_other = ([state for asked, state in states if asked == mention] for mention in pair)
    found = {line.number: line for a in of_one for b in of_other for line in grounds(decided, a, b)}
    return [found[number] for number in sorted(found)]


def in_words(said: Decision) -> str:
    """A decision in a line."""
    of = f"{', '.join(said.a)} and {', '.join(said.b)}"
    return f"{said.verb.replace('_', ' ')}: no {said.number}, {said.by}, {said.at}: {said.reason} ({of})"


def refreshed_at(home: Home) -> str:
    """When persons were last told, as the ledger of decisions writes it."""
    table = home.table("resolved/person_members")
    return moments.written(datetime.fromtimestamp(table.stat().st_mtime, UTC))
