"""Dates and numbers of statements in one spelling; what cannot be read stays as it is and is set aside later."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

_DAYS = (
    (re.compile(r"([0-9]{4})[./-]([0-9]{2})[./-]([0-9]{2})"), (1, 2, 3)),
    (re.compile(r"([0-9]{2})[./-]([0-9]{2})[./-]([0-9]{4})"), (3, 2, 1)),
)
_TIME = re.compile(r"[T ,]*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.][0-9]+)?")
_EITHER = re.compile(r"-?[0-9]{1,3},[0-9]{3}")
"""The comma may be for thousands or for decimals."""
_NUMBER = re.compile(r"(-?)([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2}))?")


@lru_cache(maxsize=65536)
def as_time(text: str) -> str | None:
    """An ISO 8601 time from `2024.03.01 10:15:00`, `01.03.2024` or ISO itself; None where it is none of them."""
    for form, places in _DAYS:
        found = form.match(text)
        if not found:
            continue
        day = "-".join(found[place] for place in places)
        rest = text[found.end() :].strip()
        clock = _TIME.fullmatch(rest)
        if rest and not clock:
            return None
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        try:
            at = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:{second:02}")
        except ValueError:
            return None
        return at.isoformat() if rest else day
    return None


def as_day(text: str) -> str | None:
    """The day of `as_time`."""
    found = as_time(text)
    return found[:10] if found else None


@lru_cache(maxsize=65536)
def as_number(text: str) -> str | None:
    """A decimal number from `1 234,56`, `1,234.56`, `-1234.5`, a currency beside it or not; None where it is none."""
    bare = re.sub(r"(?i)\s*(тг\.?|тенге|[a-z]{3}|₸)$", "", text.replace("\u00a0", " ").strip())
    found = _NUMBER.fullmatch(bare)
    if not found or _EITHER.fullmatch(bare):
        return None
    whole = re.sub(r"[ ,]", "", found[2])
    return f"{found[1]}{whole}" + (f".{found[3]}" if found[3] else "")
