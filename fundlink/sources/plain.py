"""Numerals and blanks of any script as ASCII, so that what follows has one spelling to read."""

from __future__ import annotations

import re
import unicodedata

from fundlink.identifiers.digits import ascii_digits

_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = str.maketrans({"٫": ".", "٬": "'", "’": "'", "−": "-", "–": "-", "،": ","})
"""Arabic decimal and thousands signs, typographic apostrophe and dashes."""


def plain(text: str) -> str:
    """The text with full-width, Arabic-Indic and other digits as 0 to 9, one kind of blank, and nothing invisible."""
    if text.isascii():
        return text.strip()
    shown = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    return ascii_digits(shown).strip()
