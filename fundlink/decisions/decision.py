"""What a human said of mentions, or of transfers: one decision, and all that hold."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product

from fundlink.forest import Forest

Pair = tuple[str, str]
"""Two ids, of mentions or of transfers, the smaller one first."""


class Verb(StrEnum):
    """What is said of the mentions on both sides."""

    SAME = "same"
    """All of `a` and `b` are one party."""
    NOT_SAME = "not_same"
    """None of `a` is one party with any of `b`."""
    SPLIT = "split"
    """`a` leave the party whose other mentions are `b`; of the pairs it says what `NOT_SAME` says."""
    UNDO = "undo"
    """The decision with the number `undoes` holds no longer."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something to be decided, not yet in the ledger. Sides are mention ids, or ids of transfers."""

    verb: Verb
    a: tuple[str, ...]
    b: tuple[str, ...]
    reason: str
    by: str
    undoes: int | None = None

    @property
    def pairs(self) -> set[Pair]:
        """The pairs of mentions that it speaks of; `same` needs no more than a chain of them."""
        return pairs_of(self.verb, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the ledger.

    Attributes:
        number: from 1, without gaps.
        verb: what was said.
        a, b: mention ids (or those of transfers, `source:key`) of both sides, sorted; empty for an undo.
        undoes: number of the decision that an undo takes back.
        reason: why, in the words of who decided.
        by: who.
        at: when, UTC, as ISO 8601 with a Z.
        previous: hash of the line before; empty for the first.
        hash: SHA-256 of the JSON of all that stands before it.
    """

    number: int
    verb: Verb
    a: tuple[str, ...]
    b: tuple[str, ...]
    undoes: int | None
    reason: str
    by: str
    at: str
    previous: str
    hash: str

    @property
    def pairs(self) -> set[Pair]:
        """As `Word.pairs`."""
        return pairs_of(self.verb, self.a, self.b)

    @property
    def line(self) -> str:
        """The one way to write it: JSON in the order of the fields, without spaces."""
        return _json(asdict(self))

    def seal(self) -> str:
        """The hash that belongs to what it says."""
        said = asdict(self)
        del said["hash"]
        return hashlib.sha256(_json(said).encode()).hexdigest()


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pairs_of(verb: Verb, a: Sequence[str], b: Sequence[str]) -> set[Pair]:
    """The pairs that a decision speaks of, each with the smaller mention first."""
    if verb is Verb.SAME:
        return set(pairwise(sorted({*a, *b})))
    return {ordered(one, other) for one, other in product(a, b)}


def classes(pairs: Iterable[Pair]) -> dict[str, str]:
    """Each node of the pairs -> the smallest that it is connected to."""
    return Forest(pairs).roots()


def is_transfer(id: str) -> bool:
    """Whether a decision names a record's transfer, `source:key`; ids of mentions have no colon."""
    return ":" in id


def ordered(a: str, b: str) -> Pair:
    """The pair, the smaller one first."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Decisions:
    """Every line of the ledger, and what of it holds."""

    lines: tuple[Decision, ...]

    @cached_property
    def undone(self) -> dict[int, Decision]:
        """Number of a decision that was taken back -> the undo."""
        return {line.undoes: line for line in self.lines if line.undoes is not None}

    @cached_property
    def active(self) -> tuple[Decision, ...]:
        """The decisions that hold: no undo, and not undone."""
        return tuple(line for line in self.lines if line.verb is not Verb.UNDO and line.number not in self.undone)

    @cached_property
    def same(self) -> list[Pair]:
        """Mentions said to be one, sorted. They are an equivalence also where one between two is no longer read."""
        return self._pairs(same=True, transfers=False)

    @cached_property
    def apart(self) -> list[Pair]:
        """Mentions said to be two, sorted. What holds of one mention holds of all that are `same` as it."""
        return self._pairs(same=False, transfers=False)

    @cached_property
    def spoken(self) -> list[str]:
        """The mentions that decisions name, sorted."""
        return sorted({mention for pair in (*self.same, *self.apart) for mention in pair})

    @cached_property
    def group(self) -> dict[str, str]:
        """Each mention said to be one with another -> the smallest of those that are."""
        return classes(self.same)

    def among(self, here: Container[str]) -> tuple[list[Pair], list[Pair]]:
        """`same` and `apart` of the mentions that are here, also where they follow from mentions that are not.

        Of those that are the same as one that left, the smallest stands in for it.
        """
        group = self.group
        fellows: dict[str, list[str]] = defaultdict(list)
        for mention, root in sorted(group.items()):
            if mention in here:
                fellows[root].append(mention)
        bereft = {root for mention, root in group.items() if mention not in here}

        def standing(mention: str) -> str | None:
            return mention if mention in here else next(iter(fellows[group.get(mention, mention)]), None)

        same = {(a, b) for a, b in self.same if a in here and b in here}
        same.update(pair for root in bereft for pair in pairwise(fellows[root]))
        apart = {ordered(a, b) for one, other in self.apart if (a := standing(one)) and (b := standing(other))}
        return sorted(same), sorted(apart)

    @cached_property
    def same_transfers(self) -> list[Pair]:
        """Records said to tell of one transfer, as `same` of mentions."""
        return self._pairs(same=True, transfers=True)

    @cached_property
    def apart_transfers(self) -> list[Pair]:
        """Records said to tell of two transfers, as `apart` of mentions."""
        return self._pairs(same=False, transfers=True)

    def _pairs(self, *, same: bool, transfers: bool) -> list[Pair]:
        lines = [line for line in self.active if (line.verb is Verb.SAME) == same]
        return sorted({pair for line in lines for pair in line.pairs if is_transfer(pair[0]) == transfers})

    @cached_property
    def digest(self) -> str:
        """Hash of what holds of mentions, in whatever order it was said, and by whom."""
        return hashlib.sha256(json.dumps([self.same, self.apart]).encode()).hexdigest()
