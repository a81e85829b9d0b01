"""A ledger of informal transfers (hawala, remittance shops): one row a transfer, both legs where known.

Seized or delivered ledgers; names may be coded, short or one word, and either leg may be missing. The
reference is the token that the payer hands on and the receiver shows (FATF, Hawala and Other Similar
Service Providers, 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import (
    Handled,
    LongText,
    Money,
    PartialDate,
    always,
    book_of_leg,
    organization,
    person,
    side,
    source,
    transfer,
)


@source(
    title="Ledgers of informal money transfer",
    publisher="Informal transfer agents",
    key="transfer_id",
    cron="0 3 * * *",
    mentions={
        "sender": person(
            name="sender_name",
            father_name="sender_father_name",
            birth_dates="sender_birth_date",
            documents="sender_document",
            phone="sender_phone",
            city="origin_city",
            country="origin_country",
        ),
        "receiver": person(
            name="receiver_name",
            father_name="receiver_father_name",
            birth_dates="receiver_birth_date",
            documents="receiver_document",
            phone="receiver_phone",
            city="payout_city",
            country="payout_country",
        ),
        "origin_agent": organization(
            "TransferAgent",
            name="origin_agent",
            phone="origin_agent_phone",
            city="origin_city",
            country="origin_country",
        ),
        "payout_agent": organization(
            "TransferAgent",
            name="payout_agent",
            phone="payout_agent_phone",
            city="payout_city",
            country="payout_country",
        ),
    },
    facts=[
        transfer(
            side("sender"),
            side("receiver"),
            channel=always("informal"),
            book=book_of_leg(sent_at="sent_at", sender="sender_name", paid_at="paid_at"),
            handled=(
                Handled("origin_agent", "origin", "origin_city", "origin_country"),
                Handled("payout_agent", "payout", "payout_city", "payout_country"),
            ),
            reference="reference",
            at="sent_at",
            paid_at="paid_at",
            amount="amount",
            currency="currency",
            status="status",
            purpose="purpose",
            settlement_method="settlement_method",
            payout_amount="payout_amount",
            payout_currency="payout_currency",
            commission="commission",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class InformalTransfer:
    """One transfer."""

    transfer_id: str
    reference: str | None
    sent_at: datetime | None
    paid_at: datetime | None
    origin_agent: str | None
    origin_agent_phone: str | None
    origin_city: str | None
    origin_country: str | None
    payout_agent: str | None
    payout_agent_phone: str | None
    payout_city: str | None
    payout_country: str | None
    sender_name: str | None
    sender_father_name: str | None
    sender_birth_date: PartialDate | None
    sender_document: str | None
    sender_phone: str | None
    receiver_name: str | None
    receiver_father_name: str | None
    receiver_birth_date: PartialDate | None
    receiver_document: str | None
    receiver_phone: str | None
    amount: Annotated[int | None, Money("currency")]
    currency: str | None
    payout_amount: Annotated[int | None, Money("payout_currency")]
    payout_currency: str | None
    commission: Annotated[int | None, Money("currency")]
    settlement_method: str | None
    status: str | None
    purpose: LongText | None
