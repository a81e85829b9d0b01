"""From what a person names (mentions, records, parties) to a word on mention ids, and what it will do."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from fundlink.config import Home
from fundlink.decisions.decision import Verb, Word
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import Side, find, mention_tables, two_sides
from fundlink.resolution.heirs import KINDS
from fundlink.tables import connect, scan


class Named(NamedTuple):
    """A word, and what the next refresh will make of it."""

    word: Word
    effect: str


def same(home: Home, a: str, b: str, reason: str, by: str | None = None) -> Named:
    """That two are one: all mentions of two parties; else the strongest pair between the sides.

    Raises:
        FundlinkError: when a name is unknown, both name the same, or one is a person and the other an organisation.
    """
    with connect() as connection:
        one, other = _sides(connection, home, a, b)
        whole = one.whole and other.whole
        left, right = (one.ids, other.ids) if whole else _strongest(connection, home, one, other)
        against = _two_numbers(connection, home, one, other)
    word = Word(Verb.SAME, left, right, reason, by or getpass.getuser())
    parties = sorted({*one.parties, *other.parties})
    if len(parties) == 1:
        return Named(word, f"they are {parties[0]} already, and stay so whatever new evidence says")
    if whole:
        return Named(word, f"{' and '.join(parties)} become one{against}")
    # As `Component.link` joins them.
    but = "but where a human keeps others of the two apart, only these two become one"
    return Named(word, f"{left[0]} and {right[0]} become one, and {' and '.join(parties)} with them; {but}{against}")


def not_same(home: Home, a: str, b: str, reason: str, by: str | None = None) -> Named:
    """That two are two: each mention of one side is kept apart from each of the other. Raises as `same`."""
    with connect() as connection:
        one, other = _sides(connection, home, a, b)
    word = Word(Verb.NOT_SAME, one.ids, other.ids, reason, by or getpass.getuser())
    shared = sorted({*one.parties} & {*other.parties})
    if shared:
        return Named(word, f"{' and '.join(shared)} is taken apart")
    return Named(word, "they stay two, whatever new evidence says")


def split(home: Home, party: str, mentions: Sequence[str], reason: str, by: str | None = None) -> Named:
    """That the mentions leave the party: they are kept apart from each of its others.

    Raises:
        FundlinkError: when a name is unknown, a mention is not of the party, or none would stay.
    """
    with connect() as connection:
        whole = find(connection, home, party, tuple(KINDS.values()))
        leave = sorted({id for name in mentions for id in find(connection, home, name, tuple(KINDS.values())).ids})
        if not whole.whole:
            raise FundlinkError(f"{party}: not a party. Name the one to split by its id.")
        strangers = [id for id in leave if id not in whole.ids]
        if strangers:
            raise FundlinkError(f"{strangers[0]}: not of {party}. fundlink how {party} lists its mentions.")
    stay = tuple(id for id in whole.ids if id not in leave)
    if not stay:
        raise FundlinkError(f"{party}: none of its mentions would stay. Leave out at least one.")
    word = Word(Verb.SPLIT, tuple(leave), stay, reason, by or getpass.getuser())
    return Named(word, f"{len(leave)} of {len(whole.ids)} mentions leave {whole.parties[0]}")


def _sides(connection: duckdb.DuckDBPyConnection, home: Home, a: str, b: str) -> tuple[Side, Side]:
    """Both sides, of one kind."""
    one, other = (find(connection, home, name, tuple(KINDS.values())) for name in (a, b))
    if {mention["kind"] for mention in one.mentions} != {mention["kind"] for mention in other.mentions}:
        raise FundlinkError(f"{a} and {b}: a person and an organisation are never one, and need no decision.")
    return two_sides(one, other)


def _two_numbers(connection: duckdb.DuckDBPyConnection, home: Home, one: Side, other: Side) -> str:
    """That each side states a number of its own, as two records of one party do not: whoever joins them should know."""
    for number in ("iin", "bin"):
        asked = f"""SELECT DISTINCT {number} FROM {scan(*mention_tables(home))}
            WHERE mention_id IN (SELECT unnest($1)) AND {number} IS NOT NULL ORDER BY {number}"""
        stated, theirs = (
            [found for (found,) in connection.execute(asked, [list(side.ids)]).fetchall()] for side in (one, other)
        )
        if stated and theirs and not set(stated) & set(theirs):
            return f". Mind that they state two numbers: {number.upper()} {stated[0]} and {theirs[0]}"
    return ""


def _strongest(
    connection: duckdb.DuckDBPyConnection, home: Home, one: Side, other: Side
) -> tuple[tuple[str], tuple[str]]:
    """The pair of persons' mentions with the greatest weight between the sides; where none has one, the smallest ids.

    In the table of pairs all that say the same stand by the smallest of them.
    """
    pairs, members = (home.table(f"resolved/person_{name}") for name in ("pairs", "members"))
    rows = (
        connection.execute(
            f"""
            WITH asked AS (
                SELECT statement_id, mention_id IN (SELECT unnest($one)) AS of_one, min(mention_id) AS mention
                FROM {scan(members)} WHERE mention_id IN (SELECT unnest($one || $other)) GROUP BY ALL)
            SELECT x.mention, y.mention FROM {scan(pairs)}
            JOIN asked x ON x.statement_id = mention_a JOIN asked y ON y.statement_id = mention_b
            WHERE x.of_one <> y.of_one ORDER BY match_weight DESC, x.mention, y.mention LIMIT 1
            """,
            {"one": list(one.ids), "other": list(other.ids)},
        ).fetchall()
        if pairs.exists()
        else []
    )
    a, b = rows[0] if rows else sorted((one.ids[0], other.ids[0]))
    return (str(a),), (str(b),)
