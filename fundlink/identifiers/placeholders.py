"""What stands in a cell where there is nothing to say: words, and digits that nobody was ever given.

The words are in `placeholders.csv`, for an analyst to correct: `/` stands for any sign in its place (`б/н`, `б.н.`),
and `only_in` names the one column where a word says nothing (`no@mail.ru`; but No is a Korean surname). The patterns
are read by Python and by DuckDB alike.
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files

_SIGNS = r"""[-\s0.,:;?!*_/\\|+=#"'«»()\[\]–—]*"""
"""Signs that say nothing, and the digit 0, in any number."""

ONE_DIGIT = "|".join(f"{digit}+" for digit in "0123456789")
"""Pattern of one digit again and again."""

RUNS = "01234567890123456789 98765432109876543210"
"""Digits in the order of the keyboard, up and down."""


def placeholder_pattern(only_in: str = "") -> str:
    """A pattern of any case for the whole of a text: the words of every column and of one, or signs and zeros alone."""
    table = files("fundlink.identifiers").joinpath("placeholders.csv").read_text(encoding="utf-8")
    words = [row["written"] for row in csv.DictReader(table.splitlines()) if row["only_in"] in ("", only_in)]
    forms = (word.replace(" ", r"\s+").replace("/", r"\s?[./\\]\s?") for word in words)
    return f"(?i){_SIGNS}(?:{'|'.join(forms)})?{_SIGNS}"


_PLACEHOLDER = re.compile(placeholder_pattern())
_NO_MAILBOX = re.compile(placeholder_pattern("email"))


def is_placeholder(text: str) -> bool:
    """Whether a text stands for none: a word for it, or nothing but signs and zeros.

    >>> [is_placeholder(text) for text in ("б/н", "(нет)", "000-000", "Нетесов", "100")]
    [True, True, True, False, False]
    """
    return _PLACEHOLDER.fullmatch(text) is not None


def is_no_mailbox(local: str) -> bool:
    """The same of what stands before the at sign of an e-mail address."""
    return _NO_MAILBOX.fullmatch(local) is not None


def is_idle(digits: str) -> bool:
    """Whether digits are one again and again, or a run of the keyboard.

    >>> [is_idle(digits) for digits in ("7777777", "123456789", "1234568")]
    [True, True, False]
    """
    return len(set(digits)) == 1 or digits in RUNS
