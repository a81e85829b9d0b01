"""How it is declared which records tell of one transfer: a table that a lawyer can read (`resolvers/transfer.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import timedelta

TEXTS = ("source", "channel", "kind", "currency", "status", "reference", "payout_currency", "book", "payer_label")
ACCOUNTS = ("from_account", "to_account")
PARTIES = ("payer", "payee", "origin", "payout")
AMOUNTS = ("amount", "payout_amount")
TOLD = (*TEXTS, *ACCOUNTS, *PARTIES, *AMOUNTS)
"""What a record tells of its transfer, beside its times (`fundlink.transfers.told`): sides as accounts and as resolved
parties (`payer_label` is Person or Organization), agents by leg, amounts in minor units, and its book."""


@dataclass(frozen=True)
class TransferRule:
    """Two records are one transfer when all of this holds of them.

    Attributes:
        label: as the evidence shows it.
        why: the reason, and where its constants come from.
        channels: both are of one and the same of these.
        equal: both state it, and alike.
        before, after: the second may be this much earlier or later than the first.
        first, second: what must hold of each, as SQL over `TOLD`.
        across: the two are of different sources.
        alone: neither has a second partner by this rule in one book, nor partners that tell of different sides.
    """

    label: str
    why: str
    channels: tuple[str, ...]
    equal: tuple[str, ...]
    before: timedelta
    after: timedelta
    first: str = "true"
    second: str = "true"
    across: bool = False
    alone: bool = False

    def __post_init__(self) -> None:
        unknown = set(self.equal) - set(TOLD)
        if unknown:
            raise TypeError(f"{self.label}: records do not tell {sorted(unknown)} (known: {', '.join(TOLD)})")


@dataclass(frozen=True)
class TransferResolver:
    """The rules, strongest first, and what no rule overrides.

    Attributes:
        rules: in the order in which they act.
        agree: what may be unknown to a record, but never differ between two of one transfer. Nor is a record of one
            that moved money ever one with a record of one that did not; an order may be one with either.
    """

    rules: Sequence[TransferRule]
    agree: tuple[str, ...]

    @property
    def state(self) -> str:
        """All that it declares: tables follow it."""
        return repr([getattr(self, field.name) for field in fields(self)])
