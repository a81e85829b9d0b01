"""Writes virtual assets: exchanges and their licences, wallets and their holders, movements between them."""

from __future__ import annotations

from datetime import UTC, timedelta

from fundlink.world.clerk import Form
from fundlink.world.money.book import SCRIPTS, Book
from fundlink.world.npo import register
from fundlink.world.numbers import wallet
from fundlink.world.organizations import Company
from fundlink.world.people import Person
from fundlink.world.times import moment, money

CHAIN = "ethereum"
_HOLDER = Form(("birth_date", "iin"), SCRIPTS, surname_first=0.3)
_AT_EXCHANGE, _VALUED = 0.6, 0.7


def move_assets(book: Book, count: int) -> None:
    """Two exchanges or more, that many holders, and as many movements, some of them out through an exchange."""
    rng = book.rng
    exchanges = [_exchange(book, number) for number in range(2 + count // 100)]
    everyday = {person.wallets[0]: person for person in (book.crowd.someone() for _ in range(count))}
    paid_out = {
        fundraiser.wallet: fundraiser.beneficiary
        for fundraiser in book.district.fundraisers.values()
        if fundraiser.wallet and isinstance(fundraiser.beneficiary, Person)
    }
    for address, person in {**everyday, **paid_out}.items():
        _held(book, address, person, rng.choice(exchanges)[0] if rng.random() < _AT_EXCHANGE else "")
    for _ in range(count):
        payer, payee = rng.sample(list(everyday), 2)
        _movement(book, payer, payee)
        if rng.random() < 0.3:
            _movement(book, payee, rng.choice(exchanges)[1])


def _exchange(book: Book, number: int) -> tuple[str, str]:
    """An exchange in its register, every second one's licence expired; its vasp_id and its own wallet."""
    district, rng = book.district, book.rng
    company: Company = district.organizations.company()
    register(district, company, may_be_dissolved=False)
    key, address = district.key("VA"), wallet(rng)
    row = {
        "vasp_id": key,
        "name": company.name_ru,
        "bin": company.bin,
        "licence_number": f"VA-{rng.randint(100, 999)}",
        "licence_from": "2023-02-01",
        "licence_to": "2025-01-31" if number % 2 else "2028-01-31",
        "jurisdiction": "KZ",
        "website": f"https://{company.email.removeprefix('info@')}",
    }
    district.inbox.add("vasp_register", row)
    district.truth.organization("vasp_register", key, "organization", company.id)
    label = {
        "address": address,
        "chain": CHAIN,
        "vasp_id": key,
        "label": f"{company.name_latin} hot wallet",
        "category": "exchange",
        "source_url": "https://labels.example",
        "confidence": "0.9",
    }
    district.inbox.add("wallets", label)
    return key, address


def _held(book: Book, address: str, person: Person, exchange: str) -> None:
    written = book.district.clerk.write(person, _HOLDER)
    row = {
        "address": address,
        "chain": CHAIN,
        "holder_name": written.name,
        "holder_birth_date": written["birth_date"],
        "holder_iin": written["iin"],
        "vasp_id": exchange,
    }
    book.district.inbox.add("wallets", row)
    evidence = (*written.facts, ("wallet", address))
    book.district.truth.person("wallets", f"{address} / {CHAIN}", "holder", person.id, evidence)


def _movement(book: Book, payer: str, payee: str) -> None:
    rng = book.rng
    at, amount = moment(rng) + timedelta(seconds=rng.randrange(60)), rng.randint(20, 900)
    row = {
        "tx_hash": f"0x{rng.getrandbits(256):064x}",
        "chain": CHAIN,
        "block_time": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "from_address": payer,
        "to_address": payee,
        "asset": "USDT",
        "amount": f"{amount}.{rng.randrange(10**6):06d}",
    }
    if rng.random() < _VALUED:
        row |= {"fiat_amount": money(amount), "fiat_currency": "USD"}
        book.rated.add((at.date(), "USD"))
    book.district.inbox.add("wallet_transfers", row)
