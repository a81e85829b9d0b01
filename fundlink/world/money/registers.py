"""Writes what registers and banks state: companies, licensed agents, holders of accounts."""

from __future__ import annotations

from datetime import date, timedelta

from fundlink.world.clerk import Form
from fundlink.world.money.book import SCRIPTS, Book, bank_of
from fundlink.world.npo import officer, register
from fundlink.world.numbers import bin_number
from fundlink.world.organizations import Body, Company

_HOLDER = Form(("birth_date", "iin", "phone", "email"), SCRIPTS, surname_first=0.8)
_LICENSED, _EXPIRED, _ANSWERED, _CLOSED = 0.75, 0.1, 0.85, 0.04


def companies(book: Book, count: int) -> list[Company]:
    """Found companies, each with a director, every second with an accountant."""
    found = [book.district.organizations.company() for _ in range(count)]
    for company in found:
        register(book.district, company, may_be_dissolved=False)
        for person, role in zip(book.crowd.two(), ("director", "accountant"), strict=True):
            if role == "director" or book.rng.random() < 0.5:
                officer(book.district, company, person, role)
    return found


def licences(book: Book) -> None:
    """Agents at home stand in the licence register, three in four; the licence of some has expired."""
    district, rng = book.district, book.rng
    for agent in district.organizations.agents:
        if agent.place.country != "KZ" or rng.random() >= _LICENSED:
            continue
        key = district.key("LA")
        since = date(2018, 1, 1) + timedelta(days=rng.randrange(2000))
        years = 6 if rng.random() < _EXPIRED else 10
        row = {
            "agent_id": key,
            "name": agent.name,
            "bin": bin_number(rng, since),
            "licence_number": f"L{since:%y}-{rng.randint(1000, 9999)}",
            "licence_from": since.isoformat(),
            "licence_to": (since + timedelta(days=365 * years)).isoformat(),
            "city": agent.place.russian,
            "country": "KZ",
            "phone": agent.phone,
        }
        district.inbox.add("transfer_agents", row)
        district.truth.organization("transfer_agents", key, "organization", agent.id)


def accounts(book: Book) -> None:
    """Banks say who holds the accounts that payments, payouts and cash name; they do not answer for all."""
    district, rng = book.district, book.rng
    for account, holder in book.holders.items():
        if rng.random() >= _ANSWERED:
            continue
        opened = date(2014, 1, 1) + timedelta(days=rng.randrange(3600))
        row = {
            "account": account,
            "kind": rng.choice(("current", "current", "savings")),
            "bank": bank_of(account),
            "opened_on": opened.isoformat(),
            "closed_on": "2026-07-15" if rng.random() < _CLOSED else "",
        }
        if isinstance(holder, Body):
            row |= {"holder_name": holder.name_ru, "holder_bin": holder.bin, "email": holder.email}
            district.truth.organization("accounts", f"{account} / {holder.name_ru}", "holder", holder.id)
        else:
            written = district.clerk.write(holder, _HOLDER)
            row |= {f"holder_{column}": written[column] for column in ("birth_date", "iin")}
            row |= {"holder_name": written.name, "phone": written["phone"], "email": written["email"]}
            evidence = (*written.facts, ("account", account))
            district.truth.person("accounts", f"{account} / {written.name}", "holder", holder.id, evidence)
        district.inbox.add("accounts", row)
