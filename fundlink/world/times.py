"""The days the district lives through, and times as records write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random

from fundlink import moments

_ALMATY = timezone(timedelta(hours=5))
FIRST = datetime(2024, 7, 1, 8, 0, tzinfo=_ALMATY)
LAST = datetime(2026, 6, 30, 20, 0, tzinfo=_ALMATY)


def moment(rng: Random, first: datetime = FIRST, last: datetime = LAST) -> datetime:
    """A minute between two times."""
    return first + timedelta(minutes=rng.randrange(max(1, int((last - first).total_seconds() // 60))))


def stamp(rng: Random, at: datetime) -> str:
    """ISO 8601: one in five with its offset, the others in local time without."""
    return at.isoformat() if rng.random() < 0.2 else at.replace(tzinfo=None).isoformat()


def snapshot(at: datetime) -> str:
    """The time of a snapshot, in UTC and always in one spelling: it is part of a mention's identity."""
    return moments.written(at)


def money(amount: float) -> str:
    """A decimal amount in currency units."""
    return f"{amount:.2f}"
