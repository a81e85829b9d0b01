"""A made-up source: statements of accounts, in which a bank names its own customer only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, cast

from fundlink.sources import Money, Source, always, book_of_account, party, side, source, transfer


@source(
    title="Statements",
    publisher="Banks",
    key="entry_id",
    cron="0 3 * * *",
    mentions={
        "payer": party(name="payer_name", bin="payer_bin", account="from_account"),
        "payee": party(name="payee_name", bin="payee_bin", account="to_account"),
    },
    facts=[
        transfer(
            side("payer", account="from_account"),
            side("payee", account="to_account"),
            channel=always("bank"),
            amount="amount",
            currency="currency",
            at="booked_at",
            book=book_of_account("statement"),
        )
    ],
)
@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement."""

    entry_id: str
    statement: str
    booked_at: datetime
    from_account: str
    payer_name: str | None
    payer_bin: str | None
    to_account: str
    payee_name: str | None
    payee_bin: str | None
    amount: Annotated[int, Money("currency")]
    currency: str


STATEMENTS = cast("Source", Entry)
