"""Text as it should have been written: one Unicode form, no invisible marks, one script a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fundlink.names.data import rows

# Zero-width and direction marks, soft hyphen, Arabic tatweel: a reader does not see them.
_INVISIBLE = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_APOSTROPHES = re.compile("['`´‘’ʹʻʼʽˈ]")
_TO_CYRILLIC = str.maketrans({row["latin"]: row["cyrillic"] for row in rows("lookalikes")})
_TO_LATIN = str.maketrans({row["cyrillic"]: row["latin"] for row in rows("lookalikes")})
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text without tricks, and which tricks it had.

    Attributes:
        text: NFKC, no invisible marks, no apostrophes, each word in one script; case is kept.
        lookalikes: letters of another script stood inside a word (`Аhмет` with a Latin h).
        direction_marks: marks that turn the direction of text were in it.
    """

    text: str
    lookalikes: bool
    direction_marks: bool


def _one_script(word: str) -> str:
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    # The minority is translated; in a tie the Cyrillic reading wins, which has letters of its own more often.
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def lookalikes_mixed(text: str) -> bool:
    """Whether a word of the text mixes Latin and Cyrillic letters."""
    return any(_LATIN.search(word) and _CYRILLIC.search(word) for word in _WORD.findall(text))


def clean(text: str) -> Clean:
    """Undo what a reader does not see in a name."""
    marks = bool(_DIRECTION.search(text))
    plain = _INVISIBLE.sub("", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)))
    mixed = lookalikes_mixed(plain)
    return Clean(_WORD.sub(lambda match: _one_script(match[0]), plain) if mixed else plain, mixed, marks)
