"""Pairs of records that a rule takes for one transfer: hash joins on what must be equal, then a window of time."""

from __future__ import annotations

import duckdb

from fundlink.sources.sql import literal, quoted
from fundlink.transfers.rule import ACCOUNTS, PARTIES, TransferResolver, TransferRule

APART = "round(abs(epoch(b.moment) - epoch(a.moment)) / 3600, 1)"
"""Hours between two records."""

TWO_BOOKS = "(a.source <> b.source OR a.book IS DISTINCT FROM b.book)"


def make_candidates(connection: duckdb.DuckDBPyConnection, resolver: TransferResolver) -> None:
    """From `told` make `candidates(a, b, rule, hours, moment)`: each pair once, a < b, by its strongest rule.

    `rule` is the rule's place; `moment` the earlier of the two, in microseconds.
    """
    found = " UNION ALL ".join(_pairs(rule, place, resolver) for place, rule in enumerate(resolver.rules))
    connection.execute(
        f"""CREATE TEMP TABLE candidates AS
        SELECT least(a, b) AS a, greatest(a, b) AS b, min(rule) AS rule, min(hours) AS hours, min(moment) AS moment
        FROM ({found}) GROUP BY ALL"""
    )


def conditions(rule: TransferRule, resolver: TransferResolver) -> dict[str, str]:
    """What must hold of records `a` and `b`, in words -> as SQL; `a` is the rule's first."""
    held = {
        f"both are {' or '.join(rule.channels)}": f"a.channel = b.channel AND a.channel IN ({_list(rule.channels)})",
        "both moved money, or neither, as far as they know": _agrees("moved"),
    }
    held |= {f"{name} known to both, and equal": f"a.{quoted(name)} = b.{quoted(name)}" for name in rule.equal}
    held |= {f"{name} does not differ": _agrees(name) for name in resolver.agree if name not in rule.equal}
    held["of two books"] = TWO_BOOKS
    if rule.across:
        held["of two sources"] = "a.source <> b.source"
    if rule.first != "true":
        held[f"the first: {rule.first}"] = f"a.id IN (SELECT id FROM told WHERE {rule.first})"
    if rule.second != "true":
        held[f"the second: {rule.second}"] = f"b.id IN (SELECT id FROM told WHERE {rule.second})"
    held[f"the second at most {_days(rule.before)} before and {_days(rule.after)} after the first"] = _window(rule)
    return held


def _pairs(rule: TransferRule, place: int, resolver: TransferResolver) -> str:
    """SELECT of the pairs of one rule. Of records that tell the same of the same moment, the k-th meets the k-th."""
    keys = ["channel", *rule.equal]
    known = " AND ".join(f"{quoted(key)} IS NOT NULL" for key in [*rule.equal, "moment"])
    same = ", ".join(map(quoted, [*keys, "moved", "source", "book", "moment"]))

    channels = f"channel IN ({_list(rule.channels)})"
    if rule.across:
        known += f" AND (SELECT count(DISTINCT source) > 1 FROM told WHERE {channels})"

    def side(condition: str) -> str:
        return f"""(SELECT *, row_number() OVER (PARTITION BY {same} ORDER BY id) AS k FROM told
            WHERE {channels} AND {known} AND ({condition}))"""

    differ = "a.source <> b.source" if rule.across else TWO_BOOKS
    agree = [_agrees(name) for name in ("moved", *resolver.agree) if name not in rule.equal]
    further = [differ, _window(rule), *agree]
    if not rule.alone:
        further.append("(a.moment <> b.moment OR a.k = b.k)")
    return f"""SELECT a.id AS a, b.id AS b, {place} AS rule, {APART} AS hours,
            epoch_us(least(a.moment, b.moment)) AS moment
        FROM {side(rule.first)} a JOIN {side(rule.second)} b USING ({", ".join(map(quoted, keys))})
        WHERE {" AND ".join(further)} {_alone(rule) if rule.alone else ""}"""


def _alone(rule: TransferRule) -> str:
    """QUALIFY: of each record, one partner in a book, and what partners in several books know of the sides is alike."""
    ends = [quoted(name) for name in (*ACCOUNTS, *PARTIES) if name not in rule.equal]
    held = [
        condition
        for one, other in (("a", "b"), ("b", "a"))
        for condition in (
            f"count(*) OVER (PARTITION BY {one}.id, {other}.source, {other}.book) = 1",
            *(f"count(DISTINCT {other}.{end}) OVER (PARTITION BY {one}.id) <= 1" for end in ends),
        )
    ]
    return f"QUALIFY {' AND '.join(held)}"


def _window(rule: TransferRule) -> str:
    before, after = (int(span.total_seconds()) for span in (rule.before, rule.after))
    return f"epoch(b.moment) - epoch(a.moment) BETWEEN -{before} AND {after}"


def _agrees(name: str) -> str:
    column = quoted(name)
    return f"coalesce(a.{column} = b.{column}, true)"


def _days(span: object) -> str:
    return str(span).removesuffix(", 0:00:00")


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(literal(word) for word in words)
