"""Persons under audit: whose money an authority looks through, since when, and on what legal basis.

Kept by the financial monitoring unit; read whenever it changes. A person under audit is no suspect: the register
says what the authority does, and nothing about guilt. It lacks what the audit found.
"""

from __future__ import annotations

from dataclasses import dataclass

from fundlink.sources import PartialDate, person, source, subject_of


@source(
    title="Persons under audit",
    publisher="Financial monitoring unit",
    key="case_id",
    within="full_name",
    cron="30 2 * * *",
    mentions={
        "subject": person(
            name="full_name",
            birth_dates="birth_date",
            iin="iin",
            documents="document_number",
            phone="phone",
            address="address",
        )
    },
    facts=[
        subject_of("subject", case="case_id", opened_on="opened_on", closed_on="closed_on", legal_basis="legal_basis")
    ],
)
@dataclass(frozen=True, slots=True)
class PersonOfInterest:
    """One person in one case."""

    case_id: str
    full_name: str
    birth_date: PartialDate | None
    iin: str | None
    document_number: str | None
    phone: str | None
    address: str | None
    opened_on: PartialDate | None
    closed_on: PartialDate | None
    legal_basis: str | None
