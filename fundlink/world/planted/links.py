"""Query `linked_persons`: a front man, and a hotline that links nobody."""

from __future__ import annotations

from datetime import timedelta

from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import Page, campaign, donation
from fundlink.world.hawala import Order, transfer
from fundlink.world.numbers import phone
from fundlink.world.planted.site import IDENTIFIED, Site

_QUERY = "linked_persons"


def front_man(site: Site) -> None:
    """One man lends his name: the phone, the device and the account beside it are other people's.

    He is the same by IIN and e-mail in all three records, so what he shares leads to whom he stands for.
    """
    front, handler, giver, colleague = (site.person() for _ in range(4))
    callers = [site.person() for _ in range(site.scaled(2, most=7))]
    number = callers[0].phones[0]
    opened = site.day()
    told = Manner("russian", ("birth_date", "iin", "email", "phone", "city"), {"phone": number})
    plain = Manner("kazakh", ("birth_date", "iin", "phone", "city"))
    site.npo((front, "director", told), (colleague, "accountant", plain))
    page = Page(
        front,
        (front,),
        "community",
        opened,
        organiser_manner=Manner("bgn", ("birth_date", "iin", "email", "device"), {"device": handler.devices[0]}),
        beneficiary_manner=Manner("russian", ("account",), {"account": giver.accounts[0]}),
    )
    key = campaign(site.district, page)
    at = opened + timedelta(days=1)
    by_front = Manner("simple", ("email", "account"), {"account": giver.accounts[0]})
    donation(site.district, key, front, 1000, at, by_front)
    donation(site.district, key, handler, 5000, at, Manner("passport", ("phone", "device")))
    donation(site.district, key, giver, 9000, at, Manner("passport", ("phone", "account")))
    agents = site.agents()
    for caller in callers:
        origin, payout = agents
        order = Order(caller, site.person(), origin, payout, 40_000, at, site.district.organizations.reference(origin))
        sender = Manner(None, IDENTIFIED, {"phone": number})
        transfer(site.district, order, sender=sender, receiver=Manner(None, IDENTIFIED))
    shared = ((handler, "device"), (giver, "account"), (colleague, "office of one NPO"))
    for other, thing in (*((caller, "phone") for caller in callers), *shared):
        note = f"shares the {thing} with the front man" if other is not colleague else f"holds an {thing} with him"
        site.plant(f"front_man_{thing.split()[0]}", _QUERY, True, (front.id, other.id), note)


def hotline(site: Site) -> None:
    """Look-alike: more people than the hub cap (10) leave the same call centre's number."""
    number = phone(site.rng, "KZ")
    callers = [site.person() for _ in range(site.scaled(2) + 10)]
    origin, payout = site.district.organizations.agent(), site.district.organizations.agent()
    at = site.day()
    for hour, caller in enumerate(callers):
        reference = site.district.organizations.reference(origin)
        order = Order(caller, site.person(), origin, payout, 15_000, at + timedelta(hours=hour), reference)
        sender = Manner(None, IDENTIFIED, {"phone": number})
        transfer(site.district, order, sender=sender, receiver=Manner(None, ("father_name", "birth_date", "document")))
    note = f"{len(callers)} senders leave the hotline {number}: above the hub cap it links nobody to anybody"
    site.plant("hotline", _QUERY, False, tuple(caller.id for caller in callers), note)
