"""Messages of the travel rule between virtual asset service providers: who sends and who receives (IVMS101, JSON).

Handed over by the providers; issues of 2020 and 2023, bare or in an envelope (TRISA, TRP, OpenVASP) that tells asset,
amount, hash and time of the transfer. One row a message, with its first originator and beneficiary, and one for each
further person of a side. A message without an envelope states no transfer, only who holds the wallets. An amount in
the smallest unit of an asset named by number is kept as text: its unit is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fundlink.sources import (
    Handled,
    Money,
    PartialDate,
    Snapshot,
    Unread,
    always,
    is_one_of,
    kept_at,
    organization,
    party,
    side,
    source,
    transfer,
)
from fundlink.sources import ivms101 as ivms
from fundlink.sources.json_text import read_objects
from fundlink.sources.parties import Party

REPAIR = "Ask for the message as it was sent, in JSON"
VASPS = {"originating_vasp": "originatingVASP", "beneficiary_vasp": "beneficiaryVASP"}


def read(file: Path) -> Snapshot:
    """Read the messages of a file: one, an array, or one a line.

    Raises:
        BadFile: not UTF-8, or no JSON.
    """
    rows: list[dict[str, Any]] = []
    unread, numbered = [], 0
    for found in read_objects(file, REPAIR):
        if isinstance(found, Unread):
            unread.append(found)
            continue
        place, message = found
        told = ivms.identity(message)
        if told is None:
            unread.append(Unread(place, "has no originator and no beneficiary", str(message)[:2000]))
            continue
        rows += [{**row, "_row": place} for row in _rows(message, told)]
        numbered += rows[-1].get("amount_text") is not None and rows[-1].get("asset") is None
    said = "messages name the asset by number or not at all: their amount is kept as text"
    return Snapshot(None, rows, [f"{numbered:,} {said}"] if numbered else [], unread)


def _rows(message: dict[str, Any], told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row of each further person, then that of the message."""
    row = ivms.envelope(message, told)
    for role in ("originator", "beneficiary"):
        stated = ivms.get(told, role)
        persons = ivms.parties(stated, role)
        row |= {f"{role}_{name}": value for name, value in (persons[0] if persons else {}).items()}
        row[f"{role}_wallet"] = ivms.text(stated, "accountNumber") or row[f"{role}_wallet"]
        for further in persons[1:]:
            yield {"row_kind": role, **{f"person_{name}": value for name, value in further.items()}}
    for role, name in VASPS.items():
        vasp = ivms.get(told, name)
        inner = ivms.get(vasp, name)
        row |= {f"{role}_{name}": v for name, v in ivms.person(vasp if inner is None else inner).items()}
    yield {"row_kind": "transfer" if row["amount"] and row["asset"] else "message", **row}


def _mentioned(role: str, **more: str) -> Party:
    same = ("kind", "name", "aliases", "documents", "address", "city", "country")
    columns = {name: f"{role}_{name}" for name in same}
    number = f"{role}_id_number"
    return party(**columns, iin=number, bin=number, birth_dates=f"{role}_birth_date", **more)


def _vasp(role: str) -> Party:
    same = ("name", "aliases", "documents", "address", "city", "country")
    return organization("VirtualAssetProvider", bin=f"{role}_id_number", **{name: f"{role}_{name}" for name in same})


@source(
    title="Travel-rule messages (IVMS101)",
    publisher="Virtual asset service providers",
    key=None,
    cron="0 3 * * *",
    reader=read,
    whole=False,
    mentions={
        "originator": _mentioned("originator", wallet="originator_wallet"),
        "beneficiary": _mentioned("beneficiary", wallet="beneficiary_wallet"),
        "person": _mentioned("person"),
        "originating_vasp": _vasp("originating_vasp"),
        "beneficiary_vasp": _vasp("beneficiary_vasp"),
    },
    facts=[
        transfer(
            side("originator", wallet="originator_wallet", chain="network"),
            side("beneficiary", wallet="beneficiary_wallet", chain="network"),
            when=is_one_of("row_kind", "transfer"),
            channel=always("virtual_asset"),
            amount="amount",
            currency="asset",
            at="at",
            reference="tx_hash",
            handled=(
                Handled("originating_vasp", "origin", "originating_vasp_city", "originating_vasp_country"),
                Handled("beneficiary_vasp", "payout", "beneficiary_vasp_city", "beneficiary_vasp_country"),
            ),
        ),
        kept_at("originating_vasp", wallet="originator_wallet"),
        kept_at("beneficiary_vasp", wallet="beneficiary_wallet"),
    ],
)
@dataclass(frozen=True, slots=True)
class TravelRuleRow:
    """A message, or a further person of one of its sides."""

    row_kind: str
    tx_hash: str | None
    network: str | None
    asset: str | None
    amount: Annotated[int | None, Money("asset")]
    amount_text: str | None
    at: datetime | None
    originator_wallet: str | None
    beneficiary_wallet: str | None
    originator_kind: str | None
    originator_name: str | None
    originator_aliases: tuple[str, ...]
    originator_birth_date: PartialDate | None
    originator_id_number: str | None
    originator_documents: tuple[str, ...]
    originator_customer_id: str | None
    originator_address: str | None
    originator_city: str | None
    originator_country: str | None
    beneficiary_kind: str | None
    beneficiary_name: str | None
    beneficiary_aliases: tuple[str, ...]
    beneficiary_birth_date: PartialDate | None
    beneficiary_id_number: str | None
    beneficiary_documents: tuple[str, ...]
    beneficiary_customer_id: str | None
    beneficiary_address: str | None
    beneficiary_city: str | None
    beneficiary_country: str | None
    person_kind: str | None
    person_name: str | None
    person_aliases: tuple[str, ...]
    person_birth_date: PartialDate | None
    person_id_number: str | None
    person_documents: tuple[str, ...]
    person_customer_id: str | None
    person_address: str | None
    person_city: str | None
    person_country: str | None
    originating_vasp_kind: str | None
    originating_vasp_name: str | None
    originating_vasp_aliases: tuple[str, ...]
    originating_vasp_birth_date: PartialDate | None
    originating_vasp_id_number: str | None
    originating_vasp_documents: tuple[str, ...]
    originating_vasp_customer_id: str | None
    originating_vasp_address: str | None
    originating_vasp_city: str | None
    originating_vasp_country: str | None
    beneficiary_vasp_kind: str | None
    beneficiary_vasp_name: str | None
    beneficiary_vasp_aliases: tuple[str, ...]
    beneficiary_vasp_birth_date: PartialDate | None
    beneficiary_vasp_id_number: str | None
    beneficiary_vasp_documents: tuple[str, ...]
    beneficiary_vasp_customer_id: str | None
    beneficiary_vasp_address: str | None
    beneficiary_vasp_city: str | None
    beneficiary_vasp_country: str | None
