"""Writes everyday payments and cash: wages, rent, purchases, help within the family, what NPOs buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fundlink.world.clerk import Form
from fundlink.world.money.book import SCRIPTS, Book, Payment
from fundlink.world.organizations import Company, Npo
from fundlink.world.people import Person
from fundlink.world.places import currency
from fundlink.world.times import FIRST, LAST, moment, money, stamp

_AT_MACHINE = Form(("iin",), SCRIPTS, surname_first=0.7)
_KNOWN_AT_MACHINE = 0.6
_MONTHS = 3
_MERCHANTS = (("5411", "продукты"), ("5912", "аптека"), ("5541", "АЗС"), ("5814", "кафе"), ("5732", "техника"))


def live(book: Book, npos: Sequence[Npo], companies: Sequence[Company], payments: int) -> None:
    """Write about that many payments, and a quarter as many cash operations."""
    for _ in range(max(1, payments // 7)):
        _wages(book, book.rng.choice(companies))
    for _ in range(max(1, payments // 12)):
        _rent(book)
    for _ in range(max(2, payments // 5)):
        _purchase(book, book.rng.choice(companies))
    for _ in range(max(2, payments // 8)):
        _help(book)
    for _ in range(max(1, payments // 12)):
        npo, company = book.rng.choice(npos), book.rng.choice(companies)
        amount = book.rng.randint(20, 400) * 1000
        book.pay(Payment(npo, company, amount, moment(book.rng), "710", "за товары по договору"))
    for _ in range(max(2, payments // 8)):
        _cash(book)


def _months(book: Book) -> list[datetime]:
    first = moment(book.rng, FIRST, LAST - timedelta(days=31 * _MONTHS))
    return [first + timedelta(days=30 * month) for month in range(_MONTHS)]


def _wages(book: Book, company: Company) -> None:
    employee, amount = book.crowd.someone(), book.rng.randint(150, 700) * 1000
    for at in _months(book):
        book.pay(Payment(company, employee, amount, at, "332", "заработная плата"))
    book.employed.setdefault(employee.id, company)


def _rent(book: Book) -> None:
    tenant, owner = book.crowd.two()
    amount = book.rng.randint(80, 250) * 1000
    for at in _months(book):
        book.pay(Payment(tenant, owner, amount, at, "859", "аренда квартиры"))


def _purchase(book: Book, shop: Company) -> None:
    category, purpose = book.rng.choice(_MERCHANTS)
    amount = book.rng.randint(8, 450) * 100
    at = moment(book.rng)
    book.pay(Payment(book.crowd.someone(), shop, amount, at, "", purpose, channel="card", merchant=category))


def _help(book: Book) -> None:
    """To kin where there is any; who lives abroad sends the money of the country."""
    payer, payee = book.crowd.two()
    if payer.kin and book.rng.random() < 0.7:
        payee = book.rng.choice(payer.kin)
    code, rate = currency(payer.place.country)
    amount = round(book.rng.randint(10, 150) * 1000 * rate, 2)
    book.pay(Payment(payer, payee, amount, moment(book.rng), "119", "материальная помощь", currency=code))


def _cash(book: Book) -> None:
    """A deposit and, some days later, a withdrawal; the holder alone, or somebody of the house."""
    rng, holder = book.rng, book.crowd.someone()
    account = rng.choice(holder.accounts)
    book.holders[account] = holder
    at, amount = moment(rng, FIRST, LAST - timedelta(days=20)), rng.randint(5, 180) * 1000
    for direction, days in (("in", 0), ("out", rng.randint(1, 15))):
        helps = holder.kin and rng.random() < 0.2
        _operation(book, rng.choice(holder.kin) if helps else holder, account, direction, amount, at, days)


def _operation(
    book: Book, person: Person, account: str, direction: str, amount: float, at: datetime, days: int
) -> None:
    district, rng = book.district, book.rng
    key = district.key("CA")
    row = {
        "operation_id": key,
        "at": stamp(rng, at + timedelta(days=days)),
        "account": account,
        "machine_id": f"ATM-{rng.randint(1, 60):04d}",
        "city": person.place.russian,
        "direction": direction,
        "amount": money(amount),
        "currency": "KZT",
    }
    if rng.random() < _KNOWN_AT_MACHINE:
        written = district.clerk.write(person, _AT_MACHINE)
        row |= {"person_name": written.name, "person_iin": written["iin"]}
        district.truth.person("cash_operations", key, "person", person.id, written.facts)
    district.inbox.add("cash_operations", row)
