"""What a resolver declares: comparisons with their levels, blocking rules, thresholds.

The conditions are SQL on the columns of the features table (`features.py`), with `_l` and `_r` for the two
records, in words that DuckDB and Spark understand alike: equality, `levenshtein` on folded keys, `substr`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Band(StrEnum):
    """What follows for two records."""

    SAME = "same"
    """They may become one party."""
    REVIEW = "review"
    """A human should look."""
    DIFFERENT = "different"
    """Nothing follows."""


class Proof(StrEnum):
    """What a level proves beside its weight. The law of the matter, not statistics."""

    NAME = "name"
    """Given names agree. Never enough."""
    INITIAL = "initial"
    """Given names may agree: as `NAME`, but it joins nobody to two of whom each has another one, as brothers have."""
    SURNAME = "surname"
    """Surnames agree. Proves nothing; an agreement that counts beside a `NUMBER`."""
    PERSON = "person"
    """Evidence beyond the name that belongs to one person: identity number, full birth date, account, wallet."""
    NUMBER = "number"
    """A document in common: as `PERSON`; and beside two more agreements it outweighs `BAR` and `DOUBT`."""
    SLIP = "slip"
    """A document with one slip of the hand: as `HINT`; and beside three agreements it outweighs `BAR` and `DOUBT`."""
    HOUSEHOLD = "household"
    """Evidence beyond the name that a family may share: only counts where given names agree, beside no `STRANGER`."""
    STRANGER = "stranger"
    """Another surname or father's name: what a household or an agent's clients share proves nothing beside it."""
    HALF = "half"
    """Two of these together count as one of `HOUSEHOLD`: father's name with place."""
    HINT = "hint"
    """No evidence, but with a weight high enough worth a human's look: a birth date with a slip."""
    BAR = "bar"
    """Forbids the band `same`, unless a `NUMBER` or a `SLIP` outweighs it: a human must look."""
    DOUBT = "doubt"
    """As `BAR`, and keeps the two out of one cluster, unless they have a pair of the band `same` by one of these."""
    CONFLICT = "conflict"
    """Forbids `same`, and keeps the two out of one cluster whatever joins them."""


AGREEMENTS = frozenset((Proof.NAME, Proof.INITIAL, Proof.SURNAME, Proof.PERSON, Proof.NUMBER, Proof.HOUSEHOLD))
"""What agrees, where it is counted: a `NUMBER` and two more outweigh a `BAR` or a `DOUBT`, or a `SLIP` and three."""

ENOUGH_AGREEMENTS = 3

BEYOND_THE_NAME = frozenset((Proof.PERSON, Proof.NUMBER, Proof.SLIP, Proof.HOUSEHOLD, Proof.HALF, Proof.HINT))
"""What makes a pair worth a human's look."""

KEEPS_APART = frozenset((Proof.DOUBT, Proof.CONFLICT))
"""What keeps the clusters of two apart."""


def columns_of(condition: str) -> set[str]:
    """The columns of the features in a condition."""
    return set(re.findall(r"(\w+)_[lr]\b", condition))


def equality(condition: str) -> str | None:
    """The column that a condition wants equal on both sides; None where it wants something else."""
    found = re.fullmatch(r"(\w+)_l = \1_r", condition)
    return found[1] if found else None


@dataclass(frozen=True)
class Level:
    """One level of a comparison; the first whose condition holds is taken.

    Attributes:
        label: as a reader sees it in the evidence.
        when: SQL condition, or "ELSE" for the last.
        proof: what it proves, if anything.
        terms: column whose frozen term frequencies adjust the weight: agreeing on a rare name says more.
        terms_share: how much of that adjustment applies, 0 to 1.
        look: whatever the weight, a human should look: two names under one identity number.
        m, u: shares of matching, and of not matching, pairs on this level, where they are not learned.
    """

    label: str
    when: str
    proof: Proof | None = None
    terms: str | None = None
    terms_share: float = 1.0
    look: bool = False
    m: float | None = None
    u: float | None = None


@dataclass(frozen=True)
class Comparison:
    """One thing that is compared.

    Attributes:
        name: of the comparison.
        unknown: the condition under which nothing can be said.
        levels: the first whose condition holds is taken.
        near: column in which most of those agree that are alike: few are by chance, so training looks for them there.
    """

    name: str
    unknown: str
    levels: tuple[Level, ...]
    near: str | None = None

    @property
    def columns(self) -> set[str]:
        """Columns that it reads."""
        return columns_of(self.unknown).union(*(columns_of(level.when) for level in self.levels))

    @property
    def declared(self) -> bool:
        """Whether there is nothing to learn about it."""
        return all(level.m is not None and level.u is not None for level in self.levels)

    def __post_init__(self) -> None:
        labels = {level.label for level in self.levels}
        if self.levels[-1].when != "ELSE" or len(labels) != len(self.levels) or any("'" in label for label in labels):
            raise ValueError(f"{self.name}: levels need distinct labels, without apostrophes, and an ELSE at the end")
        if self.near and self.near not in columns_of(self.unknown):
            raise ValueError(f"{self.name}: {self.near} may be NULL where something is known")


@dataclass(frozen=True)
class Resolver:
    """A person resolver: everything that decides whether two mentions are one.

    Attributes:
        comparisons: in the order a reader would weigh them.
        blocking: pairs are scored when they agree on all columns of one of these.
        training: pairs to learn weights from agree on all columns of one of these. With each, SQL of what their
            mentions say alike, by which they are drawn where there are too many; None: they are drawn one by one.
        hub_block: a block with more records than this is left out, and said in the log.
        identifiers: columns that lose their worth when shared by more than `hub_names` different given names.
        same_at: match weight from which a pair is `same`, if proof allows.
        halves_at: match weight from which two `HALF` are a proof: usual names, the father's too, are many in a town.
        review_at: match weight from which a human should look, if there is anything beyond the name.
        linkage_at: least average weight between two clusters that become one.
        parts: comparisons in which two people are seen to be two, each with what shows that records agree there. Of the
            two a third record says nothing that is silent there.
        mistyped: SQL condition of a conflict that one slip of the hand makes.
        model: file of the trained weights and term frequencies.
    """

    comparisons: tuple[Comparison, ...]
    blocking: tuple[tuple[str, ...], ...]
    training: Mapping[tuple[str, ...], str | None]
    identifiers: tuple[str, ...]
    hub_block: int
    hub_names: int
    same_at: float
    halves_at: float
    review_at: float
    linkage_at: float
    parts: Mapping[str, Proof]
    mistyped: str
    model: Path

    @property
    def of_parts(self) -> tuple[Comparison, ...]:
        """The comparisons of the `parts`, in their order: each is a bit."""
        return tuple(comparison for comparison in self.comparisons if comparison.name in self.parts)

    @property
    def compared(self) -> tuple[str, ...]:
        """Columns that the comparisons read, sorted."""
        return tuple(sorted(set(self.terms).union(*(comparison.columns for comparison in self.comparisons))))

    @property
    def terms(self) -> tuple[str, ...]:
        """Columns with term frequencies, sorted."""
        return tuple(sorted({lv.terms for comparison in self.comparisons for lv in comparison.levels if lv.terms}))
