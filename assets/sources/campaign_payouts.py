"""What crowdfunding platforms paid out: from which campaign, to which account or wallet, in whose name.

Delivered by platforms on request; nightly at most. It is where the money really went, which the page's stated
beneficiary (`crowdfunding_campaigns`) need not be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import Money, always, first_told, party, side, source, transfer


@source(
    title="Payouts of crowdfunding campaigns",
    publisher="Crowdfunding platforms",
    key="payout_id",
    cron="30 2 * * *",
    mentions={"payee": party(name="payee_name", account="account", wallet="wallet")},
    facts=[
        transfer(
            side(campaign="campaign_id"),
            side("payee", account="account", wallet="wallet"),
            channel=first_told(wallet="virtual_asset", account="bank"),
            kind=always("payout"),
            amount="amount",
            currency="currency",
            at="paid_at",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class CampaignPayout:
    """One payout."""

    payout_id: str
    campaign_id: str
    paid_at: datetime
    account: str | None
    wallet: str | None
    payee_name: str | None
    amount: Annotated[int, Money("currency")]
    currency: str
