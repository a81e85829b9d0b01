"""Amounts as people write them: read where they can mean one number only, exactly, and never by way of a float."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from fundlink.sources.currencies import DIGITS, SCALES, SIGNS, VIRTUAL_ASSETS
from fundlink.sources.plain import plain

MOST = 2**63 - 1
"""The largest integer that tables and Neo4j hold."""

_PARTS = re.compile(r"(?P<before>[^\d]*?)(?P<number>\d(?:[\d .,']*\d)?)(?P<after>[^\d]*)")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_GROUPED = (
    re.compile(r"(\d{1,3}(?:[ ']\d{3})+)(?:[.,](\d+))?"),
    re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?"),
    re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?"),
)
"""1 234,56 and 1'234.56; 1,234.56; 1.234,56."""
_EITHER = re.compile(r"[1-9]\d{0,2},\d{3}")
_WORDS = re.compile(r"[^\W\d]+\$?|[^\w\s.]")


class Amount(NamedTuple):
    """Minor units of its currency, or the remark that says why the text is none."""

    units: int | None
    remark: str | None


@lru_cache(maxsize=1 << 16)
def read_amount(text: str, currency: str) -> Amount:
    """Read an amount: `1234.56`, `1 234,56`, `1.234,56`, `1,234.56`, `$85K`, `85 тыс.`, `1,2 млн`, in any digits.

    A point alone is a decimal point, as FORMATS.md has it. A comma before three digits may be either, so such a
    text is none. A virtual asset's decimals after the eighth are cut off, never rounded up: nobody is shown with more
    than they had, and the exact text stays in the record.

    Args:
        text: as written.
        currency: the code that stands beside it; empty when there is none.
    """
    digits = DIGITS.get(currency)
    if digits is None:
        return Amount(None, "has no known currency beside it (ISO 4217 code)")
    parts = _PARTS.fullmatch(plain(text))
    if parts is None:
        return _none("digits, a point for decimals, not negative")
    zeros = 0
    # A minus or brackets are no words of an amount.
    for word in _WORDS.findall(f"{parts['before']} {parts['after']}".lower()):
        meant = SIGNS.get(word) or {word.upper()} & DIGITS.keys()
        if meant and currency not in meant:
            return Amount(None, f"says {word}, and {currency} stands beside it")
        if not meant and (word not in SCALES or zeros):
            return _none("digits, a point for decimals, not negative")
        zeros = zeros or SCALES.get(word, 0)
    return _units(parts["number"], zeros, digits, currency)


@lru_cache(maxsize=1 << 16)
def read_number(text: str) -> str | None:
    """A decimal number (`-1234.56`) from `-1 234,56`, `1.234,56 KZT`, `1,234.56 тг`.

    None where it is none, or may be two.
    """
    said = plain(text)
    parts = _PARTS.fullmatch(said.removeprefix("-"))
    words = _WORDS.findall(f"{parts['before']} {parts['after']}".lower()) if parts else []
    if parts is None or any(word not in SIGNS and word.upper() not in DIGITS for word in words):
        return None
    found = None if _EITHER.fullmatch(parts["number"]) else _split(parts["number"])
    if found is None:
        return None
    sign = "-" if said.startswith("-") else ""
    return sign + re.sub(r"\D", "", found[1]) + (f".{found[2]}" if found[2] else "")


def _split(number: str) -> re.Match[str] | None:
    """What stands before and after the decimal mark."""
    return _PLAIN.fullmatch(number) or next((m for form in _GROUPED if (m := form.fullmatch(number))), None)


def _units(number: str, zeros: int, digits: int, currency: str) -> Amount:
    if _EITHER.fullmatch(number):
        return _none(f"its comma may be for thousands or for decimals, write {number.replace(',', '')} or a point")
    found = _split(number)
    if found is None:
        return _none("digits, a point for decimals, not negative")
    decimals = (found[2] or "").ljust(zeros + digits, "0")
    kept, rest = decimals[: zeros + digits], decimals[zeros + digits :]
    if rest.strip("0") and currency not in VIRTUAL_ASSETS:
        return Amount(None, "has more decimals than its currency")
    units = int(re.sub(r"\D", "", found[1]) + kept)
    return Amount(units, None) if units <= MOST else Amount(None, "is more than 64 bits hold in the smallest unit")


def _none(why: str) -> Amount:
    return Amount(None, f"is no amount ({why})")
