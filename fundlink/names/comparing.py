"""How alike two full names are, part by part, on the levels of the person resolver.

The parts are aligned one to one. The given name of one may stand where the surname of the other does, or the
father's name, at a price that is small when nothing told the order of one of the two names.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from fundlink.names.folding import skeleton
from fundlink.names.known import known_apart, spelled_apart
from fundlink.names.parsing import NameKeys
from fundlink.names.short_forms import short_form
from fundlink.names.words import without_ending, without_last_vowels


class Alike(IntEnum):
    """How alike two parts of a name are; the greater the more."""

    UNKNOWN = 0
    """One of the two does not say."""
    DIFFERENT = 1
    INITIAL = 2
    """One says the initial only, and it agrees."""
    CONSONANTS_NEAR = 3
    """Consonants one apart."""
    TWO_LETTERS = 4
    """Two letters apart in keys of six letters or more, or one in shorter ones."""
    ENDING = 5
    """Surnames that are the same but for an -ов."""
    ONE_LETTER = 6
    """One letter wrong, missing, too many, or two neighbours in another order."""
    DIMINUTIVE = 7
    """One is a short form of the other: Саша, Александр."""
    CONSONANTS = 8
    """Same consonants, and no vowel against it: what Arabic script writes."""
    SAME = 9


class NameLikeness(NamedTuple):
    """What `compare_names` found.

    Attributes:
        given, surname, father: level of each part, as the first name has them.
        turned: parts were aligned across roles (given name and surname swapped, ...).
        score: 0 to 1; from 0.5 the two may well be one name. A name alone is never evidence of one person.
    """

    given: Alike
    surname: Alike
    father: Alike
    turned: bool
    score: float


# Weight in bits of each level of given name, surname and father's name: what it says for or against one person.
_BITS = (
    # unknown, different, initial, consonants near, two letters, ending, one letter, diminutive, consonants, same
    (-1.5, -7.0, 2.0, -1.0, -0.5, -1.0, 4.5, 5.0, 5.5, 7.0),
    (-1.0, -7.0, 2.0, -2.0, -2.5, 1.0, 4.5, 4.5, 5.5, 7.0),
    (0.0, -7.5, 0.5, -1.0, -0.5, -1.0, 2.0, 2.0, 3.5, 4.0),
)
_GIVEN, _SURNAME, _FATHER = _BITS
_OFFSET = 7.0
"""Bits that make a score of one half."""
_TURNED, _TURNED_AGAINST = 0.5, 7.5
"""What it costs to align parts of different roles: when one of the names does not tell its order, when both do."""
_ENOUGH = 0.5
_SOUNDS = str.maketrans({"i": "a", "u": "a", "p": "b", "h": "g", "v": "a", "j": "a"})
"""First letters that are mistaken for each other, most of all between Arabic and other letters."""
FIRST_ALIKE = frozenset(
    one + other for group in ("bp", "dt", "gckhx", "szxcj", "gj", "uv", "ij", "ai") for one in group for other in group
)
"""First letters of two keys that ways to write take for each other (Жуков, Schukow); few slips change the first one."""
_STRAIGHT = (0, 1, 2)
_SWAPPED = (1, 0, 2)
_WITH_FATHER = ((0, 2, 1), (1, 2, 0), (2, 0, 1))


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
def compare_keys(one: str, other: str, abjad: bool = False) -> Alike:
    """How alike two keys of one part are; neither is empty.

    Args:
        one, other: folded keys.
        abjad: one of the two stood in Arabic script, so that vowels say little.

    >>> compare_keys("nurlan", "nurlam").name
    'ONE_LETTER'
    """
    if one == other:
        return Alike.SAME
    if short_form(one, other):
        return Alike.DIMINUTIVE
    if abjad and one.endswith(("uv", "av")) and one.lstrip("aiu") == other.lstrip("aiu"):
        return Alike.CONSONANTS  # Иманов, Айманов: ايمانوف
    consonants, others = skeleton(one), skeleton(other)
    apart = known_apart(one, other)
    if apart and abjad and consonants == others and not spelled_apart(one, other):
        return Alike.CONSONANTS  # مراد may be Мұрат or Марат
    if apart is not None:
        return Alike.DIFFERENT if apart else Alike.CONSONANTS
    if one.startswith("al") != other.startswith("al"):  # Alharbi, al-Harbi
        found = (
            compare_keys(one.removeprefix("al"), other.removeprefix("al"), abjad)
            if min(len(one), len(other)) >= 4
            else None
        )
        if found and found >= Alike.CONSONANTS:
            return found
    shortest = min(len(one), len(other))
    if (
        consonants == others
        and len(consonants) >= (2 if abjad else 3)
        and (abjad or (one.count("v") == other.count("v") and _vowels_agree(one, other)))
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
    if min(len(consonants), len(others)) >= 4 and OSA.distance(consonants, others, score_cutoff=1) <= 1:
        return Alike.ONE_LETTER if abjad else Alike.CONSONANTS_NEAR
    return Alike.DIFFERENT


_Part = tuple[str, str]
"""Key and initial of a part."""


def _part(one: _Part, other: _Part, abjad: bool, given: bool) -> Alike:
    """Compare two parts; `given` when both are given names."""
    key, other_key = one[0], other[0]
    if key and other_key:
        if given or key == other_key:
            return compare_keys(key, other_key, abjad)
        # Where the order is certain a surname has lost its last vowels, a given name never has.
        return compare_keys(without_last_vowels(key), without_last_vowels(other_key), abjad)
    if not one[1] or not other[1]:
        return Alike.UNKNOWN
    return Alike.INITIAL if one[1] == other[1] else Alike.DIFFERENT


def _may_meet(one: _Part, other: _Part) -> bool:
    """Whether two parts may be one: few slips change the first sound."""
    return not one[1] or not other[1] or one[1].translate(_SOUNDS) == other[1].translate(_SOUNDS)


def _aligned(a: NameKeys, b: NameKeys, order: tuple[int, int, int], cost: float) -> NameLikeness | None:
    """The likeness when part n of the first is part order[n] of the second; None when that is out of the question."""
    given, surname, father = (a.given, a.given_initial), (a.surname, a.surname_initial), (a.father, a.father_initial)
    parts = (b.given, b.given_initial), (b.surname, b.surname_initial), (b.father, b.father_initial)
    g, s, f = order
    if cost and not (_may_meet(given, parts[g]) and _may_meet(surname, parts[s]) and _may_meet(father, parts[f])):
        return None
    abjad = a.abjad != b.abjad
    one = _part(given, parts[g], abjad, g == 0)
    two = _part(surname, parts[s], abjad, False)
    three = _part(father, parts[f], abjad, False)
    if one != Alike.SAME and a.gender and b.gender and a.gender != b.gender:
        one = Alike.DIFFERENT  # Асан Бөлежанов, Асем Бөлежанова
    if _other_generation(a, b) or _other_generation(b, a):
        one = Alike.DIFFERENT  # Robert Smith Jr., Robert Smith Sr.
    bits = min(_GIVEN[one], _BITS[g][one]) + min(_SURNAME[two], _BITS[s][two]) + min(_FATHER[three], _BITS[f][three])
    return NameLikeness(one, two, three, cost > 0, 1 / (1 + 2.0 ** (_OFFSET + cost - bits)))


def _other_generation(a: NameKeys, b: NameKeys) -> bool:
    """Whether they are father and son. An initial I is the first of a name, beside a second."""
    first = not a.father and a.father_initial == "i" and b.generation in ("second", "third", "fourth")
    return first or bool(a.generation and b.generation and a.generation != b.generation)


def compare_names(a: NameKeys, b: NameKeys) -> NameLikeness:
    """How alike two names are, in their best alignment.

    How rare the names are is left to the caller.

    >>> from fundlink.names import parse_name
    >>> compare_names(parse_name("Ахметов Нұрлан"), parse_name("Nurlan Akhmetoff")).surname.name
    'SAME'
    """
    best = _best(a, b)
    if best.score < _ENOUGH and (a.father or b.father):
        joined_a, joined_b = _given_in_one(a), _given_in_one(b)
        if joined_a and not b.father:
            best = max(best, _best(joined_a, b), key=_score)
        if joined_b and not a.father:
            best = max(best, _best(a, joined_b), key=_score)
    return best


def _best(a: NameKeys, b: NameKeys) -> NameLikeness:
    best = _aligned(a, b, _STRAIGHT, 0.0)
    assert best is not None
    if best.given >= Alike.ONE_LETTER and best.surname >= Alike.ONE_LETTER:
        return best
    orders = [(_SWAPPED, _TURNED_AGAINST if a.ordered and b.ordered else _TURNED)]
    certain = _knows_father(a) + _knows_father(b)
    if certain < 2 and (a.father or b.father):
        orders += [(order, _TURNED * (1 + certain)) for order in _WITH_FATHER]
    for order, cost in orders:
        turned = _aligned(a, b, order, cost)
        if turned and turned.score > best.score:
            best = turned
    return best


def _given_in_one(keys: NameKeys) -> NameKeys | None:
    """A name whose second word may belong to the given name: Gul Zhan, Anna Maria, Gholam Reza."""
    if keys.patronymic or not keys.father:
        return None
    return keys._replace(given=keys.given + keys.father, father="", father_initial="")


def _knows_father(keys: NameKeys) -> bool:
    """Whether it is certain which part is the father's name, or that there is none."""
    return keys.ordered and (keys.patronymic if keys.father else not keys.descent)


def _score(likeness: NameLikeness) -> float:
    return likeness.score
