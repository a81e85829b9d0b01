"""Writes the register of non-profit organisations and the register of their officers."""

from __future__ import annotations

from datetime import date

from fundlink.world.clerk import BY_CHANCE, Form, Manner
from fundlink.world.district import District
from fundlink.world.organizations import Npo
from fundlink.world.people import Person

OFFICER = Form(
    columns=("birth_date", "iin", "document", "phone", "email", "city"),
    scripts={"russian": 48, "kazakh": 34, "passport": 10, "kazakh_latin": 8},
    surname_first=0.9,
)


def register(district: District, npo: Npo, *, may_be_dissolved: bool = True) -> None:
    """Enter an organisation in the register; one in twenty has been dissolved since."""
    rng = district.rng
    dissolved = may_be_dissolved and rng.random() < 0.05
    district.inbox.add(
        "npo_register",
        {
            "org_id": npo.key,
            "name": npo.name_ru,
            "name_kk": npo.name_kk,
            "name_ru": npo.name_ru,
            "bin": npo.bin,
            "legal_form": npo.legal_form,
            "status": "dissolved" if dissolved else "active",
            "registered_on": npo.registered.isoformat(),
            "dissolved_on": date(2026, rng.randint(1, 6), rng.randint(1, 28)).isoformat() if dissolved else "",
            "address": npo.address,
            "city": npo.place.russian,
            "country": "KZ",
            "phone": npo.phone,
            "email": npo.email,
            "website": f"https://{npo.email.removeprefix('info@')}",
            "account_iban": npo.account,
        },
    )
    district.truth.organization("npo_register", npo.key, "organization", npo.id)


def officer(district: District, npo: Npo, person: Person, role: str, manner: Manner = BY_CHANCE) -> str:
    """Enter an officer; return the officer_id."""
    rng = district.rng
    key = district.key("OF")
    written = district.clerk.write(person, OFFICER, manner)
    left = manner.show is None and rng.random() < 0.15
    since = max(npo.registered.year, person.born.year + 18)
    district.inbox.add(
        "npo_officers",
        {
            "officer_id": key,
            "org_id": npo.key,
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
    district.truth.person("npo_officers", key, "officer", person.id, written.facts)
    return key
