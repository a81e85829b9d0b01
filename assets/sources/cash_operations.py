"""Cash put into accounts and taken out of them, at machines and desks.

Delivered by banks on request; nightly at most. Whoever stands at the machine need not be the holder of the account,
and is often not known. It lacks cash that never touched an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import Money, always, is_one_of, one_of, person, side, source, transfer


@source(
    title="Cash deposits and withdrawals",
    publisher="Banks",
    key="operation_id",
    cron="0 3 * * *",
    mentions={"person": person(name="person_name", iin="person_iin")},
    facts=[
        transfer(
            side("person"),
            side(account="account"),
            channel=always("cash"),
            kind=always("deposit"),
            when=is_one_of("direction", "in"),
            amount="amount",
            currency="currency",
            at="at",
            machine_id="machine_id",
            city="city",
        ),
        transfer(
            side(account="account"),
            side("person"),
            channel=always("cash"),
            kind=always("withdrawal"),
            when=is_one_of("direction", "out"),
            amount="amount",
            currency="currency",
            at="at",
            machine_id="machine_id",
            city="city",
        ),
    ],
)
@dataclass(frozen=True, slots=True)
class CashOperation:
    """One deposit (`in`) or withdrawal (`out`)."""

    operation_id: str
    at: datetime
    account: str
    machine_id: str | None
    city: str | None
    direction: Annotated[str, one_of("in", "out")]
    amount: Annotated[int, Money("currency")]
    currency: str
    person_name: str | None
    person_iin: str | None
