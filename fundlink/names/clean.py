"""Text as it should have been written: one Unicode form, no invisible marks, one script a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fundlink.names.data import rows

# Zero-width and direction marks, soft hyphen, Arabic tatweel: a reader does not see them. Nor are the vowel signs
# of Arabic letters, which few write, of any use.
_UNSEEN = re.compile("[\u00ad\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APOSTROPHES = re.compile("['`´‘’ʹʻʼʽʾʿˈ]")
# Letters that look like Latin and Cyrillic ones, and the digit 0 for O, by either script.
_TO_CYRILLIC = str.maketrans(
    {sign: row["cyrillic"] for row in rows("lookalikes") for sign in row["latin"] + row["other"]}
)
_TO_LATIN = str.maketrans({sign: row["latin"] for row in rows("lookalikes") for sign in row["cyrillic"] + row["other"]})
# Of letters alone: in a number 0 is a digit.
_TWINS = {sign: latin for sign, latin in _TO_LATIN.items() if chr(sign).isalpha()}
_LATIN, _CYRILLIC, _OTHER = "A-Za-z\u00c0-\u024f", "\u0400-\u052f", "\u0370-\u03ff"
_BETWEEN = rf"[^\W{_LATIN}{_CYRILLIC}{_OTHER}]*"
_MIXED = re.compile(
    rf"[{_LATIN}]{_BETWEEN}[{_CYRILLIC}{_OTHER}]|[{_CYRILLIC}]{_BETWEEN}[{_LATIN}{_OTHER}]"
    rf"|[{_OTHER}]{_BETWEEN}[{_LATIN}{_CYRILLIC}]|(?<=[{_LATIN}{_CYRILLIC}])0(?!\d)|(?<!\d)0(?=[{_LATIN}{_CYRILLIC}])"
)
_LATIN_LETTER, _CYRILLIC_LETTER = re.compile(f"[{_LATIN}]"), re.compile(f"[{_CYRILLIC}]")
_WORD = re.compile(r"\w+")
SMALL, CAPITAL = "a-zа-яёәғқңөұүһі", "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
"""Ranges of letters in which a capital tells where a word begins: AlikhanDosmagambetov, АлтынТрейд."""
ARABIC_TWINS = str.maketrans("أإآىةکی", "ااايهكي")
"""Arabic letters that are written for one another: إسلامي and اسلامي, جمعية and جمعيه."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A text without tricks, and which tricks it had.

    Attributes:
        text: NFKC, no invisible marks, no apostrophes, each word in one script; case is kept.
        lookalikes: letters of another script stood inside a word (`Аhмет` with a Latin h).
    """

    text: str
    lookalikes: bool


def _leaning(text: str) -> int:
    """Cyrillic letters that look like no Latin one, less Latin letters that look like no Cyrillic one."""
    cyrillic = sum(ord(letter) not in _TO_LATIN for letter in _CYRILLIC_LETTER.findall(text))
    return cyrillic - sum(ord(letter) not in _TO_CYRILLIC for letter in _LATIN_LETTER.findall(text))


def _one_script(word: str, text: str) -> str:
    if not _CYRILLIC_LETTER.search(word) and not _LATIN_LETTER.search(word):
        return word
    # A word of nothing but lookalikes is of the script of the rest.
    return word.translate(_TO_CYRILLIC if (_leaning(word) or _leaning(text)) >= 0 else _TO_LATIN)


def latin_twins(text: str) -> str:
    """The text with each Cyrillic or Greek letter that looks like a Latin one as that one, whatever stands beside it.

    >>> latin_twins("Н0123") == "H0123"
    True
    """
    return text.translate(_TWINS)


def lookalikes_mixed(text: str) -> bool:
    """Whether a word of the text mixes Latin and Cyrillic letters, or either with Greek ones or the digit 0."""
    return _MIXED.search(text) is not None


def clean(text: str) -> Clean:
    """Undo what a reader does not see in a name."""
    if text.isascii() and "0" not in text:
        return Clean(text.replace("'", "").replace("`", ""), False)
    plain = _UNSEEN.sub("", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))).replace("İ", "I")
    mixed = lookalikes_mixed(plain)
    return Clean(_WORD.sub(lambda match: _one_script(match[0], plain), plain) if mixed else plain, mixed)
