"""Donations to crowdfunding campaigns, one row each.

Delivered by platforms on request; nightly at most. Donors give the name they like, or none: the account,
the device and the address they pay from are the better evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import LongText, Money, always, party, refunded, side, source, transfer


@source(
    title="Donations to crowdfunding campaigns",
    publisher="Crowdfunding platforms",
    key="donation_id",
    cron="30 2 * * *",
    mentions={
        "donor": party(
            name="donor_name",
            email="donor_email",
            phone="donor_phone",
            account="donor_account",
            wallet="donor_wallet",
            device="device_id",
            ip_address="ip_address",
        )
    },
    facts=[
        transfer(
            side("donor", account="donor_account", wallet="donor_wallet"),
            side(campaign="campaign_id"),
            channel=always("donation"),
            amount="amount",
            currency="currency",
            at="donated_at",
            status=refunded("refunded_at"),
            purpose="message",
            device="device_id",
            ip_address="ip_address",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class CrowdfundingDonation:
    """One donation."""

    donation_id: str
    campaign_id: str
    donor_name: str | None
    donor_email: str | None
    donor_phone: str | None
    donor_account: str | None
    donor_wallet: str | None
    donor_created_at: datetime | None
    ip_address: str | None
    device_id: str | None
    amount: Annotated[int, Money("currency")]
    currency: str
    donated_at: datetime
    refunded_at: datetime | None
    message: LongText | None
