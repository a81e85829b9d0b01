"""Writes movements of virtual assets as travel-rule messages, JSON lines, in an envelope as TRISA's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Row = Mapping[str, str]


def write_ivms101(file: Path, movements: Iterable[Row], holders: Mapping[str, Row]) -> None:
    """Write a message a movement.

    Args:
        file: where to.
        movements: rows of `wallet_transfers`.
        holders: rows of `wallets` by address; a wallet without one is named by its address alone.
    """
    with file.open("w", encoding="utf-8") as stream:
        for row in movements:
            ends = {name: row[f"{end}_address"] for name, end in (("originator", "from"), ("beneficiary", "to"))}
            message = {
                "identity": {name: _side(name, address, holders.get(address)) for name, address in ends.items()},
                "transaction": {
                    **ends,
                    "txid": row["tx_hash"],
                    "amount": row["amount"],
                    "asset_type": row["asset"],
                    "network": row["chain"],
                    "timestamp": row["block_time"],
                },
            }
            stream.write(json.dumps(message, ensure_ascii=False) + "\n")


def _side(name: str, address: str, holder: Row | None) -> dict[str, Any]:
    persons = []
    if holder and holder["holder_name"]:
        legal = {"primaryIdentifier": holder["holder_name"], "nameIdentifierType": "LEGL"}
        person: dict[str, Any] = {"name": {"nameIdentifiers": [legal]}}
        if holder["holder_birth_date"]:
            person["dateAndPlaceOfBirth"] = {"dateOfBirth": holder["holder_birth_date"]}
        if holder["holder_iin"]:
            number = {"nationalIdentifier": holder["holder_iin"], "nationalIdentifierType": "MISC"}
            person["nationalIdentification"] = number
        persons.append({"naturalPerson": person})
    return {f"{name}Persons": persons, "accountNumbers": [address]}
