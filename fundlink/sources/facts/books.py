"""In whose book a record of a transfer stands: two records of one book are two transfers, of two books perhaps one."""

from __future__ import annotations

from fundlink.sources.facts.told import Told, column
from fundlink.sources.sql import account_key


def book_of_account(account: str) -> Told:
    """The statement of the account in a column."""
    return Told(account_key(column(account)), (account,))


def book_of_kind(kind: str) -> Told:
    """Records of one kind, as a column has it, are one book: orders, and what was carried out."""
    return Told(column(kind), (kind,))


def book_of_leg(*, sent_at: str, sender: str, paid_at: str) -> Told:
    """`origin` where the row tells of the sending only, `payout` where of the payout only; else it is whole."""
    sent = f"({column(sent_at)} IS NOT NULL OR {column(sender)} IS NOT NULL)"
    paid = f"{column(paid_at)} IS NOT NULL"
    legs = f"CASE WHEN {sent} AND NOT {paid} THEN 'origin' WHEN {paid} AND NOT {sent} THEN 'payout' END"
    return Told(legs, (sent_at, sender, paid_at))
