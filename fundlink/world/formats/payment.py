"""One payment as every door of the inbox may tell it: the facts that the formats have in common, as text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """Payer or recipient. Unknown values are empty."""

    name: str = ""
    id_number: str = ""
    bank: str = ""
    account: str = ""
    country: str = ""


@dataclass(frozen=True)
class Payment:
    """One bank or card payment: `at` is ISO 8601, `amount` decimal text in `currency`."""

    key: str
    at: str
    payer: Side
    payee: Side
    amount: str
    currency: str
    channel: str = "bank"
    purpose_code: str = ""
    purpose: str = ""
