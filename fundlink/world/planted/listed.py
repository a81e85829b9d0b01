"""Query `listed_connections`: a listed officer and who stands near; a namesake; a de-listed person."""

from __future__ import annotations

from datetime import timedelta

from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import Page, campaign, donation
from fundlink.world.planted.site import Site

_QUERY = "listed_connections"
_ORGANISER = ("birth_date", "iin", "phone")
_OFFICE = ("birth_date", "iin", "phone", "city")
_DONOR = Manner("passport", ("email", "phone", "account"))


def listed_officer(site: Site) -> None:
    """An officer of an NPO is listed: the register has the list's birth date and passport, in another script.

    The officer also runs a campaign for it (joined by birth date and phone): donors are two hops away.
    """
    listed, colleague, receiver, donor = (site.person() for _ in range(4))
    entry = site.sanctions.person(listed, comment="Raises funds in Central Asia.")
    on_paper = Manner("kazakh", ("birth_date", "document", "phone", "city"))
    npo = site.npo((listed, "founder", on_paper), (colleague, "accountant", Manner("russian", _OFFICE)))
    opened = site.day()
    page = Page(listed, (npo,), "orphans", opened, organiser_manner=Manner("passport", _ORGANISER))
    key = campaign(site.district, page)
    gift = donation(site.district, key, donor, 25_000, opened + timedelta(days=2), _DONOR)
    site.gifts(key, site.scaled(3), opened)
    sent = site.send(listed, receiver, site.agents(), 180_000, opened + timedelta(days=30), script="western")
    reference = entry.reference
    site.plant("listed_officer", _QUERY, True, (listed.id, reference), "birth date and passport agree with the entry")
    for case, person, note in (
        ("listed_colleague", colleague, "officer of the listed person's NPO"),
        ("listed_receiver", receiver, f"was sent money by the listed person ({sent})"),
        ("listed_donor", donor, f"gave to the campaign the listed person runs ({gift})"),
    ):
        site.plant(case, _QUERY, True, (person.id, listed.id, reference), note)

    namesake = site.person(like=listed)
    other = site.npo((namesake, "director", Manner("kazakh", ("birth_date", "iin", "document", "phone", "city"))))
    note = "bears the listed person's name; birth date, IIN and document are others"
    site.plant("listed_namesake", _QUERY, False, (namesake.id, other.id, reference), note)


def delisted(site: Site) -> None:
    """Look-alike: an officer and a donor who are tied only to an entry the newer snapshot lacks."""
    former, donor = site.person(), site.person()
    entry = site.sanctions.person(former, comment="Former treasurer.", current=False)
    on_paper = Manner("russian", ("birth_date", "document", "phone", "city"))
    npo = site.npo((former, "trustee", on_paper))
    opened = site.day()
    page = Page(former, (npo,), "education", opened, organiser_manner=Manner("kazakh", _ORGANISER))
    key = campaign(site.district, page)
    donation(site.district, key, donor, 7_000, opened + timedelta(days=2), _DONOR)
    note = "the entry left the list between the two snapshots: history, no current answer"
    site.plant("delisted_officer", _QUERY, False, (former.id, donor.id, npo.id, entry.reference), note)
