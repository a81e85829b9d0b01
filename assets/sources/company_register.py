"""Register of companies: who they are, where, and since when.

Published by the Ministry of Justice; a new extract every night. It lacks founders and officers
(`company_officers`), shareholders and money. A company that is absent may be registered elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, organization, register_entry, source


@source(
    title="Register of companies",
    publisher="Ministry of Justice",
    key="org_id",
    cron="0 2 * * *",
    mentions={
        "organization": organization(
            "Company",
            name="name",
            aliases=("name_kk", "name_ru"),
            bin="bin",
            phone="phone",
            email="email",
            account="account_iban",
            address="address",
            city="city",
            country="country",
        )
    },
    facts=[register_entry("organization", status="status", registered_on="registered_on", dissolved_on="dissolved_on")],
)
@dataclass(frozen=True, slots=True)
class CompanyRegister:
    """One company."""

    org_id: str
    name: str
    name_kk: str | None
    name_ru: str | None
    bin: str | None
    legal_form: str | None
    status: str | None
    registered_on: PartialDate | None
    dissolved_on: PartialDate | None
    address: str | None
    city: str | None
    country: str | None
    phone: str | None
    email: str | None
    website: str | None
    account_iban: str | None
