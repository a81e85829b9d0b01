"""Query `statement_gaps`: what the statements of a person under audit leave out; and statements that are whole.

They name accounts alone. A row of a statement has no key by which the truth could say whom it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from fundlink.world.formats.payment import Payment, Side
from fundlink.world.formats.statements import Statement, write_statements
from fundlink.world.money.book import Book, account_of, bank_of
from fundlink.world.organizations import Company
from fundlink.world.people import Person

_QUERY, _SOURCE = "statement_gaps", "kz_bank_statement"
_MISSING = 10
"""Days at the beginning of a month of which no statement tells."""


def tell_statements(book: Book, audited: Sequence[tuple[str, Person]], rng: Random) -> None:
    """Statements of the first two persons under audit, each with those of a counterparty.

    The first one's lack some days and an operation, which the counterparty's has; the second one's lack nothing.
    Draws are its own, and nothing else is written.
    """
    subjects = [person for _, person in audited[:2]]
    companies = [_side(account) for account, holder in book.holders.items() if isinstance(holder, Company)]
    others = [a for a, holder in book.holders.items() if isinstance(holder, Person) and holder not in subjects]
    accounts = map(_side, rng.sample(others, len(subjects)))
    for (case, person), other, whole in zip(audited, accounts, (False, True), strict=False):
        since = date(2025, rng.randint(1, 10), 1)
        _Audit(rng, person, rng.choice(companies), companies, other, since).tell(book, case, whole=whole)


@dataclass(frozen=True)
class _Audit:
    """Of whom, with whose accounts beside the person's own, and since when: two months are told."""

    rng: Random
    person: Person
    employer: Side
    shops: Sequence[Side]
    other: Side
    since: date

    def tell(self, book: Book, case: str, *, whole: bool) -> None:
        """Write the workbooks of both banks, and what is true of them."""
        own = _side(account_of(self.person))
        middle = _next_month(self.since)
        until = _next_month(middle) - timedelta(days=1)
        resumed = middle if whole else middle + timedelta(days=_MISSING)
        hidden = self._payment(own, self.other, resumed + timedelta(days=5), self.rng.randint(200, 400), "заём")
        one = _statement(own, self.since, middle - timedelta(days=1), self._sum(), self._operations(own, self.since))
        balance = Decimal(one.closing) if whole else self._sum()
        two = _statement(own, resumed, until, balance, [*self._operations(own, resumed), hidden])
        shared = [payment for payment in (*one.payments, *two.payments) if self.other in (payment.payer, payment.payee)]
        theirs = _statement(self.other, self.since, until, self._sum(), _booked(shared, later=whole))
        if not whole:
            two = replace(two, left_out=frozenset([hidden.key]))
        folder = book.district.inbox.folder(_SOURCE)
        write_statements(folder / f"{case}.xlsx", "rules", [one, two])
        write_statements(folder / f"{case} counterparty.xlsx", "split", [theirs])
        told = [payment for statement in (one, two, theirs) for payment, _ in statement.rows()]
        book.district.inbox.rows[_SOURCE] += 3 + len(told)
        days = f"{middle} to {resumed - timedelta(days=1)}"
        of = f"{self.person.id} {own.account}".split()
        notes = {
            "missing_period": f"no statement of the account tells of {days}",
            "broken_balance": f"an operation of {hidden.at[:10]} is left out, the balance after it counts it",
            "disagreement": f"the statement of {self.other.account} has what that of the account leaves out",
        }
        if whole:
            notes = {
                "whole_statements": "no day and no operation is missing; the counterparty's bank books a day later"
            }
        for name, note in notes.items():
            book.district.truth.plant(f"{name}_1", _QUERY, not whole, of, note)

    def _operations(self, own: Side, first: date) -> list[Payment]:
        """Some weeks of wages, purchases, cash, and rent to the counterparty."""
        rng, days = self.rng, [first + timedelta(days=number) for number in range(1, 7)]
        wage = self._payment(self.employer, own, days[0], rng.randint(300, 600), "заработная плата")
        rent = self._payment(own, self.other, days[1], rng.randint(60, 120), "аренда квартиры")
        cash = self._payment(own, Side(), days[2], rng.randint(5, 20), "снятие наличных")
        shops = [self._payment(own, rng.choice(self.shops), day, rng.randint(2, 20), "покупка") for day in days[3:]]
        wage, cash = replace(wage, purpose_code="332"), replace(cash, channel="cash")
        return [wage, rent, cash, *(replace(payment, channel="card") for payment in shops)]

    def _payment(self, payer: Side, payee: Side, day: date, thousands: int, purpose: str) -> Payment:
        at = datetime.combine(day, time(self.rng.randint(5, 12), self.rng.randrange(60)), UTC).isoformat()
        key = f"{at} {payer.account} {payee.account}"
        return Payment(key, at, payer, payee, f"{thousands}000.00", "KZT", purpose=purpose)

    def _sum(self) -> Decimal:
        return Decimal(self.rng.randint(300, 900) * 1000)


def _side(account: str) -> Side:
    return Side(bank=bank_of(account), account=account)


def _next_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)


def _booked(payments: Iterable[Payment], *, later: bool) -> list[Payment]:
    """The payments as the counterparty's bank books them: at once, or on the next day."""
    by = timedelta(days=int(later))
    return [replace(payment, at=(datetime.fromisoformat(payment.at) + by).isoformat()) for payment in payments]


def _statement(own: Side, first: date, last: date, opening: Decimal, payments: Iterable[Payment]) -> Statement:
    """The payments of those days in order, and the balance that they leave."""
    ordered = sorted(payments, key=lambda payment: payment.at)
    head = Statement(
        own.account, Side(), own.bank, "KZT", first.isoformat(), last.isoformat(), str(opening), payments=ordered
    )
    return replace(head, closing=str([opening, *(balance for _, balance in head.rows())][-1]))
