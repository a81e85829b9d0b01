"""Licence register of agents who transfer or change money: remittance shops, exchangers, payment organisations.

Published by the financial regulator; a new extract every night. It lacks officers and branches, and says
nothing of money. Being in it speaks for an agent, being absent does not yet speak against one: names differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, licensed, organization, source


@source(
    title="Licence register of money transfer agents",
    publisher="Financial regulator",
    key="agent_id",
    cron="0 2 * * *",
    mentions={
        "organization": organization(
            "TransferAgent", name="name", bin="bin", phone="phone", address="address", city="city", country="country"
        )
    },
    facts=[licensed("organization", number="licence_number", valid_from="licence_from", valid_to="licence_to")],
)
@dataclass(frozen=True, slots=True)
class TransferAgent:
    """One licensed agent."""

    agent_id: str
    name: str
    bin: str | None
    licence_number: str | None
    licence_from: PartialDate | None
    licence_to: PartialDate | None
    address: str | None
    city: str | None
    country: str | None
    phone: str | None
