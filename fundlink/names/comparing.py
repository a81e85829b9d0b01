"""How alike two words of names are, for who compares word by word: screening.

The person resolver compares whole columns of keys, in SQL (`resolvers/person_names.py`).
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from fundlink.names.folding import skeleton
from fundlink.names.known import known_apart
from fundlink.names.short_forms import short_form
from fundlink.names.words import without_ending


class Alike(IntEnum):
    """How alike two words are; the greater the more."""

    DIFFERENT = 0
    TWO_LETTERS = 1
    """Two letters apart in keys of six letters or more, or one in shorter ones."""
    ENDING = 2
    """Surnames that are the same but for an -ов."""
    ONE_LETTER = 3
    """One letter wrong, missing, too many, or two neighbours in another order."""
    DIMINUTIVE = 4
    """One is a short form of the other: Саша, Александр."""
    CONSONANTS = 5
    """Same consonants, and no vowel against it: what Arabic script writes."""
    SAME = 6


FIRST_ALIKE = frozenset(
    one + other for group in ("bp", "dt", "gckhx", "szxcj", "gj", "uv", "ij", "ai") for one in group for other in group
)
"""First letters of two keys that ways to write take for each other (Жуков, Schukow); few slips change the first one."""


def _vowels_agree(one: str, other: str) -> bool:
    """Whether the shorter is the longer with letters left out."""
    if len(one) > len(other):
        one, other = other, one
    letters = iter(other)
    return all(letter in letters for letter in one)


def _one_dropped(one: str, other: str) -> bool:
    """Whether one lacks a consonant between two equal vowels, which then fold to one: Канат, Каат."""
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), len(one))
    return one == other[:at] + other[at + 2 :] and len(other) - len(one) == 2 and other[at - 1] == other[at + 1]


@lru_cache(maxsize=1 << 18)
def compare_keys(one: str, other: str) -> Alike:
    """How alike two folded keys are; neither is empty.

    >>> compare_keys("nurlan", "nurlam").name
    'ONE_LETTER'
    """
    if one == other:
        return Alike.SAME
    if short_form(one, other):
        return Alike.DIMINUTIVE
    apart = known_apart(one, other)
    if apart is not None:
        return Alike.DIFFERENT if apart else Alike.CONSONANTS
    if one.startswith("al") != other.startswith("al"):  # Alharbi, al-Harbi
        found = (
            compare_keys(one.removeprefix("al"), other.removeprefix("al")) if min(len(one), len(other)) >= 4 else None
        )
        if found and found >= Alike.CONSONANTS:
            return found
    consonants, others = skeleton(one), skeleton(other)
    shortest = min(len(one), len(other))
    if (
        consonants == others
        and len(consonants) >= 3
        and one.count("v") == other.count("v")
        and _vowels_agree(one, other)
    ):
        return Alike.CONSONANTS
    if without_ending(one) == without_ending(other):
        return Alike.ENDING
    if shortest >= 4:
        letters = OSA.distance(one, other, score_cutoff=2)
        if letters <= 1 or (letters == 2 and (shortest >= 10 or _one_dropped(one, other))):
            # Few slips change the first letter: Галиев and Валиев are two.
            return Alike.ONE_LETTER if one[0] == other[0] or one[0] + other[0] in FIRST_ALIKE else Alike.TWO_LETTERS
        if letters == 2 and shortest >= 6:
            return Alike.TWO_LETTERS
    if (consonants == others and shortest >= 4) or (shortest == 3 and OSA.distance(one, other, score_cutoff=1) <= 1):
        return Alike.TWO_LETTERS
    return Alike.DIFFERENT
