"""How much a word of a name tells: the rarer among listings and resolved parties, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2

import pyarrow as pa

from fundlink.config import Home
from fundlink.screening.words import words_of
from fundlink.tables import connect, rows, scan

_LISTINGS, _PARTIES = 2_000, 500
"""Names assumed beside those counted, so that a short list does not make Muhammad a rare name."""


@dataclass(frozen=True)
class Parties:
    """How many resolved parties there are, and how many of them bear each word."""

    count: int = 0
    bearing: Counter[str] = field(default_factory=Counter)


def words_of_parties(home: Home) -> Parties:
    """The words of all names of the resolved parties; none where nothing is resolved yet."""
    count, bearing = 0, Counter[str]()
    for kind in ("person", "organization"):
        table = home.table(f"resolved/{kind}")
        if table.exists():
            with connect() as connection:
                count += rows(table)
                connection.execute(
                    f"""CREATE TEMP TABLE said AS SELECT DISTINCT id, unnest(words) AS word, len(words) > 1 AS part
                    FROM (SELECT id, string_split(lower(name), ' ') AS words
                        FROM (SELECT {kind}_id AS id, unnest(list_prepend(name, names)) AS name FROM {scan(table)}))"""
                )
                # Names are folded once a word, not once a party: what is written apart (Abu Serik) is counted as two.
                words = connection.execute("SELECT DISTINCT word, part FROM said").fetchall()
                keys = [(word, part, key) for word, part in words for key in words_of(word, part).telling]
                folded = pa.table({name: [row[at] for row in keys] for at, name in enumerate(("word", "part", "key"))})
                connection.register("folded", folded)
                counted = "SELECT key, count(DISTINCT id) FROM said JOIN folded USING (word, part) GROUP BY key"
                bearing.update({str(key): int(parties) for key, parties in connection.execute(counted).fetchall()})
    return Parties(count, bearing)


class Rarity:
    """Bits of each word: minus the logarithm of the share of names that bear it, where it is most common."""

    def __init__(self, listed: Iterable[Iterable[str]], parties: Parties) -> None:
        """Count words.

        Args:
            listed: the words of all names of one listing, for each listing.
            parties: what is counted of the resolved parties.
        """
        self._listed = Counter[str]()
        self._listings = 0
        for words in listed:
            self._listings += 1
            self._listed.update(set(words))
        self._parties = parties

    def bits(self, word: str) -> float:
        """What it tells that two names share the word."""
        share = max(
            (self._listed[word] + 1) / (self._listings + _LISTINGS),
            self._parties.bearing[word] / (self._parties.count + _PARTIES),
        )
        return -log2(share)
