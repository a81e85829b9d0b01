"""Statements, their operations, and the gaps that are found in them. Amounts are in minor units of their currency."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from fundlink.sources.currencies import DIGITS

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Statement:
    """The head of a statement: `first` and `last` are the days it tells of, both included."""

    account: str
    currency: str | None
    first: date
    last: date
    opening: int | None
    closing: int | None
    record: str


@dataclass(frozen=True)
class Operation:
    """An operation in the statement of `account`: `change` is what it did to that account, None where unknown."""

    account: str
    at: datetime
    day: date
    row: int
    payer: str | None
    payee: str | None
    amount: int
    currency: str
    change: int | None
    balance: int | None
    record: str


@dataclass(frozen=True)
class Gap:
    """A hole: `kind` is missing_period, broken_balance or disagreement; `records` are the evidence."""

    kind: str
    account: str
    from_date: date
    to_date: date
    amount: int | None
    currency: str | None
    text: str
    records: tuple[str, ...]

    @property
    def id(self) -> str:
        """An id that follows from what it says and the records it rests on."""
        said = (self.kind, self.account, self.from_date, self.to_date, self.amount, self.currency, self.records)
        return f"gap-{hashlib.sha256(repr(said).encode()).hexdigest()[:16]}"


def minor(amount: Decimal | None, currency: str | None) -> int | None:
    """An amount of money in minor units; None where it or the currency is unknown."""
    digits = DIGITS.get(currency or "")
    return None if amount is None or digits is None else int(amount.scaleb(digits))


def written(amount: int, currency: str | None) -> str:
    """An amount as people write it: `1,234.50 KZT`."""
    digits = DIGITS.get(currency or "", 0)
    return f"{Decimal(amount).scaleb(-digits):,.{digits}f} {currency or ''}".rstrip()


def covers(statements: Sequence[Statement], day: date) -> Statement | None:
    """The first of the statements that tells of the day."""
    return next((told for told in statements if told.first <= day <= told.last), None)
