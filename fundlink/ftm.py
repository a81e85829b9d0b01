"""The graph as FollowTheMoney entities, JSON lines: the ecosystem's way out.

Written from `graph/nodes` and `graph/relationships`, which are the truth. Parties with their identifiers, accounts and
wallets with their holders, payments, offices, ownerships, declared ties and listings. What has no word there stays
out: campaigns and their ends of payments, devices, agents on a transfer's legs, gaps, and the evidence of it all.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.tables import connect, scan, write_atomically

Entity = tuple[str, str, dict[str, Any]]
"""Id, schema, and properties: a text, a list of texts, or nothing."""

_HELD = {"Phone": "phone", "Email": "email", "Document": "passportNumber", "Address": "address"}


def export(home: Home, file: Path) -> dict[str, int]:
    """Write the graph's tables to `file`, whole or not at all.

    Returns:
        How many entities of each schema were written.

    Raises:
        FundlinkError: there is no graph yet.
    """
    nodes, edges = home.table("graph/nodes"), home.table("graph/relationships")
    if not nodes.exists():
        raise FundlinkError(f"{home.path} holds no graph yet. Run: fundlink refresh")
    counts: Counter[str] = Counter()

    def write(partial: Path) -> None:
        with connect() as connection, partial.open("w", encoding="utf-8") as stream:
            connection.execute(f"CREATE VIEW nodes AS SELECT * FROM {scan(nodes)}")
            connection.execute(f"CREATE VIEW edges AS SELECT * FROM {scan(edges)}")
            for id, schema, properties in _entities(connection):
                lists = {name: _texts(value) for name, value in properties.items()}
                told = {name: texts for name, texts in lists.items() if texts}
                entity = {"id": id, "schema": schema, "properties": told}
                stream.write(json.dumps(entity, ensure_ascii=False) + "\n")
                counts[schema] += 1

    write_atomically(file, write)
    return dict(sorted(counts.items()))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if item is not None]


def _entities(connection: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    yield from _parties(connection)
    yield from _accounts(connection)
    yield from _payments(connection)
    yield from _ties(connection)


def _parties(connection: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    rows = _rows(
        connection,
        """SELECT n.id, n.labels, n.properties, list(e.end_label ORDER BY e.end_id), list(e.end_id ORDER BY e.end_id)
        FROM nodes n LEFT JOIN edges e ON e.start_id = n.id AND e.type IN ('USES', 'LOCATED_AT')
        WHERE n.label IN ('Person', 'Organization') GROUP BY ALL ORDER BY n.id""",
    )
    for id, labels, text, held_labels, held in rows:
        known = json.loads(text)
        properties: dict[str, Any] = {
            "name": known.get("name"),
            "alias": known.get("names"),
            "country": known.get("countries"),
            "birthDate": known.get("birth_date"),
            "gender": known.get("sex"),
            "fatherName": known.get("father_name"),
            "idNumber": known.get("iin"),
            "registrationNumber": known.get("bin"),
            "incorporationDate": known.get("registered_on"),
            "dissolutionDate": known.get("dissolved_on"),
        }
        for label, value in zip(held_labels, held, strict=True):
            if label in _HELD:
                properties.setdefault(_HELD[label], []).append(value)
        schema = "Person" if "Person" in labels else "Company" if "Company" in labels else "Organization"
        yield id, schema, properties


def _accounts(connection: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    rows = _rows(
        connection,
        """SELECT n.id, n.properties, list(e.start_id ORDER BY e.start_id) FILTER (e.start_id IS NOT NULL)
        FROM nodes n LEFT JOIN edges e ON e.end_id = n.id AND e.type = 'HOLDS' WHERE n.label = 'Account'
        GROUP BY ALL ORDER BY n.id""",
    )
    for id, text, holders in rows:
        known = json.loads(text)
        if known.get("kind") == "wallet":
            yield _account(id), "CryptoWallet", {"publicKey": known.get("number"), "holder": holders}
        else:
            told = {"accountNumber": known.get("number"), "bankName": known.get("bank"), "holder": holders}
            yield _account(id), "BankAccount", told


def _account(id: str) -> str:
    """The id of an account's entity: an account may bear the same number as something else."""
    return f"account-{id}"


def _payments(connection: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    rows = _rows(
        connection,
        """SELECT n.id, n.properties,
            list(e.start_id) FILTER (e.type = 'SENT' AND e.start_label IN ('Person', 'Organization')),
            list(e.end_id) FILTER (e.type = 'PAID_TO' AND e.end_label IN ('Person', 'Organization')),
            list(e.end_id ORDER BY e.end_id) FILTER (e.type = 'FROM_ACCOUNT'),
            list(e.end_id ORDER BY e.end_id) FILTER (e.type = 'TO_ACCOUNT')
        FROM nodes n LEFT JOIN edges e ON (e.type = 'SENT' AND e.end_id = n.id)
            OR (e.type IN ('PAID_TO', 'FROM_ACCOUNT', 'TO_ACCOUNT') AND e.start_id = n.id)
        WHERE n.label = 'Transfer' GROUP BY ALL ORDER BY n.id""",
    )
    for id, text, payers, payees, sources, targets in rows:
        known = json.loads(text)
        amount = Decimal(known["amount"]) / known["minor_units"] if "amount" in known else None
        yield (
            id,
            "Payment",
            {
                "payer": payers,
                "beneficiary": payees,
                "payerAccount": [_account(account) for account in sources or ()],
                "beneficiaryAccount": [_account(account) for account in targets or ()],
                "amount": format(amount, "f") if amount is not None else None,
                "currency": known.get("currency"),
                "date": known.get("at"),
                "purpose": known.get("purpose"),
                "transactionNumber": known.get("reference"),
            },
        )


def _ties(connection: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    rows = _rows(
        connection,
        """SELECT e.type, e.start_id, e.end_id, e.properties, n.properties FROM edges e
        JOIN nodes n ON n.id = e.end_id AND n.label = e.end_label
        WHERE e.type IN ('OFFICER_OF', 'OWNS', 'RELATED_TO', 'LISTED_IN') AND e.start_label <> 'Account'
        ORDER BY e.type, e.start_id, e.end_id, e.properties""",
    )
    for type, start, end, text, end_text in rows:
        known = json.loads(text)
        id = f"tie-{hashlib.sha256(repr((type, start, end, text)).encode()).hexdigest()[:16]}"
        times = {"startDate": known.get("valid_from"), "endDate": known.get("valid_to")}
        if type == "OFFICER_OF":
            yield id, "Directorship", {"director": start, "organization": end, "role": known.get("role"), **times}
        elif type == "OWNS":
            yield id, "Ownership", {"owner": start, "asset": end, "percentage": known.get("share"), **times}
        elif type == "RELATED_TO":
            yield id, "UnknownLink", {"subject": start, "object": end, "role": known.get("kind"), **times}
        else:
            listing = json.loads(end_text)
            told = {"entity": start, "authority": listing.get("list"), "authorityId": listing.get("reference_number")}
            told |= {"program": listing.get("regime"), "listingDate": listing.get("listed_on")}
            yield id, "Sanction", told | {"endDate": listing.get("delisted_on"), "reason": listing.get("comments")}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows, some at a time; each query has a cursor of its own."""
    found = connection.cursor().execute(query)
    while some := found.fetchmany(10_000):
        yield from some
