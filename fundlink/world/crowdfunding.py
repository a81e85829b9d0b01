"""Writes the campaigns of crowdfunding platforms and the donations to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fundlink.world import numbers
from fundlink.world.causes import CAUSES, MESSAGES, PLATFORMS
from fundlink.world.clerk import BY_CHANCE, Form, Manner, Written
from fundlink.world.district import District, Fundraiser
from fundlink.world.organizations import Npo
from fundlink.world.people import Person
from fundlink.world.times import moment, money, snapshot, stamp

_SCRIPTS = {
    "russian": 26,
    "kazakh": 14,
    "passport": 18,
    "bgn": 10,
    "kazakh_latin": 8,
    "simple": 14,
    "western": 5,
    "arabic": 5,
}
ORGANISER = Form(("birth_date", "iin", "phone", "email", "device"), _SCRIPTS, surname_first=0.3)
BENEFICIARY = Form(("account", "wallet"), _SCRIPTS, surname_first=0.3)
DONOR = Form(("email", "phone", "account", "wallet", "device"), _SCRIPTS, surname_first=0.2)
_ANONYMOUS = 0.05


@dataclass(frozen=True)
class Page:
    """A campaign's page over its life: who asks, for whom, why, and when it was seen.

    `beneficiaries` holds one, or one a snapshot where the page changed it.
    """

    organiser: Person
    beneficiaries: Sequence[Person | Npo]
    category: str
    opened: datetime
    snapshots: int = 1
    goal: float = 1_500_000
    organiser_manner: Manner = BY_CHANCE
    beneficiary_manner: Manner = BY_CHANCE


def campaign(district: District, page: Page) -> str:
    """Write one row a snapshot and return the campaign_id."""
    rng, truth = district.rng, district.truth
    key = district.key("CP")
    titles, texts = CAUSES[page.category]
    language = rng.randrange(3)
    organiser = district.clerk.write(page.organiser, ORGANISER, page.organiser_manner)
    written = [_beneficiary(district, one, page.beneficiary_manner) for one in page.beneficiaries]
    platform = rng.choice(PLATFORMS)
    opened = stamp(rng, page.opened)
    closed = page.opened + timedelta(days=rng.randint(20, 60))
    for number in range(page.snapshots):
        last = number == page.snapshots - 1
        index = min(number, len(written) - 1)
        beneficiary, paid = page.beneficiaries[index], written[index]
        seen = snapshot(page.opened + timedelta(days=1 + 9 * number))
        district.inbox.add(
            "crowdfunding_campaigns",
            {
                "campaign_id": key,
                "platform": platform,
                "title": titles[language].format(name=paid.name),
                "description": texts[language],
                "category": page.category,
                "organiser_name": organiser.name,
                "organiser_birth_date": organiser["birth_date"],
                "organiser_iin": organiser["iin"],
                "organiser_phone": organiser["phone"],
                "organiser_email": organiser["email"],
                "organiser_device_id": organiser["device"],
                "beneficiary_name": paid.name,
                "beneficiary_account": paid["account"],
                "beneficiary_wallet": paid["wallet"],
                "goal_amount": money(page.goal),
                "currency": "KZT",
                "country": "KZ",
                "created_at": opened,
                "closed_at": stamp(rng, closed) if last and page.snapshots > 1 else "",
                "snapshot_at": seen,
                "url": f"https://{platform}/c/{key.lower()}",
            },
        )
        truth.person("crowdfunding_campaigns", key, "organiser", page.organiser.id, organiser.facts, seen)
        if isinstance(beneficiary, Npo):
            truth.organization("crowdfunding_campaigns", key, "beneficiary", beneficiary.id, seen)
        else:
            truth.person("crowdfunding_campaigns", key, "beneficiary", beneficiary.id, paid.facts, seen)
    district.fundraisers[key] = Fundraiser(
        beneficiary, page.category, paid["account"], paid["wallet"], last_gift=page.opened
    )
    return key


def _beneficiary(district: District, beneficiary: Person | Npo, manner: Manner) -> Written:
    """A person by chance or manner; an organisation always with the account it has registered."""
    if isinstance(beneficiary, Npo):
        name = district.rng.choice((beneficiary.name_ru, beneficiary.name_ru, beneficiary.name_kk))
        return Written(name, {"account": beneficiary.account}, ())
    return district.clerk.write(beneficiary, BENEFICIARY, manner)


def donation(
    district: District, campaign_id: str, donor: Person, amount: float, at: datetime, manner: Manner = BY_CHANCE
) -> str:
    """Write one donation and return its donation_id; one in twenty is anonymous unless a manner is given."""
    rng = district.rng
    key = district.key("DN")
    anonymous = manner is BY_CHANCE and rng.random() < _ANONYMOUS
    written = Written("", {}, ()) if anonymous else district.clerk.write(donor, DONOR, manner)
    row = {
        "donation_id": key,
        "campaign_id": campaign_id,
        "donor_name": written.name,
        "donor_email": written["email"],
        "donor_phone": written["phone"],
        "donor_account": written["account"],
        "donor_wallet": written["wallet"],
        "donor_created_at": stamp(rng, moment(rng, at - timedelta(days=700), at)),
        "ip_address": numbers.ip_address(rng) if rng.random() < 0.8 else "",
        "device_id": written["device"],
        "amount": money(amount),
        "currency": "KZT",
        "donated_at": stamp(rng, at),
        "refunded_at": stamp(rng, at + timedelta(days=3)) if manner is BY_CHANCE and rng.random() < 0.01 else "",
        "message": rng.choice(MESSAGES),
    }
    district.inbox.add("crowdfunding_donations", row)
    if not row["refunded_at"]:
        fundraiser = district.fundraisers[campaign_id]
        fundraiser.raised += amount
        fundraiser.last_gift = max(fundraiser.last_gift, at)
    if not anonymous:
        district.truth.person("crowdfunding_donations", key, "donor", donor.id, written.facts)
    return key
