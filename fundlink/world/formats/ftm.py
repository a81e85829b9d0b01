"""Writes payments as FollowTheMoney entities, JSON lines: each side an entity of its own, as the payment names it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from fundlink.world.formats.payment import Payment, Side


def write_ftm(file: Path, payments: Iterable[Payment]) -> None:
    """Write the payments, the parties they name, and the accounts."""
    with file.open("w", encoding="utf-8") as stream:
        for payment in payments:
            for id, schema, properties in _entities(payment):
                told = {name: [text] for name, text in properties.items() if text}
                line = json.dumps({"id": id, "schema": schema, "properties": told}, ensure_ascii=False)
                stream.write(line + "\n")


def _entities(payment: Payment) -> Iterator[tuple[str, str, dict[str, str]]]:
    said = {"amount": payment.amount, "currency": payment.currency, "date": payment.at, "purpose": payment.purpose}
    for name, account, side in (
        ("payer", "payerAccount", payment.payer),
        ("beneficiary", "beneficiaryAccount", payment.payee),
    ):
        party = f"{payment.key}-{name}" if side.name or side.id_number else ""
        if party:
            yield _party(party, side)
        if side.account:
            said[account] = f"{party or payment.key + name}-account"
            numbers = {"iban": side.account, "bankName": side.bank, "holder": party}
            yield said[account], "BankAccount", numbers
        said[name] = party
    yield payment.key, "Payment", said | {"transactionNumber": payment.key}


def _party(id: str, side: Side) -> tuple[str, str, dict[str, str]]:
    """A party of unknown kind: what the payment names may be a person or a body."""
    return id, "LegalEntity", {"name": side.name, "idNumber": side.id_number, "country": side.country}
