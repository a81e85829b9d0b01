"""For `settlement_netting`: two agents whose books offset, and two where all goes one way."""

from __future__ import annotations

from datetime import timedelta

from fundlink.world.hawala import Order, transfer
from fundlink.world.organizations import Agent
from fundlink.world.planted.site import Site

_QUERY = "settlement_netting"


def offsetting_books(site: Site) -> None:
    """Entries both ways whose difference is small against their sum; the rest is settled in goods."""
    agents = site.agents()
    each_way = site.scaled(2, least=2)
    gap = 0.10 / site.strength  # the default of the pattern is at most a tenth of the gross sum
    keys = []
    for index in range(each_way):
        for there, share in ((True, 1 + gap), (False, 1 - gap)):
            keys.append(_entry(site, agents if there else (agents[1], agents[0]), 300_000 * share, index, "offset"))
    note = f"net over gross {gap:.0%}; found by default up to 10%"
    site.plant("offsetting_books", _QUERY, gap <= 0.10, (*(agent.id for agent in agents), *keys), note)


def one_way(site: Site) -> None:
    """Look-alike: an agent who only sends to another, settled in cash."""
    agents = site.agents()
    keys = [_entry(site, agents, 300_000, index, "cash") for index in range(site.scaled(2, least=2))]
    note = "all entries go one way: net equals gross"
    site.plant("one_way_books", _QUERY, False, (*(agent.id for agent in agents), *keys), note)


def _entry(site: Site, agents: tuple[Agent, Agent], amount: float, index: int, settlement: str) -> str:
    sender, receiver = site.crowd.two()
    origin, payout = agents
    reference = site.district.organizations.reference(origin)
    at = site.day() + timedelta(days=3 * index)
    order = Order(sender, receiver, origin, payout, amount, at, reference, settlement=settlement)
    return transfer(site.district, order)
