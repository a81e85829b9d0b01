"""Query `token_reuse`: one number of an agent's book paid out more than once, or never sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from fundlink.world.clerk import Manner
from fundlink.world.hawala import Order, transfer
from fundlink.world.organizations import Agent
from fundlink.world.planted.site import IDENTIFIED, Site

_QUERY = "token_reuse"
_FULL = Manner(None, IDENTIFIED)
_RECEIVER = Manner("russian", IDENTIFIED)


def _order(site: Site, agents: tuple[Agent, Agent], at: datetime, amount: float, reference: str) -> Order:
    return Order(site.person(), site.person(), *agents, amount, at, reference)


def reused(site: Site) -> None:
    """One number of one origin agent pays different receivers different amounts."""
    agents, at = site.agents(), site.day()
    reference = site.district.organizations.reference(agents[0])
    keys = []
    for index in range(site.scaled(2)):
        order = _order(site, agents, at + timedelta(days=2 * index), 60_000 + 15_000 * index, reference)
        keys.append(transfer(site.district, order, sender=_FULL, receiver=_RECEIVER))
    note = f"number {reference} of one origin agent, {len(keys)} receivers and amounts; by default from 2 on"
    site.plant("number_reused", _QUERY, len(keys) >= 2, (agents[0].id, *keys), note)


def never_sent(site: Site) -> None:
    """A payout leg on a number that no sending leg of that origin agent bears."""
    agents = site.agents()
    reference = site.district.organizations.reference(agents[0])
    order = _order(site, agents, site.day(), 220_000, reference)
    key = transfer(site.district, order, legs="payout", sender=_FULL, receiver=_RECEIVER)
    note = f"paid out (no sent_at, no sender) on number {reference}, which the origin agent never sent"
    site.plant("payout_without_send", _QUERY, True, (agents[0].id, key), note)


def same_number_elsewhere(site: Site) -> None:
    """Look-alike: two agents number their own books, and came to the same number."""
    first, second = site.agents(), site.agents()
    reference = site.district.organizations.reference(first[0])
    keys = tuple(
        transfer(site.district, _order(site, pair, site.day(), amount, reference), sender=_FULL, receiver=_RECEIVER)
        for pair, amount in ((first, 45_000), (second, 80_000))
    )
    note = f"number {reference} in two origin agents' books"
    site.plant("same_number_elsewhere", _QUERY, False, (first[0].id, second[0].id, *keys), note)


def sent_again(site: Site) -> None:
    """Look-alikes: cancelled and sent again on its number, once as it was and once with the amount corrected."""
    for case, corrected in (("cancelled_sent_again", 90_000), ("cancelled_amount_corrected", 95_000)):
        agents, at = site.agents(), site.day()
        reference = site.district.organizations.reference(agents[0])
        sender, receiver = site.person(), site.person()
        keys = tuple(
            transfer(
                site.district,
                Order(sender, receiver, *agents, amount, at + timedelta(days=days), reference),
                status=status,
                sender=_FULL,
                receiver=_RECEIVER,
            )
            for amount, days, status in ((90_000, 0, "cancelled"), (corrected, 1, "paid"))
        )
        note = f"number {reference}: status cancelled, then paid to the same receiver"
        site.plant(case, _QUERY, False, (agents[0].id, *keys), note)


def two_books(site: Site) -> None:
    """Look-alike: one transfer in two rows, from the book of the agent who took it and of the one who paid it."""
    agents = site.agents()
    order = _order(site, agents, site.day(), 130_000, site.district.organizations.reference(agents[0]))
    keys = tuple(
        transfer(site.district, order, legs=legs, sender=_FULL, receiver=_RECEIVER) for legs in ("origin", "payout")
    )
    note = f"number {order.reference}: the sending leg in one row, the payout of the same amount in the other"
    site.plant("two_books", _QUERY, False, (agents[0].id, *keys), note)
