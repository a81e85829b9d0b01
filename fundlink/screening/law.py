"""The law of screening: what is a hit, what is possible, and what is nothing.

A document's number (IIN, BIN, wallet, account) equal to a listed one is enough for a hit. A name alone is at most
possible. A name with the same day of birth is a hit, or with the same year where the whole name is shared and rare.
What contradicts lowers. When the listing has ended, what it would have been is `former`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fundlink.screening.birth import Born
from fundlink.screening.index import Likeness
from fundlink.screening.listings import Quality

ODDS = 2.0
"""Bits that a part of a name must tell beyond the number of listed names: a stranger has one chance in four, if words
were drawn by lot; the benchmark says how it is."""

WHOLE = 9.0
"""Bits that a whole name must tell that is spelt otherwise, or has but one telling word."""

LETTERS = 5
"""Letters of the key of a single telling word, where the generic words beside it are others."""

RARE = 22.0
"""Bits of a rare name: with the year of birth it is a hit, and against a birth date it stays possible."""

WITH_DAY = 9.0
"""Bits that a name must tell for the same day of birth to make it a hit."""

MOSTLY = 0.85
"""Share of one of the two names that must be in the other."""

INITIAL = 3.0
"""Bits of an initial that a listed word begins with: one name in eight does, or more."""

PARTLY, MORE = 0.6, 4.0
"""Where both names have words that the other lacks: share of each that must be in the other, and further bits."""


class Verdict(StrEnum):
    """What screening answers, the gravest first."""

    HIT = "hit"
    POSSIBLE = "possible"
    FORMER = "former"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for a hit, up to 3 for none."""
        return list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """How the name asked for and one listed name agree, and how far that goes by itself."""

    likeness: Likeness
    name: str
    quality: Quality
    generic_agrees: bool
    fathers_differ: bool
    """Both names have a patronymic, of different fathers."""
    spelt_alike: bool
    """The two are written letter for letter alike, but for capitals."""
    least: float
    """Bits that a part of a name must tell on these lists."""
    initials: int = 0
    """How many initials of the name asked for begin words of the listed one that it lacks; -1 where they differ."""

    @property
    def bits(self) -> float:
        """What the shared words and initials tell."""
        return self.likeness.bits + INITIAL * max(self.initials, 0)

    @property
    def agrees(self) -> bool:
        """Whether the name alone makes it possible."""
        found = self.likeness
        if found.whole:
            if not found.shared:  # nothing but generic words, and all of them
                return self.quality is not Quality.WEAK
            if found.exact and (found.shared > 1 or self.generic_agrees) and self.quality is not Quality.WEAK:
                return True
            return found.bits >= WHOLE and (found.shared > 1 or self.generic_agrees or found.letters >= LETTERS)
        if self.fathers_differ or self.initials < 0 or found.shared + self.initials < 2:
            return False
        if self.quality is Quality.WEAK and found.listed < MOSTLY:
            return False
        if max(found.asked, found.listed) >= MOSTLY:
            return self.bits >= self.least
        return self.bits >= self.least + MORE and min(found.asked, found.listed) >= PARTLY

    @property
    def strength(self) -> tuple[bool, float, float, bool, int]:
        """What the better of two listed names is better by; of equal ones, the one that its list has first."""
        return self.agrees, self.bits, self.likeness.listed, self.spelt_alike, -self.likeness.name

    @property
    def rare(self) -> bool:
        """Whether a whole, rare name is shared."""
        return self.likeness.whole and self.likeness.bits >= RARE


def judge(name: NameEvidence | None, born: Born, identified: bool, reached: bool, conflict: bool) -> Verdict:
    """The verdict on one current listing.

    Args:
        name: the best agreement of names, if any.
        born: what the birth dates say.
        identified: a document, IIN, BIN, account or wallet is the listed one's.
        reached: a phone or e-mail is the listed one's: people share them.
        conflict: sex or identity numbers contradict.
    """
    if identified:
        return Verdict.HIT
    agrees = name is not None and name.agrees
    if conflict:
        return Verdict.POSSIBLE if reached else Verdict.NONE
    if reached:
        return Verdict.HIT if agrees else Verdict.POSSIBLE
    if name is None:
        return Verdict.NONE
    if born is Born.DAY and name.bits >= WITH_DAY:
        return Verdict.HIT if agrees else Verdict.POSSIBLE
    if born is Born.YEAR and agrees and name.rare:
        return Verdict.HIT
    if born is Born.AGAINST and not name.rare:
        return Verdict.NONE
    return Verdict.POSSIBLE if agrees else Verdict.NONE


def ruled_out_by_birth(name: NameEvidence | None, born: Born, conflict: bool) -> bool:
    """Whether a whole name that is judged none would be possible but for its birth date, which may be mistyped."""
    if name is None or not name.likeness.whole or born is not Born.AGAINST:
        return False
    return judge(name, Born.UNKNOWN, False, False, conflict) is not Verdict.NONE
