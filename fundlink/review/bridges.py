"""Persons whose two halves hang together by little: the merge of lowest average that made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb

from fundlink.resolution.linkage import Edge, Merge, average_linkage
from fundlink.review.question import Kind, Question, held

_NO_LIMIT = -1_000_000
"""Hundredths of a bit that no average falls below."""

Row = tuple[str, str, str, int, bool, int, int]
"""person, statements a and b, weight of the pair in hundredths of a bit, whether it is `same`, mentions of a, of b."""


@dataclass(frozen=True, slots=True)
class _Bridge:
    """The weakest merge of a person: statements of each half, average between them in bits, their strongest pair."""

    person: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    average: float
    a: str
    b: str


def joined(connection: duckdb.DuckDBPyConnection, same_at: float) -> list[Question]:
    """A question on each person whose weakest merge averages less than `same_at` bits.

    Reads the views `members` and `pairs` (`queue.py`). What says the same is one statement, by its smallest mention.
    Where less falls short of `same_at` in a person than its weakest pair of the band `same` is above it, no merge can
    average less, in whatever order (as in `resolution/clusters.py`): these need no linkage.
    """
    connection.execute(f"""
        CREATE TEMP TABLE statements AS
        SELECT person_id AS person, statement_id AS statement, count(*) AS size FROM members
        GROUP BY ALL HAVING min(mention_id) = statement_id;
        CREATE TEMP TABLE within AS
        SELECT a.person, mention_a, mention_b, round(100 * match_weight)::BIGINT AS weight, band = 'same' AS same,
            a.size AS size_a, b.size AS size_b
        FROM pairs JOIN statements a ON a.statement = mention_a
        JOIN statements b ON b.statement = mention_b AND b.person = a.person;
        CREATE TEMP TABLE loosely AS
        SELECT person FROM (SELECT *, weight - {round(100 * same_at)} AS above FROM within) GROUP BY person
        HAVING sum(greatest(-above, 0) * size_a * size_b) > min(above) FILTER (same)
    """)
    columns = connection.execute("""
        FROM within SEMI JOIN loosely USING (person) ORDER BY person, mention_a, mention_b
    """).fetchnumpy()
    rows = zip(*(columns[name].tolist() for name in columns), strict=True)
    found = [_weakest(person, list(of_person)) for person, of_person in groupby(rows, key=itemgetter(0))]
    return list(_questions(connection, [bridge for bridge in found if bridge and bridge.average < same_at]))


def _weakest(person: str, rows: list[Row]) -> _Bridge | None:
    sizes = {a: size for _, a, _, _, _, size, _ in rows} | {b: size for _, _, b, _, _, _, size in rows}
    merges: list[Merge] = []
    edges = [Edge(a, b, weight, same, conflict=False) for _, a, b, weight, same, _, _ in rows]
    average_linkage(sizes, edges, _NO_LIMIT, merges)
    averaged = [(merge.average, merge) for merge in merges if merge.average is not None]
    if not averaged:
        return None
    average, weakest = min(averaged, key=itemgetter(0))
    left, right = set(weakest.left), set(weakest.right)
    across = [edge for edge in edges if (edge.a in left and edge.b in right) or (edge.a in right and edge.b in left)]
    a, b, *_ = max(across, key=lambda edge: (edge.same, edge.weight))
    if a in right:
        left, right = right, left
    return _Bridge(person, tuple(sorted(left)), tuple(sorted(right)), round(average / 100, 2), a, b)


def _questions(connection: duckdb.DuckDBPyConnection, bridges: list[_Bridge]) -> Iterable[Question]:
    said = [statement for bridge in bridges for statement in (*bridge.left, *bridge.right)]
    mentions = defaultdict(list)
    for statement, mention in connection.execute(
        """SELECT statement, mention_id FROM members JOIN statements ON statement = statement_id AND person = person_id
        WHERE statement IN (SELECT unnest(?)) ORDER BY mention_id""",
        [said],
    ).fetchall():
        mentions[statement].append(mention)
    pairs = connection.execute(
        """SELECT (mention_a, mention_b), match_weight, evidence FROM pairs
        WHERE (mention_a, mention_b) IN (SELECT (unnest($1), unnest($2)))""",
        [[bridge.a for bridge in bridges], [bridge.b for bridge in bridges]],
    ).fetchall()
    told = {tuple(pair): (weight, tuple(evidence)) for pair, weight, evidence in pairs}
    for bridge in bridges:
        left, right = (
            tuple(sorted(mention for statement in half for mention in mentions[statement]))
            for half in (bridge.left, bridge.right)
        )
        weight, evidence = told[bridge.a, bridge.b]
        yield Question(
            kind=Kind.JOINED,
            a=bridge.a,
            b=bridge.b,
            person_a=bridge.person,
            person_b=bridge.person,
            sides=(left, right),
            pairs=len(left) * len(right),
            match_weight=weight,
            average=bridge.average,
            probability=held(1 / (1 + 2**-weight)),
            evidence=evidence,
            why=f"one person, held together by one weak bridge: {bridge.average:+.2f} bits on average between "
            f"{len(left)} and {len(right)} mentions",
        )
