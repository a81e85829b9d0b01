"""What all mentions behind each side of a question say: the pair that is shown is only one of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fundlink.config import Home
from fundlink.resolution.asked import members, mention_tables
from fundlink.sources.parties import ATTRIBUTES
from fundlink.tables import connect, scan

Ids = tuple[str, ...]
"""A side of a question: ids of parties, or of mentions."""

Values = tuple[tuple[str, int], ...]
"""What is said in a column, and by how many mentions: most often said first, ties by the alphabet."""

MOST_VALUES = 6
"""Shown of a column. What has more is mostly one thing in many spellings."""


@dataclass(frozen=True)
class Side:
    """Some mentions.

    Attributes:
        mentions: how many.
        said: attribute -> what they say there, of those with anything.
    """

    mentions: int
    said: dict[str, Values]

    def most(self, column: str) -> tuple[Values, int]:
        """The `MOST_VALUES` first of a column, and how many more there are."""
        values = self.said.get(column, ())
        return values[:MOST_VALUES], max(len(values) - MOST_VALUES, 0)


def sides(home: Home, asked: Iterable[Ids]) -> dict[Ids, Side]:
    """Each of the sides, those without a mention that is still read too.

    Raises:
        FundlinkError: when there was no refresh yet.
    """
    numbered = list(dict.fromkeys(asked))
    of = [(number, each) for number, side in enumerate(numbered) for each in side]
    with connect() as connection:
        rows = connection.execute(
            f"""
            WITH asked AS (SELECT unnest($1::INTEGER[]) AS side, unnest($2::VARCHAR[]) AS id),
            behind AS (
                SELECT side, mention_id FROM asked JOIN {members(home)} ON party_id = id
                UNION SELECT side, id FROM asked
            )
            SELECT side, {", ".join(ATTRIBUTES)} FROM {scan(*mention_tables(home))} JOIN behind USING (mention_id)
            """,
            [[number for number, _ in of], [each for _, each in of]],
        ).fetchall()
    mentions = Counter(side for side, *_ in rows)
    said: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: {column: Counter() for column in ATTRIBUTES})
    for side, *values in rows:
        for column, value in zip(ATTRIBUTES, values, strict=True):
            said[side][column].update(value if isinstance(value, list) else [value] if value else [])
    return {
        side: Side(mentions[number], {column: _ranked(counts) for column, counts in said[number].items() if counts})
        for number, side in enumerate(numbered)
    }


def _ranked(counts: Counter[str]) -> Values:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
