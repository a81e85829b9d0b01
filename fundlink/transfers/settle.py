"""Which of the possible pairs are one transfer: one record of a book at most, nothing that differs, humans first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fundlink.decisions import Pair
from fundlink.forest import Forest

HUMAN = -1
"""The place of a human's word among the rules: before the first."""


@dataclass(frozen=True)
class Candidate:
    """A pair of records, the rule (its place) that takes them for one transfer, and what settling goes by."""

    rule: int
    hours: float
    moment: int
    a: str
    b: str

    @property
    def order(self) -> tuple[int, float, int, str, str]:
        """The strongest rule first, then the nearest in time, then the earliest."""
        return (self.rule, self.hours, self.moment, self.a, self.b)


@dataclass
class Group:
    """Records that are one transfer so far: their books, and what is known of what must not differ."""

    records: list[str]
    books: set[str]
    known: dict[str, set[object]] = field(default_factory=lambda: defaultdict(set))

    def fits(self, other: Group) -> bool:
        """Whether no book would stand twice, and nothing that both know differs."""
        return not self.books & other.books and all(
            not known or not other.known[name] or known == other.known[name] for name, known in self.known.items()
        )


def settle(
    candidates: Iterable[Candidate],
    groups: Mapping[str, Group],
    same: Iterable[Pair],
    apart: Iterable[Pair],
) -> list[Candidate]:
    """The pairs that join, in the order in which they do.

    Args:
        candidates: in any order.
        groups: of each record that a pair or a human names, the group of it alone. They are changed.
        same, apart: what humans said.
    """
    kept: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        kept[a].add(b)
        kept[b].add(a)
    forest, now, joined = Forest[str](), dict(groups), []
    said = [Candidate(HUMAN, 0.0, 0, a, b) for a, b in same]
    for pair in sorted([*said, *candidates], key=lambda pair: pair.order):
        one, other = sorted((forest.root(pair.a), forest.root(pair.b)))
        if one == other:
            continue
        here, there = now[one], now[other]
        if pair.rule != HUMAN and not here.fits(there):
            continue
        if any(record in kept[stranger] for record in here.records for stranger in there.records):
            continue
        forest.unite(one, other)
        here.records += there.records
        here.books |= there.books
        for name, known in there.known.items():
            here.known[name] |= known
        joined.append(pair)
    return joined
