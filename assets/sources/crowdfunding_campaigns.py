"""Crowdfunding campaigns as their pages stood when seen: one row a snapshot.

Delivered by platforms on request, or collected by the unit; nightly at most. The same campaign comes again
when its page changed. It lacks donors (`crowdfunding_donations`) and what was really paid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import (
    LongText,
    Money,
    PartialDate,
    account_of_campaign,
    campaign,
    organizes,
    party,
    raises_for,
    source,
)


@source(
    title="Crowdfunding campaigns, by snapshot of the page",
    publisher="Crowdfunding platforms",
    key="campaign_id",
    version="snapshot_at",
    cron="30 2 * * *",
    mentions={
        "organiser": party(
            name="organiser_name",
            birth_dates="organiser_birth_date",
            iin="organiser_iin",
            phone="organiser_phone",
            email="organiser_email",
            device="organiser_device_id",
        ),
        "beneficiary": party(name="beneficiary_name", account="beneficiary_account", wallet="beneficiary_wallet"),
    },
    facts=[
        campaign(
            "campaign_id",
            snapshot_at="snapshot_at",
            description="description",
            organiser="organiser_name",
            beneficiary="beneficiary_name",
            account="beneficiary_account",
            wallet="beneficiary_wallet",
            title="title",
            category="category",
            platform="platform",
            url="url",
            goal_amount="goal_amount",
            currency="currency",
            country="country",
            created_at="created_at",
            closed_at="closed_at",
        ),
        organizes("organiser", "campaign_id", snapshot_at="snapshot_at"),
        raises_for("campaign_id", "beneficiary", snapshot_at="snapshot_at"),
        account_of_campaign(
            "campaign_id", snapshot_at="snapshot_at", account="beneficiary_account", wallet="beneficiary_wallet"
        ),
    ],
)
@dataclass(frozen=True, slots=True)
class CrowdfundingCampaign:
    """One campaign page at one moment."""

    campaign_id: str
    platform: str | None
    title: str | None
    description: LongText | None
    category: str | None
    organiser_name: str | None
    organiser_birth_date: PartialDate | None
    organiser_iin: str | None
    organiser_phone: str | None
    organiser_email: str | None
    organiser_device_id: str | None
    beneficiary_name: str | None
    beneficiary_account: str | None
    beneficiary_wallet: str | None
    goal_amount: Annotated[int | None, Money("currency")]
    currency: str | None
    country: str | None
    created_at: datetime | None
    closed_at: datetime | None
    snapshot_at: datetime | None
    url: str | None
