"""What the writers of the money story share: who holds which account, and how a payment is written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random

from fundlink.world.clerk import Clerk, Form
from fundlink.world.clerk import Fact as Evidence
from fundlink.world.district import District
from fundlink.world.everyday import Crowd
from fundlink.world.numbers import ip_address
from fundlink.world.organizations import Body, Company
from fundlink.world.people import Person
from fundlink.world.times import money, stamp

SCRIPTS = {"russian": 56, "kazakh": 24, "passport": 14, "kazakh_latin": 6}
"""How banks and registers write names."""
PAYER = Form(("iin", "device"), SCRIPTS, surname_first=0.7)
PAYEE = Form(("iin",), SCRIPTS, surname_first=0.7)
_BANKS = {"951": "Дала Банк", "952": "Қала Банкі", "953": "Орда Банк", "954": "Сарай Банк"}
_NAMELESS, _WITHOUT_ACCOUNT, _BIN_TOLD = 0.08, 0.06, 0.6

Party = Person | Body


@dataclass(frozen=True)
class Payment:
    """One payment: `amount` in units of the currency, `code` that of the purpose (KZ: EKNP)."""

    payer: Party
    payee: Party
    amount: float
    at: datetime
    code: str
    purpose: str
    channel: str = "bank"
    currency: str = "KZT"
    merchant: str = ""


@dataclass
class Book:
    """The payments so far.

    Attributes:
        holders: the holder of each account that some record names.
        rated: days and currencies of movements of foreign money.
        active: how many payments name a person.
        employed: who pays a person wages.
    """

    district: District
    crowd: Crowd
    holders: dict[str, Party] = field(default_factory=dict)
    rated: set[tuple[date, str]] = field(default_factory=set)
    active: Counter[str] = field(default_factory=Counter)
    employed: dict[str, Company] = field(default_factory=dict)

    @classmethod
    def open(cls, district: District, crowd: Crowd, rng: Random) -> Book:
        """An empty book whose draws disturb no other."""
        clerk = Clerk(rng, district.clerk.asked, district.clerk.told)
        return cls(replace(district, rng=rng, clerk=clerk), crowd.drawn_by(rng))

    @property
    def rng(self) -> Random:
        """The draws of the money story."""
        return self.district.rng

    def pay(self, payment: Payment) -> str:
        """Write one payment and return its transfer_id."""
        rng = self.rng
        key = self.district.key("MT")
        row = {
            "transfer_id": key,
            "at": stamp(rng, payment.at),
            "channel": payment.channel,
            "amount": money(payment.amount),
            "currency": payment.currency,
            "purpose_code": payment.code,
            "purpose": payment.purpose,
            "merchant_category": payment.merchant,
            **self._side(key, "payer", payment.payer),
            **self._side(key, "payee", payment.payee),
        }
        if payment.currency != "KZT":
            self.rated.add((payment.at.date(), payment.currency))
        self.district.inbox.add("money_transfers", row)
        return key

    def _side(self, key: str, role: str, party: Party) -> dict[str, str]:
        rng, end = self.rng, "from" if role == "payer" else "to"
        account = "" if rng.random() < _WITHOUT_ACCOUNT else account_of(party)
        row = {f"{end}_country": party.place.country}
        evidence: tuple[Evidence, ...] = ()
        if account:
            self.holders[account] = party
            row |= {f"{end}_account": account, f"{end}_bank": bank_of(account)}
            evidence = (("account", account),)
            if role == "payee" and rng.random() < _NAMELESS:
                return row
        if isinstance(party, Body):
            bin_told = rng.random() < _BIN_TOLD
            self.district.truth.organization("money_transfers", key, role, party.id)
            return row | {f"{end}_name": party.name_ru, f"{end}_id_number": party.bin if bin_told else ""}
        written = self.district.clerk.write(party, PAYER if role == "payer" else PAYEE)
        self.district.truth.person("money_transfers", key, role, party.id, (*written.facts, *evidence))
        self.active[party.id] += 1
        if written["device"]:
            row |= {"device_id": written["device"], "ip_address": ip_address(rng)}
        return row | {f"{end}_name": written.name, f"{end}_id_number": written["iin"]}


def account_of(party: Party) -> str:
    """The account a party is paid on."""
    return party.account if isinstance(party, Body) else party.accounts[0]


def bank_of(account: str) -> str:
    """The bank whose code stands in an IBAN of the district."""
    return _BANKS[account[4:7]]
