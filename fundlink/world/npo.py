"""Writes the registers of non-profit organisations and of companies, and the registers of their officers."""

from __future__ import annotations

from datetime import date

from fundlink.world.clerk import BY_CHANCE, Form, Manner
from fundlink.world.district import District
from fundlink.world.organizations import Body, Npo
from fundlink.world.people import Person

OFFICER = Form(
    columns=("birth_date", "iin", "document", "phone", "email", "city"),
    scripts={"russian": 48, "kazakh": 34, "passport": 10, "kazakh_latin": 8},
    surname_first=0.9,
)


def register(district: District, body: Body, *, may_be_dissolved: bool = True) -> None:
    """Enter an organisation in the register; one in twenty has been dissolved since."""
    rng, source = district.rng, _registers(body)[0]
    dissolved = may_be_dissolved and rng.random() < 0.05
    district.inbox.add(
        source,
        {
            "org_id": body.key,
            "name": body.name_ru,
            "name_kk": body.name_kk,
            "name_ru": body.name_ru,
            "bin": body.bin,
            "legal_form": body.legal_form,
            "status": "dissolved" if dissolved else "active",
            "registered_on": body.registered.isoformat(),
            "dissolved_on": date(2026, rng.randint(1, 6), rng.randint(1, 28)).isoformat() if dissolved else "",
            "address": body.address,
            "city": body.place.russian,
            "country": "KZ",
            "phone": body.phone,
            "email": body.email,
            "website": f"https://{body.email.removeprefix('info@')}",
            "account_iban": body.account,
        },
    )
    district.truth.organization(source, body.key, "organization", body.id)


def officer(district: District, body: Body, person: Person, role: str, manner: Manner = BY_CHANCE) -> str:
    """Enter an officer; return the officer_id."""
    rng, (_, source, prefix) = district.rng, _registers(body)
    key = district.key(prefix)
    written = district.clerk.write(person, OFFICER, manner)
    left = manner.show is None and rng.random() < 0.15
    since = max(body.registered.year, person.born.year + 18)
    district.inbox.add(
        source,
        {
            "officer_id": key,
            "org_id": body.key,
            "role": role,
            "full_name": written.name,
            "birth_date": written["birth_date"],
            "iin": written["iin"],
            "document_number": written["document"],
            "phone": written["phone"],
            "email": written["email"],
            "address": person.address if written["city"] else "",
            "city": written["city"],
            "country": person.place.country if written["city"] else "",
            "from_date": date(since, rng.randint(6, 12), rng.randint(1, 28)).isoformat(),
            "to_date": date(2025, rng.randint(6, 12), rng.randint(1, 28)).isoformat() if left else "",
        },
    )
    district.truth.person(source, key, "officer", person.id, written.facts)
    return key


def _registers(body: Body) -> tuple[str, str, str]:
    """The register it stands in, that of its officers, and the prefix of their keys."""
    if isinstance(body, Npo):
        return "npo_register", "npo_officers", "OF"
    return "company_register", "company_officers", "CF"
