"""Official exchange rates: what one unit of a currency was worth in tenge on a day.

Published by the National Bank for each working day; a rate holds until the next one, ten days at most. It lacks
virtual assets, whose worth the record of a transfer states itself, and the rates that exchangers really paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fundlink.sources import ABOVE_ZERO, FULL_DAY, PartialDate, rate, source


@source(
    title="Official exchange rates of the tenge",
    publisher="National Bank",
    key="date",
    within="currency",
    cron="0 1 * * *",
    mentions={},
    facts=[rate(day="date", currency="currency", kzt_per_unit="kzt_per_unit")],
)
@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """One currency on one day."""

    date: Annotated[PartialDate, FULL_DAY]
    currency: str
    kzt_per_unit: Annotated[Decimal, ABOVE_ZERO]
