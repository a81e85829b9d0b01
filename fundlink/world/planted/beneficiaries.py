"""Query `campaigns_one_beneficiary`, and two later ones that look at the same pages."""

from __future__ import annotations

from datetime import timedelta

from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import Page, campaign, donation
from fundlink.world.planted.site import Site

_QUERY = "campaigns_one_beneficiary"
_CATEGORIES = ("medical", "orphans", "community", "education", "relief", "sport")
_SCRIPTS = ("russian", "passport", "arabic", "kazakh", "western", "simple", "kazakh_latin")
_BRIDGE = Manner("passport", ("account", "phone", "wallet"))
"""The beneficiary's own gift: account, wallet and phone in one record."""


def different_causes(site: Site) -> None:
    """Campaigns for different causes pay one person; the organiser is one too, written differently each time."""
    organiser, beneficiary = site.person(), site.person()
    opened = site.day()
    keys = []
    for index in range(site.scaled(2)):
        page = Page(
            organiser,
            (beneficiary,),
            _CATEGORIES[index % len(_CATEGORIES)],
            opened + timedelta(days=4 * index),
            organiser_manner=Manner(_SCRIPTS[index % 7], ("birth_date", "iin", "phone", "device")),
            beneficiary_manner=Manner(_SCRIPTS[(index + 1) % 7], ("wallet",) if index % 3 == 2 else ("account",)),
        )
        keys.append(campaign(site.district, page))
        site.gifts(keys[-1], site.scaled(3), page.opened)
    donation(site.district, keys[0], beneficiary, 1000, opened + timedelta(hours=5), _BRIDGE)
    found = len(keys) >= 2
    note = f"{len(keys)} categories, one beneficiary by account and wallet; by default from 2 campaigns on"
    site.plant("different_causes", _QUERY, found, (beneficiary.id, *keys), note)
    note = "one organiser by IIN and device, in as many spellings as campaigns"
    site.plant("aliased_organiser", "aliased_promoters", found, (organiser.id, *keys), note)


def same_cause(site: Site) -> None:
    """Look-alike: two campaigns for one person's operation, the second because the first fell short."""
    mother, child = site.person(), site.person()
    opened = site.day()
    keys = []
    for index in range(2):
        page = Page(
            mother,
            (child,),
            "medical",
            opened + timedelta(days=40 * index),
            organiser_manner=Manner("russian", ("birth_date", "iin", "phone")),
            beneficiary_manner=Manner(("russian", "kazakh")[index], ("account",)),
        )
        keys.append(campaign(site.district, page))
        site.gifts(keys[-1], site.scaled(3), page.opened)
    site.plant("same_cause", _QUERY, False, (child.id, *keys), "one beneficiary and one category: medical twice")


def one_npo(site: Site) -> None:
    """Look-alike: a registered NPO does its work in two fields, and raises money for both on its own account."""
    director = site.person()
    office = Manner("kazakh", ("birth_date", "iin", "phone", "city"))
    npo = site.npo((director, "director", office))
    opened = site.day()
    keys = []
    for category in ("education", "relief"):
        manner = Manner("russian", ("birth_date", "iin", "phone"))
        keys.append(campaign(site.district, Page(director, (npo,), category, opened, organiser_manner=manner)))
        site.gifts(keys[-1], site.scaled(3), opened)
    site.plant("one_npo", _QUERY, False, (npo.id, *keys), "the beneficiary of both is a registered NPO by account")


def namesake_beneficiaries(site: Site) -> None:
    """Look-alike: two people of one name, each with a cause, an account, a birth date and an IIN of their own."""
    first = site.person()
    people = (first, site.person(like=first))
    opened = site.day()
    keys = []
    for person, category in zip(people, ("sport", "education"), strict=True):
        page = Page(
            person,
            (person,),
            category,
            opened,
            organiser_manner=Manner("russian", ("birth_date", "iin", "phone")),
            beneficiary_manner=Manner("russian", ("account",)),
        )
        keys.append(campaign(site.district, page))
        donation(site.district, keys[-1], person, 500, opened + timedelta(hours=3), _BRIDGE)
        site.gifts(keys[-1], site.scaled(3), opened)
    ids = tuple(person.id for person in people)
    note = "namesakes: accounts, birth dates and IINs differ"
    site.plant("namesake_beneficiaries", _QUERY, False, (*ids, *keys), note)
    site.plant("namesake_organisers", "aliased_promoters", False, (*ids, *keys), note)


def changed_beneficiary(site: Site) -> None:
    """For `changed_after_funding`: the page names another beneficiary after donations came; and one that does not."""
    organiser, first, second = (site.person() for _ in range(3))
    manner = Manner("passport", ("birth_date", "iin", "phone"))
    for beneficiaries, case, note in (
        ((first, second), "changed_beneficiary", "the second snapshot names another person and account"),
        ((first,), "unchanged_page", "two snapshots, nothing changed but the day it closed"),
    ):
        opened = site.day()
        page = Page(
            organiser,
            beneficiaries,
            "medical",
            opened,
            snapshots=2,
            organiser_manner=manner,
            beneficiary_manner=Manner("russian", ("account",)),
        )
        key = campaign(site.district, page)
        site.gifts(key, site.scaled(3), opened)
        subjects = (key, *(person.id for person in beneficiaries))
        site.plant(case, "changed_after_funding", len(beneficiaries) > 1, subjects, note)
