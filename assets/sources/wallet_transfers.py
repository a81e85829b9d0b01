"""Movements of virtual assets between wallets, as a chain or an exchange tells them: one row an output.

Exported from a chain explorer or delivered by an exchange; nightly at most. One transaction has many outputs, so no
column identifies a row. It names nobody: holders and exchanges come from `wallets`. Internal movements within an
exchange are on no chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fundlink.sources import Money, always, side, source, transfer


@source(
    title="Movements of virtual assets",
    publisher="Chain explorers; virtual asset service providers",
    key=None,
    cron="30 2 * * *",
    mentions={},
    facts=[
        transfer(
            side(wallet="from_address", chain="chain"),
            side(wallet="to_address", chain="chain"),
            channel=always("virtual_asset"),
            amount="amount",
            currency="asset",
            valued=("fiat_amount", "fiat_currency"),
            at="block_time",
            reference="tx_hash",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class WalletTransfer:
    """One output of one transaction."""

    tx_hash: str
    chain: str | None
    block_time: datetime
    from_address: str | None
    to_address: str | None
    asset: str
    amount: Annotated[int, Money("asset")]
    fiat_amount: Annotated[int | None, Money("fiat_currency")]
    fiat_currency: str | None
