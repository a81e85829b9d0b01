"""The payments of a district through other doors: each in one of four formats, by turns."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from fundlink.world.formats.fm1 import write_fm1
from fundlink.world.formats.ftm import write_ftm
from fundlink.world.formats.iso20022 import write_iso20022
from fundlink.world.formats.ivms101 import write_ivms101
from fundlink.world.formats.payment import Payment, Side
from fundlink.world.formats.statements import FORMS, Statement, write_statements

DOORS = ("kz_bank_statement", "iso20022", "kz_fm1", "followthemoney")
REPLACED = ("money_transfers", "wallet_transfers")
"""Tables that the doors take the place of."""


def write_doors(inbox: Path, target: Path) -> dict[str, int]:
    """Copy the inbox of a district to `target`, with payments and movements of virtual assets in others' formats.

    Statements that are there already stay beside those of the payments.

    Returns:
        Payments or messages by source.
    """
    for folder in inbox.iterdir():
        if folder.name not in REPLACED:
            shutil.copytree(folder, target / folder.name)
    by_door: dict[str, list[Payment]] = {door: [] for door in DOORS}
    for door, payment in assigned(rows_of(inbox, "money_transfers")):
        by_door[door].append(payment)
    for door in (*DOORS, "ivms101"):
        (target / door).mkdir(parents=True, exist_ok=True)
    _statements(target / "kz_bank_statement", by_door["kz_bank_statement"])
    write_iso20022(target / "iso20022" / "pacs008.xml", by_door["iso20022"])
    write_fm1(target / "kz_fm1" / "fm1.xml", by_door["kz_fm1"])
    write_ftm(target / "followthemoney" / "entities.ftm.json", by_door["followthemoney"])
    movements = rows_of(inbox, "wallet_transfers")
    holders = {row["address"]: row for row in rows_of(inbox, "wallets")}
    write_ivms101(target / "ivms101" / "messages.json", movements, holders)
    return {**{door: len(payments) for door, payments in by_door.items()}, "ivms101": len(movements)}


def replace_tables(inbox: Path) -> dict[str, int]:
    """Put payments and movements of virtual assets of an inbox into others' formats, in place of the plain tables."""
    with tempfile.TemporaryDirectory(dir=inbox.parent) as folder:
        written = write_doors(inbox, Path(folder) / "inbox")
        for source in REPLACED:
            shutil.rmtree(inbox / source)
        for door in written:
            shutil.rmtree(inbox / door, ignore_errors=True)
            (Path(folder) / "inbox" / door).replace(inbox / door)
    return written


def rows_of(inbox: Path, source: str) -> list[dict[str, str]]:
    """The rows of a plain table of the district."""
    with (inbox / source / f"{source}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def assigned(rows: Iterable[dict[str, str]]) -> list[tuple[str, Payment]]:
    """Each row of `money_transfers` with the door it comes through: a statement needs an account of the payer."""
    turns = cycle(DOORS)
    found = []
    for row in rows:
        door = next(turns)
        if door == "kz_bank_statement" and not row["from_account"]:
            door = "iso20022"
        found.append((door, _payment(row)))
    return found


def _payment(row: dict[str, str]) -> Payment:
    payer, payee = (
        Side(*(row[f"{end}_{name}"] for name in ("name", "id_number", "bank", "account", "country")))
        for end in ("from", "to")
    )
    at = row["at"] if len(row["at"]) > 19 else f"{row['at']}+05:00"
    told = (row["amount"], row["currency"], row["channel"], row["purpose_code"], row["purpose"])
    return Payment(row["transfer_id"], at, payer, payee, *told)


def _statements(folder: Path, payments: Sequence[Payment]) -> None:
    """A workbook a bank, in the form that is its own; a sheet an account and currency."""
    of: dict[tuple[str, str, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        of[payment.payer.bank, payment.payer.account, payment.currency].append(payment)
    books: dict[str, list[Statement]] = defaultdict(list)
    for (bank, account, currency), told in sorted(of.items()):
        days = sorted(payment.at[:10] for payment in told)
        # The head does not name the owner: the payments do, and a further mention would be a further fact.
        books[bank].append(Statement(account, Side(), bank, currency, days[0], days[-1], payments=told))
    for form, (bank, statements) in zip(cycle(FORMS), sorted(books.items()), strict=False):
        write_statements(folder / f"{bank or 'bank'}.xlsx", form, statements)


def carried(door: str, payment: Payment) -> Payment:
    """The payment with what the door's format has no place for taken away."""
    if door == "kz_bank_statement":
        payer, payee = (replace(side, country="") for side in (payment.payer, payment.payee))
        return replace(payment, payer=payer, payee=payee)
    code = "" if door == "followthemoney" else payment.purpose_code
    return replace(payment, channel="bank", purpose_code=code)


def write_carried(inbox: Path, target: Path) -> None:
    """Copy the inbox, with what no door carries taken out of `money_transfers` and `wallet_transfers`."""
    shutil.copytree(inbox, target)
    rows = rows_of(inbox, "money_transfers")
    for row, (door, payment) in zip(rows, assigned(rows), strict=True):
        left = carried(door, payment)
        told = {"channel": left.channel, "purpose_code": left.purpose_code}
        told |= {"from_country": left.payer.country, "to_country": left.payee.country}
        row |= told | dict.fromkeys(("merchant_category", "device_id", "ip_address"), "")
    _write(target / "money_transfers" / "money_transfers.csv", rows)
    movements = [row | {"fiat_amount": "", "fiat_currency": ""} for row in rows_of(inbox, "wallet_transfers")]
    _write(target / "wallet_transfers" / "wallet_transfers.csv", movements)


def _write(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
