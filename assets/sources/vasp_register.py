"""Register of virtual asset service providers (VASPs): exchanges, brokers, custodians, with their licences.

Published by the regulators of each jurisdiction; a new extract every night. It lacks the wallets that a provider
runs (`wallets`) and its customers.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, licensed, organization, source


@source(
    title="Register of virtual asset service providers",
    publisher="Regulators of virtual assets",
    key="vasp_id",
    cron="0 2 * * *",
    mentions={"organization": organization("VirtualAssetProvider", name="name", bin="bin", country="jurisdiction")},
    facts=[licensed("organization", number="licence_number", valid_from="licence_from", valid_to="licence_to")],
)
@dataclass(frozen=True, slots=True)
class VaspRegister:
    """One provider."""

    vasp_id: str
    name: str
    bin: str | None
    licence_number: str | None
    licence_from: PartialDate | None
    licence_to: PartialDate | None
    jurisdiction: str | None
    website: str | None
