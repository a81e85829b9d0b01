"""Payments through banks and by card, one row each: who paid whom from which account to which, for what.

Delivered by banks and card systems on request; nightly at most. Either side may be known by its account alone. It
lacks balances and what never passed a bank. Wages, pensions and taxes are told by their purpose code (KZ: EKNP).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import LongText, Money, one_of, party, side, source, transfer


@source(
    title="Bank and card payments",
    publisher="Banks and card systems",
    key="transfer_id",
    cron="0 3 * * *",
    mentions={
        "payer": party(
            name="from_name",
            iin="from_id_number",
            bin="from_id_number",
            account="from_account",
            country="from_country",
            device="device_id",
            ip_address="ip_address",
        ),
        "payee": party(
            name="to_name", iin="to_id_number", bin="to_id_number", account="to_account", country="to_country"
        ),
    },
    facts=[
        transfer(
            side("payer", account="from_account", bank="from_bank"),
            side("payee", account="to_account", bank="to_bank"),
            channel="channel",
            amount="amount",
            currency="currency",
            at="at",
            purpose_code="purpose_code",
            purpose="purpose",
            merchant_category="merchant_category",
            device="device_id",
            ip_address="ip_address",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class MoneyTransfer:
    """One payment."""

    transfer_id: str
    at: datetime
    channel: Annotated[str, one_of("bank", "card", "cash", "informal", "virtual_asset")]
    from_account: str | None
    from_name: str | None
    from_id_number: str | None
    from_bank: str | None
    from_country: str | None
    to_account: str | None
    to_name: str | None
    to_id_number: str | None
    to_bank: str | None
    to_country: str | None
    amount: Annotated[int, Money("currency")]
    currency: str
    purpose_code: str | None
    purpose: LongText | None
    merchant_category: str | None
    device_id: str | None
    ip_address: str | None
