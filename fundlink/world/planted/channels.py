"""Query `fundraising_channels`: a campaign whose money becomes informal transfers."""

from __future__ import annotations

from datetime import timedelta

from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import Page, campaign, donation
from fundlink.world.planted.site import Site

_QUERY = "fundraising_channels"
_SCRIPTS = ("arabic", "kazakh", "bgn", "russian")


def becomes_hawala(site: Site) -> None:
    """Donations go to a beneficiary who sends them on through agents to receivers abroad.

    The beneficiary is written in Cyrillic on the page, in Latin as a donor to it (the account is the page's, the
    phone the sender's), in Arabic and Kazakh at the agents'.
    """
    organiser, beneficiary = site.person(), site.person()
    opened = site.day()
    page = Page(
        organiser,
        (beneficiary,),
        "medical",
        opened,
        organiser_manner=Manner("kazakh", ("birth_date", "iin", "phone", "device")),
        beneficiary_manner=Manner("russian", ("account",)),
    )
    key = campaign(site.district, page)
    own = Manner("passport", ("account", "phone"))
    donation(site.district, key, beneficiary, 1000, opened + timedelta(hours=2), own)
    total = site.gifts(key, site.scaled(10), opened + timedelta(hours=3))
    receivers = [site.person(abroad=True) for _ in range(site.scaled(2))]
    pairs = [site.agents() for _ in receivers[:2]]
    wait = timedelta(days=12) + timedelta(hours=72) / site.strength
    transfers = tuple(
        site.send(
            beneficiary,
            receiver,
            pairs[index % len(pairs)],
            total * 0.9 / len(receivers),
            opened + wait + timedelta(hours=index),
            script=_SCRIPTS[index % len(_SCRIPTS)],
        )
        for index, receiver in enumerate(receivers)
    )
    site.plant(
        "campaign_becomes_hawala",
        _QUERY,
        True,
        (key, beneficiary.id, *(receiver.id for receiver in receivers), *transfers),
        "the beneficiary sends nine tenths of the donations abroad through agents",
    )


def ends_at_npo(site: Site) -> None:
    """Look-alike: the beneficiary is a registered NPO, and there the money ends."""
    director, organiser = site.person(), site.person()
    office = Manner("russian", ("birth_date", "iin", "phone", "city"))
    npo = site.npo((director, "director", office))
    opened = site.day()
    page = Page(organiser, (npo,), "relief", opened, organiser_manner=Manner("passport", ("iin", "phone")))
    key = campaign(site.district, page)
    site.gifts(key, site.scaled(10), opened)
    note = "the beneficiary is a registered NPO (account_iban of the register); nothing leaves it"
    site.plant("campaign_ends_at_npo", _QUERY, False, (key, npo.id), note)


def sent_before(site: Site) -> None:
    """Look-alike: the beneficiary sent money to kin long before the campaign, and none since."""
    beneficiary, mother = site.person(), site.person(abroad=True)
    opened = site.day() + timedelta(days=20)
    first = opened - timedelta(days=15)
    transfers = tuple(
        site.send(beneficiary, mother, site.agents(), 30_000, first + timedelta(days=n), purpose="родителям")
        for n in range(2)
    )
    page = Page(
        beneficiary,
        (beneficiary,),
        "education",
        opened,
        organiser_manner=Manner("russian", ("birth_date", "phone")),
        beneficiary_manner=Manner("passport", ("account",)),
    )
    key = campaign(site.district, page)
    donation(site.district, key, beneficiary, 500, opened + timedelta(hours=1), Manner("russian", ("account", "phone")))
    site.gifts(key, site.scaled(4), opened)
    note = "all sent_at of the beneficiary are before every donated_at: that money cannot be the campaign's"
    site.plant("remittance_before_campaign", _QUERY, False, (key, beneficiary.id, mother.id, *transfers), note)
