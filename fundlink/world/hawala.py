"""Writes the ledger of informal transfers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fundlink.world.clerk import BY_CHANCE, Form, Manner, Written
from fundlink.world.district import District
from fundlink.world.organizations import Agent
from fundlink.world.people import Person
from fundlink.world.places import currency
from fundlink.world.times import money, stamp

SENDER = Form(
    columns=("father_name", "birth_date", "document", "phone", "city"),
    scripts={
        "russian": 20,
        "kazakh": 16,
        "passport": 14,
        "bgn": 10,
        "kazakh_latin": 8,
        "simple": 12,
        "western": 6,
        "arabic": 14,
    },
    surname_first=0.4,
    short=0.08,
    iin_as_document=True,
)
PURPOSES = (
    "отбасыға көмек",
    "помощь семье",
    "родителям",
    "на учёбу",
    "лечение",
    "возврат долга",
    "за товар",
    "той",
    "family support",
    "",
)
_SETTLEMENTS = ("cash", "cash", "cash", "bank", "trade", "offset", "")


@dataclass(frozen=True)
class Order:
    """One transfer ordered from an agent: `amount` in tenge. Purpose and settlement are an ordinary one unless told."""

    sender: Person
    receiver: Person
    origin: Agent
    payout: Agent
    amount: float
    at: datetime
    reference: str
    purpose: str = ""
    settlement: str = ""


def transfer(
    district: District,
    order: Order,
    *,
    status: str = "paid",
    legs: str = "both",
    sender: Manner = BY_CHANCE,
    receiver: Manner = BY_CHANCE,
) -> str:
    """Write one row and return its transfer_id.

    A row holds both legs, or one of them when the other agent's book is told in another row or not at all:
    `legs="origin"` has no payout time, agent or amount; `legs="payout"` has no sender and no sending time, and names
    the origin agent only as the one on whose number the money was paid.
    """
    rng = district.rng
    key = district.key("TR")
    has_origin, has_payout = legs != "payout", legs != "origin"
    paid = order.at + timedelta(hours=rng.randint(1, 40))
    payout_currency, rate = currency(order.payout.place.country)
    row = {
        "transfer_id": key,
        "reference": order.reference,
        "amount": money(order.amount),
        "currency": "KZT",
        "settlement_method": order.settlement or rng.choice(_SETTLEMENTS),
        "status": status if has_payout else "sent",
        "purpose": order.purpose or rng.choice(PURPOSES),
    }
    by_chance = sender is BY_CHANCE
    row |= _agent(district, order.origin, "origin", by_chance)
    district.truth.organization("informal_transfers", key, "origin_agent", order.origin.id)
    if has_origin:
        row |= {"sent_at": stamp(rng, order.at), "commission": money(order.amount * rng.choice((0.005, 0.01, 0.015)))}
        row |= _party(district, key, "sender", order.sender, sender, order.origin)
    if has_payout:
        row |= _agent(district, order.payout, "payout", by_chance)
        row |= {"payout_amount": money(order.amount * rate), "payout_currency": payout_currency}
        row["paid_at"] = stamp(rng, paid) if status == "paid" else ""
        district.truth.organization("informal_transfers", key, "payout_agent", order.payout.id)
    row |= _party(district, key, "receiver", order.receiver, receiver, order.payout if has_payout else None)
    district.inbox.add("informal_transfers", row)
    return key


def _agent(district: District, agent: Agent, leg: str, by_chance: bool) -> dict[str, str]:
    latin, silent = (by_chance and district.rng.random() < share for share in (0.15, 0.4))
    return {
        f"{leg}_agent": agent.name_latin if latin else agent.name,
        f"{leg}_agent_phone": "" if silent else agent.phone,
    }


def _party(
    district: District, key: str, role: str, person: Person, manner: Manner, agent: Agent | None
) -> dict[str, str]:
    """Columns of the sender or receiver; the city and country beside them are the agent's they stood before."""
    told = Manner(manner.script, manner.show, manner.known, agent.place if agent else None)
    form = SENDER if agent else _WITHOUT_CITY
    written: Written = district.clerk.write(person, form, told)
    district.truth.person("informal_transfers", key, role, person.id, written.facts)
    row = {
        f"{role}_name": written.name,
        f"{role}_father_name": written["father_name"],
        f"{role}_birth_date": written["birth_date"],
        f"{role}_document": written["document"],
        f"{role}_phone": written["phone"],
    }
    if agent and written["city"]:
        leg = "origin" if role == "sender" else "payout"
        row |= {f"{leg}_city": written["city"], f"{leg}_country": agent.place.country}
    return row


_WITHOUT_CITY = Form(
    columns=tuple(column for column in SENDER.columns if column != "city"),
    scripts=SENDER.scripts,
    surname_first=SENDER.surname_first,
    short=SENDER.short,
    iin_as_document=SENDER.iin_as_document,
)
