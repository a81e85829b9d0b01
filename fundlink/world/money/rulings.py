"""Writes what authorities state beside registers: persons under audit, declared ties, official rates."""

from __future__ import annotations

from datetime import date, timedelta

from fundlink.world.clerk import Form
from fundlink.world.money.book import SCRIPTS, Book
from fundlink.world.people import Person
from fundlink.world.places import CURRENCIES

_SUBJECT = Form(("birth_date", "iin", "document", "phone"), SCRIPTS, surname_first=1.0)


def audits(book: Book, count: int) -> list[tuple[str, Person]]:
    """Audits of that many of the people who pay most: nothing is said against any of them. Returns case and person."""
    district, rng = book.district, book.rng
    by_id = {person.id: person for person in district.population.people}
    audited = []
    for person_id, _ in book.active.most_common(count):
        person, key = by_id[person_id], district.key("PI")
        written = district.clerk.write(person, _SUBJECT)
        row = {
            "case_id": key,
            "full_name": written.name,
            "birth_date": written["birth_date"],
            "iin": written["iin"],
            "document_number": written["document"],
            "phone": written["phone"],
            "address": person.address,
            "opened_on": date(2026, rng.randint(1, 6), rng.randint(1, 28)).isoformat(),
            "legal_basis": "invented order 1",
        }
        district.inbox.add("persons_of_interest", row)
        truth_key = f"{key} / {written.name}"
        district.truth.person("persons_of_interest", truth_key, "subject", person.id, written.facts)
        audited.append((key, person))
    return audited


def ties(book: Book, count: int) -> None:
    """At most that many ties of kin, and half as many of employment, between entries of any sources."""
    truth, told = book.district.truth, 0
    for person in book.district.population.people:
        for other in person.kin:
            a, b = truth.entry_of(person.id), truth.entry_of(other.id)
            if person.id < other.id and a and b and told < count:
                told += 1
                _tie(book, _kinship(person, other), a, b)
    for person_id, company in list(book.employed.items())[: max(1, count // 2)]:
        entry = truth.entry_of(person_id)
        if entry:
            _tie(book, "employee", entry, ("company_register", company.key, "organization"))


def _kinship(one: Person, other: Person) -> str:
    if abs((one.born - other.born).days) >= 18 * 365:
        return "parent and child"
    return "siblings" if one.father == other.father else "spouses"


def _tie(book: Book, kind: str, a: tuple[str, str, str], b: tuple[str, str, str]) -> None:
    row = {"tie_id": book.district.key("TI"), "kind": kind}
    for side, entry in (("a", a), ("b", b)):
        row |= {f"{side}_{column}": value for column, value in zip(("source", "key", "role"), entry, strict=True)}
    book.district.inbox.add("declared_ties", row)


def rates(book: Book) -> None:
    """The official rates of the days on which foreign money moved; at a weekend that of the Friday before."""
    a_tenge = dict(CURRENCIES.values()) | {"USD": 0.0019}
    days = {(day - timedelta(days=max(0, day.weekday() - 4)), code) for day, code in book.rated}
    for day, code in sorted(days):
        rate = book.rng.uniform(0.97, 1.03) / a_tenge[code]
        row = {"date": day.isoformat(), "currency": code, "kzt_per_unit": f"{rate:.4f}"}
        book.district.inbox.add("exchange_rates", row)
