"""Officers of registered companies: founders, directors, accountants, with the days of their office.

Published by the Ministry of Justice with the register; a new extract every night. It lacks shareholders
and anybody who controls without an office.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, officer_of, person, ref, source


@source(
    title="Officers of registered companies",
    publisher="Ministry of Justice",
    key="officer_id",
    cron="0 2 * * *",
    mentions={
        "officer": person(
            name="full_name",
            birth_dates="birth_date",
            iin="iin",
            documents="document_number",
            phone="phone",
            email="email",
            address="address",
            city="city",
            country="country",
        ),
        "organization": ref("company_register", "org_id"),
    },
    facts=[officer_of("officer", "organization", role="role", valid_from="from_date", valid_to="to_date")],
)
@dataclass(frozen=True, slots=True)
class CompanyOfficer:
    """One person in one office of one company."""

    officer_id: str
    org_id: str
    role: str
    full_name: str
    birth_date: PartialDate | None
    iin: str | None
    document_number: str | None
    phone: str | None
    email: str | None
    address: str | None
    city: str | None
    country: str | None
    from_date: PartialDate | None
    to_date: PartialDate | None
