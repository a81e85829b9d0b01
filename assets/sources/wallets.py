"""Wallets with what is known of them: who holds one, which exchange keeps it, what it is called and why.

Delivered by exchanges on request, or noted by the unit from open sources; nightly at most. A label is the word of
its source (`source_url`, with its `confidence`), not a finding. It lacks movements (`wallet_transfers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fundlink.sources import PartialDate, party, ref, source, wallet_label


@source(
    title="Wallets, their holders and labels",
    publisher="Virtual asset service providers; the unit's own notes",
    key="address",
    within="chain",
    cron="30 2 * * *",
    mentions={
        "holder": party(name="holder_name", birth_dates="holder_birth_date", iin="holder_iin", wallet="address"),
        "exchange": ref("vasp_register", "vasp_id"),
    },
    facts=[wallet_label(address="address", chain="chain", label="label", category="category", kept_by="exchange")],
)
@dataclass(frozen=True, slots=True)
class Wallet:
    """One address on one chain."""

    address: str
    chain: str | None
    holder_name: str | None
    holder_birth_date: PartialDate | None
    holder_iin: str | None
    vasp_id: str | None
    label: str | None
    category: str | None
    source_url: str | None
    confidence: Decimal | None
