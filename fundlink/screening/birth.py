"""Whether birth dates agree: those of a list are of any precision, several, or a span of years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

FAR = 3
"""Years apart from which birth dates contradict each other: lists know many only about."""


class Born(IntEnum):
    """What the birth dates of two parties say, the best of all pairs."""

    AGAINST = -1
    """Every pair is three years or more apart."""
    UNKNOWN = 0
    NEAR = 1
    """One or two years apart, or another day of the same year."""
    YEAR = 2
    """The same year, where one of the two knows no more; or day and month changed places."""
    DAY = 3


def compare_births(asked: Sequence[str], listed: Sequence[str], between: Sequence[str]) -> Born:
    """Compare ISO dates of any precision with those of a listing and its spans of years (`1960/1965`)."""
    found = [_dates(one, other) for one in asked for other in listed]
    found += [_span(int(one[:4]), span) for one in asked for span in between]
    return _best(found)


def _best(found: Iterable[Born]) -> Born:
    return max(found, default=Born.UNKNOWN)


def _dates(one: str, other: str) -> Born:
    if one == other and len(one) == 10:
        # The first of January is written where only the year is known.
        return Born.YEAR if one.endswith("-01-01") else Born.DAY
    apart = abs(int(one[:4]) - int(other[:4]))
    if apart:
        return Born.NEAR if apart < FAR else Born.AGAINST
    precise = min(len(one), len(other))
    rough = precise == 4 or "-01-01" in (one[4:], other[4:])
    turned = precise == 10 and (one[5:7], one[8:]) == (other[8:], other[5:7])
    same_month = precise == 7 and one[:7] == other[:7]
    return Born.YEAR if rough or turned or same_month else Born.NEAR


def _span(year: int, span: str) -> Born:
    first, last = map(int, span.split("/"))
    if first <= year <= last:
        return Born.YEAR
    return Born.NEAR if first - FAR < year < last + FAR else Born.AGAINST
