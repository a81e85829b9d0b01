"""Moments as the ledgers write them."""

from __future__ import annotations

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """ISO 8601 in UTC, to the second: one spelling, so that texts can be compared as moments."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def now() -> str:
    """This moment."""
    return written(datetime.now(UTC))
