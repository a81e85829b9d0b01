"""Digits of any script."""

from __future__ import annotations

import unicodedata


def ascii_digits(text: str) -> str:
    """The text with Arabic-Indic, full-width and other decimal digits as 0 to 9, and all else as it is."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
