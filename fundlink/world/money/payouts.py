"""Writes what campaigns paid out, and what everyday beneficiaries spent it on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from fundlink.world.clerk import Form
from fundlink.world.district import Fundraiser
from fundlink.world.money.book import SCRIPTS, Book, Party, Payment, account_of
from fundlink.world.organizations import Body, Company
from fundlink.world.times import money, stamp

_PAYEE = Form((), SCRIPTS, surname_first=0.5)
_FEE, _NOT_YET, _NAMELESS, _SPENT = 0.05, 0.1, 0.15, 0.4
_TENGE_A_DOLLAR = 1 / 0.0019
_BILLS = {"medical": "оплата лечения", "education": "плата за обучение", "sport": "спортивная форма, дорога"}


def pay_out(book: Book, planted: Collection[str], companies: Sequence[Company]) -> None:
    """Pay to where the page says: the account, or else the wallet, or else an account the platform knows."""
    rng, fundraisers = book.rng, book.district.fundraisers
    owners: dict[str, Party] = {a: person for person in book.district.population.people for a in person.accounts}
    owners |= {npo.account: npo for npo in book.district.organizations.npos}
    for key, fundraiser in fundraisers.items():
        everyday = key not in planted
        if not fundraiser.raised or (everyday and rng.random() < _NOT_YET):
            continue
        amount = round(fundraiser.raised * (1 - _FEE), 2)
        paid_at = fundraiser.last_gift + timedelta(hours=rng.randint(2, 10), days=rng.randint(0, 3) * everyday)
        account = "" if fundraiser.wallet and not fundraiser.account else fundraiser.account
        if not fundraiser.wallet and not account:
            account = account_of(fundraiser.beneficiary)
        if account:
            book.holders[account] = owners[account]
        _write(book, key, fundraiser, account, amount, paid_at)
        bill = _BILLS.get(fundraiser.category)
        if everyday and bill and not isinstance(fundraiser.beneficiary, Body) and rng.random() < _SPENT:
            at = paid_at + timedelta(days=rng.randint(1, 20))
            book.pay(Payment(fundraiser.beneficiary, rng.choice(companies), round(amount * 0.9, 2), at, "859", bill))


def _write(book: Book, campaign: str, fundraiser: Fundraiser, account: str, amount: float, at: datetime) -> None:
    district, party = book.district, fundraiser.beneficiary
    key = district.key("PO")
    wallet = "" if account else fundraiser.wallet
    row = {
        "payout_id": key,
        "campaign_id": campaign,
        "paid_at": stamp(book.rng, at),
        "account": account,
        "wallet": wallet,
        "amount": money(amount if account else amount / _TENGE_A_DOLLAR),
        "currency": "KZT" if account else "USDT",
    }
    if isinstance(party, Body):
        row["payee_name"] = party.name_ru
        district.truth.organization("campaign_payouts", key, "payee", party.id)
    elif book.rng.random() >= _NAMELESS:
        written = district.clerk.write(party, _PAYEE)
        row["payee_name"] = written.name
        place = ("account", account) if account else ("wallet", wallet)
        district.truth.person("campaign_payouts", key, "payee", party.id, (*written.facts, place))
    district.inbox.add("campaign_payouts", row)
