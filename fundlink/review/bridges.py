"""Persons whose two halves hang together by little: the merge of lowest average that made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import duckdb

from fundlink.resolution.linkage import Edge, Merge, average_linkage
from fundlink.resolution.profiles import SAID
from fundlink.review.question import Kind, Question, held

_NO_LIMIT = -1_000_000
"""Hundredths of a bit that no average falls below."""

Row = tuple[str, str, str, float, str, list[str], bool]
"""person, mention_a, mention_b, match_weight, band, evidence, whether both say the same."""


def joined(connection: duckdb.DuckDBPyConnection, same_at: float) -> Iterator[Question]:
    """A question on each person whose weakest merge averages less than `same_at` bits.

    Reads the views `placed` and `mentions` (`queue.py`). Only a person with a pair below `same_at` can have one.
    """
    connection.execute(
        """
        CREATE TEMP TABLE within AS SELECT person_a AS person, * FROM placed WHERE person_a = person_b
        QUALIFY min(match_weight) OVER (PARTITION BY person_a) < ?
        """,
        [same_at],
    )
    rows: list[Row] = connection.execute(f"""
        WITH said AS (
            SELECT mention_id, hash({", ".join(SAID)}) AS said FROM mentions
            WHERE mention_id IN (SELECT unnest([mention_a, mention_b]) FROM within)
        )
        SELECT person, mention_a, mention_b, match_weight, band, evidence, a.said = b.said FROM within
        JOIN said a ON a.mention_id = mention_a JOIN said b ON b.mention_id = mention_b
        ORDER BY person, mention_a, mention_b
    """).fetchall()
    for person, found in groupby(rows, key=lambda row: row[0]):
        question = _question(person, list(found), same_at)
        if question:
            yield question


def _question(person: str, rows: list[Row], same_at: float) -> Question | None:
    copies = _copies(rows)
    sizes = Counter(copies.values())
    pairs = {(row[1], row[2]): row for row in rows if row[1] in sizes and row[2] in sizes}
    edges = [Edge(a, b, round(row[3] * 100), row[4] == "same", conflict=False) for (a, b), row in pairs.items()]
    merges: list[Merge] = []
    average_linkage(sizes, edges, _NO_LIMIT, merges)
    averaged = [(merge.average, merge) for merge in merges if merge.average is not None]
    if not averaged:
        return None
    hundredths, weakest = min(averaged, key=lambda item: item[0])
    average = round(hundredths / 100, 2)
    if average >= same_at:
        return None
    left, right = ({m for m, first in copies.items() if first in side} for side in (weakest.left, weakest.right))
    across = [row for (a, b), row in pairs.items() if (a in left and b in right) or (a in right and b in left)]
    _, a, b, weight, _, evidence, _ = max(across, key=lambda row: (row[4] == "same", row[3]))
    return Question(
        kind=Kind.JOINED,
        a=a,
        b=b,
        person_a=person,
        person_b=person,
        sides=(tuple(sorted(left)), tuple(sorted(right))),
        pairs=len(left) * len(right),
        match_weight=weight,
        average=average,
        probability=held(1 / (1 + 2**-weight)),
        evidence=tuple(evidence),
        why=f"one person, held together by one weak bridge: {average:+.2f} bits on average between {len(left)} and "
        f"{len(right)} mentions",
    )


def _copies(rows: list[Row]) -> dict[str, str]:
    """Mention -> the mention that stands for it: the smallest of those that say the same.

    The table of pairs pairs a copy with that one only, which would count as much as nothing between it and all others.
    """
    first: dict[str, str] = {}
    for _, a, b, *_, alike in rows:
        first.setdefault(a, a)
        if alike:
            first[b] = min(first[a], first.get(b, b))
        else:
            first.setdefault(b, b)
    return first
