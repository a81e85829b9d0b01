"""A word in Cyrillic, Latin or Arabic letters, folded to one ASCII key.

The key has the letters `a b c d g h i j k l m n p r s t u v x z`: three vowels (a = а ә е э, i = и й і ы,
u = о ө у ұ ү), `c` = ч ц, `j` = ж дж, `x` = ш щ, `v` = в ф. Which letters are one is in `letters.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fundlink.names.data import rows

_START, _END = "^", "$"
_KEYS = {row["written"]: row["key"] for row in rows("letters")}


def _pattern() -> str:
    """All written forms, longest first; one bound to the start or end of the word before one that is not."""
    ranked = sorted(_KEYS, key=lambda form: (-len(form.strip("^$")), form[0] != _START and form[-1] != _END, form))
    return "|".join([*ranked, "."])


_LETTERS = re.compile(_pattern(), re.DOTALL)
_REPEATED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_VOWELS = re.compile("[aiu]")
# Letters that Arabic script does not tell apart, or that romanisations swap: Ибрагим = Ibrahim, Паша = باشا.
# Inside a word v is no more certain than a vowel: waw is both, and -ов may be left out.
_SKELETON = str.maketrans({"h": "g", "p": "b", "v": ""})


def _key(match: re.Match[str]) -> str:
    written = match[0]
    forms = [written, unicodedata.normalize("NFD", written)[0]]
    if match.end() == len(match.string):
        forms.insert(0, written + _END)
    if match.start() == 0:
        forms.insert(0, _START + written)
    return next((_KEYS[form] for form in forms if form in _KEYS), "")


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """The key of one cleaned word; empty when it has no letter of the three scripts.

    >>> fold("Мұхаммед") == fold("Muhammad") == fold("Mohammed")
    True
    """
    lowered = unicodedata.normalize("NFC", word.casefold())
    return _FINAL_H.sub("", _REPEATED.sub(r"\1", _LETTERS.sub(_key, lowered)))


@lru_cache(maxsize=1 << 18)
def skeleton(key: str) -> str:
    """The consonants of a key, which is what Arabic script writes; a vowel counts only as first letter.

    >>> skeleton(fold("Мұхаммед")) == skeleton(fold("محمد"))
    True
    """
    if not key:
        return ""
    first = "a" if key[0] in "aiu" else key[0].translate(_SKELETON) or key[0]
    rest = _VOWELS.sub("", key[1:].removesuffix("h")).translate(_SKELETON)
    return _REPEATED.sub(r"\1", first + rest)
