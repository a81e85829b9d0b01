"""What records tell of transfers, written by hand, and what joining makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from fundlink.decisions import Decision, Decisions, Verb
from fundlink.tables import connect
from fundlink.transfers.candidates import make_candidates
from fundlink.transfers.resolve import join
from fundlink.transfers.rule import AMOUNTS, TOLD
from resolvers.transfer import TRANSFER_RESOLVER

NOON = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
TABLE = pa.schema(
    [
        ("id", pa.string()),
        *((name, pa.int64() if name in AMOUNTS else pa.string()) for name in TOLD),
        ("moment", pa.timestamp("us", tz="UTC")),
        ("moved", pa.bool_()),
    ]
)
Record = Mapping[str, Any]


def bank(id: str, book: str | None, hours: float = 0, **more: Any) -> Record:
    """A payment of 500.00 KZT from KZ1 to KZ2 in a bank's statement of one of the two accounts."""
    told: dict[str, Any] = {"id": id, "source": "statements", "channel": "bank", "book": book, "from_account": "KZ1"}
    told |= {"kind": "payment", "to_account": "KZ2", "amount": 50_000, "currency": "KZT", "moved": True}
    return told | {"moment": NOON + timedelta(hours=hours)} | more


def token(id: str, leg: str | None, hours: float = 0, **more: Any) -> Record:
    """One leg of an informal transfer on the number 1231."""
    told: dict[str, Any] = {"id": id, "source": "ledgers", "channel": "informal", "book": leg}
    told |= {
        "reference": "1231",
        "origin": "O-1",
        "amount": 50_000,
        "currency": "KZT",
        "moved": True,
        "moment": NOON + timedelta(hours=hours),
    }
    return told | more


def chain(id: str, source: str, hours: float = 0, **more: Any) -> Record:
    """A transaction of 1 ETH from 0xa to 0xb."""
    told: dict[str, Any] = {"id": id, "source": source, "channel": "virtual_asset", "reference": "0xhash"}
    told |= {"from_account": "0xa", "to_account": "0xb", "amount": 100_000_000, "currency": "ETH", "moved": True}
    return told | {"moment": NOON + timedelta(hours=hours)} | more


def payout(id: str, hours: float = 0, **more: Any) -> Record:
    """A platform's record of the same payment, paid out for a campaign: it does not know the account it came from."""
    return bank(id, None, hours, **{"source": "payouts", "kind": "payout", "from_account": None, **more})


def message(id: str, kind: str, hours: float = 0, **more: Any) -> Record:
    """The same payment in a message of ISO 20022: an order (pain.001) does not know whether money moved."""
    told = {"source": "messages", "reference": "E2E-1", "moved": None if kind == "pain.001" else True}
    return bank(id, kind, hours, **{**told, **more})


def said(*words: tuple[Verb, str, str]) -> Decisions:
    """Decisions that hold."""
    return Decisions(
        tuple(
            Decision(number, verb, (a,), (b,), None, "seen", "Aigul", "", "", "")
            for number, (verb, a, b) in enumerate(words, 1)
        )
    )


def joined(records: Iterable[Record], decisions: Decisions | None = None) -> list[list[str]]:
    """The records that are one transfer, each group sorted."""
    groups: dict[str, list[str]] = {}
    for id, transfer, _ in members(list(records), decisions or said()):
        groups.setdefault(transfer, []).append(id)
    assert all(group[0] == transfer for transfer, group in groups.items()), "the smallest id stands for all"
    return sorted(groups.values())


def members(records: Sequence[Record], decisions: Decisions) -> list[tuple[str, str, int]]:
    """`stated_id, transfer_id, rule` of each record of a transfer of several."""
    with connect() as connection:
        connection.register("told", pa.Table.from_pylist([dict(record) for record in records], schema=TABLE))
        make_candidates(connection, TRANSFER_RESOLVER)
        join(connection, TRANSFER_RESOLVER, decisions)
        return connection.execute("SELECT stated_id, transfer_id, rule FROM stated ORDER BY ALL").fetchall()
