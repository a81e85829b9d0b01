"""Given names that are known: forms of one name are one, and two known names are two, however alike they look.

`given_names.csv` has a line a name: its usual Cyrillic form, what else is the same name, and its Arabic spelling, which
tells حسن and حسين apart where consonants do not. Хамид and Хамад are two lines: not a slip of the pen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from fundlink.names.clean import ARABIC_TWINS
from fundlink.names.data import rows
from fundlink.names.folding import fold, skeleton, spell

_ENDINGS = ("uv", "av", "in")
_DOUBLE_VOWEL = re.compile(r"([aiu])\1")
_ANY_ENDING = re.compile("([ua]va?|ina?)?[aiu]*$")
# Hamza and its seats are left out as often as not.
_PLAIN_ARABIC = ARABIC_TWINS | str.maketrans("ٱؤئ", "اوي", " ء")
# Abdul-, Abdel-, Әбді-, Ғабд- are one; -uddin, -eddin, -iddin too.
_ABD = re.compile("^g?abd[aiu]*l?(?=[aiu]*[^aiu][aiu]*[^aiu])")
_DIN = re.compile("(?<=[^aiu])[aiu]l?din$")


def one_word(key: str) -> str:
    """The key of a name that is written in one word or in two: Abdulkarim, Abd al-Karim; Sayfuddin, Sayf al-Din."""
    return _DIN.sub("udin", _ABD.sub("abdu", key))


def _plain_arabic(word: str) -> str:
    """A word as it is written most plainly: رءوف and رؤوف are one."""
    return word.translate(_PLAIN_ARABIC).replace("وو", "و")


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = defaultdict(set)
    for key, name in pairs:
        found[key].add(name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1}


_FORMS = [
    (one_word(fold(form)), one_word(fold(row["name"])))
    for row in rows("given_names")
    for form in (row["name"], *row["also"].split())
]
_KNOWN = _unambiguous(_FORMS)
_ARABIC = {_plain_arabic(row["arabic"]): one_word(fold(row["name"])) for row in rows("given_names")}
# Compounds are known by their keys too, for they are also written in two words: عبد الرحيم.
_COMPOUNDS = _unambiguous(
    (one_word(fold(form)), key) for form, key in _ARABIC.items() if len(form) > 6 and form.startswith("عبد")
)
_SHORT = frozenset(fold(row["short"]) for row in rows("diminutives"))
# Fathers' names and stems of surnames have lost their last vowels.
_KNOWN_BARE = _unambiguous((bare, name.rstrip("aiu")) for key, name in _FORMS if (bare := key.rstrip("aiu"))) | {
    key: name.rstrip("aiu") for key, name in _KNOWN.items()
}


# Names that are written with two vowels alike: Саад, Дмитрий.
_DOUBLE = frozenset(
    _ANY_ENDING.sub("", spelled)
    for row in rows("given_names")
    for form in (row["name"], *row["also"].split())
    if _DOUBLE_VOWEL.search(spelled := spell(form))
)


def lacks_letter(spelled: str) -> bool:
    """Whether two vowels alike stand where no known name has them: Азаат is Азамат, and not Азат, whose key it has.

    >>> [lacks_letter(spell(name)) for name in ("Азаат", "Саадов", "Азат")]
    [True, False, False]
    """
    return _DOUBLE_VOWEL.search(spelled) is not None and _ANY_ENDING.sub("", spelled) not in _DOUBLE


# Names whose Arabic spelling is known: حامد and حميد are two, though their consonants are the same.
_SPELLED_IN_ARABIC = frozenset(key for name in _ARABIC.values() for key in (name, name.rstrip("aiu")))
_CONSONANTS = frozenset(skeleton(key) for key, _ in _FORMS)


def in_arabic(word: str) -> str | None:
    """The key of a known name's usual form, by its Arabic spelling.

    >>> in_arabic("حسين") == fold("Хусейн")
    True
    """
    return _ARABIC.get(_plain_arabic(word))


def spelled_in_arabic(key: str) -> str | None:
    """The known name that a key is a form of, if its Arabic spelling is known: for مراد may also be Марат."""
    name = known_name(key)
    return name if name in _SPELLED_IN_ARABIC else None


def known_consonants(key: str) -> str | None:
    """The consonants of a key if a known name has them: all that tells a name in Arabic letters."""
    return consonants if (consonants := skeleton(key)) in _CONSONANTS else None


def usual_compound(key: str) -> str:
    """The key of a known compound's usual form: Abd al-Rahim, whose vowels Arabic letters leave out."""
    return _COMPOUNDS.get(key, key)


def is_known(key: str) -> bool:
    """Whether a key is that of a known given name, or of a short form."""
    return key in _KNOWN or key in _SHORT


def known_apart(one: str, other: str) -> bool | None:
    """Whether two keys are of different known names, or of surnames made of such (Каримов, Касымов); None: unknown."""
    first, second = known_name(one), known_name(other)
    return first != second if first and second else None


@lru_cache(maxsize=1 << 18)
def known_name(key: str) -> str | None:
    """The known name that a key is a form of, or the known name its surname is made of; None when there is none.

    A short form is one of its own: Валя and Варя are two.

    >>> known_name(fold("Magomed")) == known_name(fold("Muhammad")) != known_name(fold("Ahmad"))
    True
    """
    known = _KNOWN.get(key) or _KNOWN_BARE.get(key) or (key if key in _SHORT else None)
    if known is None and key.endswith(_ENDINGS):
        stem = _KNOWN_BARE.get(key[:-2])
        return stem and stem + key[-2:]
    return known
