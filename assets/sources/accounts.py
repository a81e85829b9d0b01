"""Accounts and cards with their holders, as banks state them: one row a holder.

Delivered by banks on request; nightly at most. A later file that says of an account when it was closed holds against
an earlier one. It lacks payments (`money_transfers`) and who else may dispose of an account.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, holds, party, source


@source(
    title="Accounts and their holders",
    publisher="Banks",
    key="account",
    within="holder_name",
    cron="30 2 * * *",
    mentions={
        "holder": party(
            name="holder_name",
            birth_dates="holder_birth_date",
            iin="holder_iin",
            bin="holder_bin",
            account="account",
            phone="phone",
            email="email",
        )
    },
    facts=[
        holds(
            "holder",
            account="account",
            valid_from="opened_on",
            valid_to="closed_on",
            account_type="kind",
            bank="bank",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class Account:
    """One holder of one account."""

    account: str
    kind: str | None
    bank: str | None
    holder_name: str | None
    holder_birth_date: PartialDate | None
    holder_iin: str | None
    holder_bin: str | None
    opened_on: PartialDate | None
    closed_on: PartialDate | None
    phone: str | None
    email: str | None
