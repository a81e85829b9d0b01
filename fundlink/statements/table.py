"""The table `resolved/statement_gaps`, made from the statements that were read."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.sources import ledger
from fundlink.sources.sql import account_key
from fundlink.statements import balances, disagreements, model, periods
from fundlink.statements.model import Gap, Operation, Statement, minor
from fundlink.tables import code, connect, digest, notes, save, scan

GAPS = pa.schema(
    [
        ("gap_id", pa.string()),
        ("kind", pa.string()),
        ("account", pa.string()),
        ("from_date", pa.string()),
        ("to_date", pa.string()),
        ("amount", pa.int64()),
        ("currency", pa.string()),
        ("text", pa.string()),
        ("record_ids", pa.list_(pa.string())),
    ]
)
"""One row a gap; `amount` in minor units of `currency`, NULL where no amount is missing."""


@dataclass(frozen=True)
class Found:
    """Gaps by kind, of how many statements, and whether the table was already there."""

    statements: int
    by_kind: dict[str, int]
    unchanged: bool


def find_gaps(home: Home, source: str) -> Found:
    """Make `resolved/statement_gaps` from the statements of `source` (its rows are heads and operations)."""
    rows, table = home.table(f"source/{source}"), home.table("resolved/statement_gaps")
    state = digest(_CODE, ledger.digest(rows))
    kept = notes(table)
    if kept.get("made_from") == state:
        return Found(kept["statements"], kept["by_kind"], unchanged=True)
    with connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Almaty'")
        connection.execute(f"CREATE TEMP VIEW told AS SELECT * FROM {scan(rows)}")
        statements = _statements(connection)
        gaps = sorted(_gaps(statements, _operations(connection, statements)), key=lambda gap: gap.id)
        by_kind = dict(sorted(Counter(gap.kind for gap in gaps).items()))
        count = sum(map(len, statements.values()))
        connection.register("gaps", pa.Table.from_pylist([_row(gap) for gap in gaps], schema=GAPS))
        save(
            connection,
            "SELECT * FROM gaps ORDER BY gap_id",
            table,
            {"made_from": state, "statements": count, "by_kind": by_kind},
        )
    return Found(count, by_kind, unchanged=False)


def _gaps(statements: dict[str, list[Statement]], operations: Sequence[Operation]) -> set[Gap]:
    of: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        of[operation.account].append(operation)
    found: set[Gap] = set(disagreements.disagreements(statements, operations))
    for account, told in statements.items():
        found.update(periods.missing_periods(told))
        found.update(balances.broken_balances(told, of[account]))
    return found


def _statements(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Statement]]:
    """The statements of each account that say which days they tell of, by their first day."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for row in _rows(
        connection,
        f"""SELECT {account_key("statement_account")} AS account, statement_currency AS currency,
            TRY_CAST(period_from AS DATE) AS first, TRY_CAST(period_to AS DATE) AS last,
            opening_balance, closing_balance, _record_id AS record
        FROM told WHERE row_kind = 'statement' AND account IS NOT NULL AND first <= last
        ORDER BY account, first, last, record""",
    ):
        opening, closing = (minor(row.pop(f"{end}_balance"), row["currency"]) for end in ("opening", "closing"))
        found[row["account"]].append(Statement(**row, opening=opening, closing=closing))
    return dict(found)


def _operations(connection: duckdb.DuckDBPyConnection, statements: dict[str, list[Statement]]) -> list[Operation]:
    found = []
    for row in _rows(
        connection,
        f"""SELECT {account_key("statement_account")} AS account, "at", CAST("at" AS DATE) AS day, _row AS row,
            {account_key("payer_account")} AS payer, {account_key("payee_account")} AS payee, amount, currency,
            amount_kzt, direction, balance, _record_id AS record
        FROM told WHERE row_kind = 'operation' AND account IS NOT NULL AND amount IS NOT NULL
        ORDER BY account, "at", _row, record""",
    ):
        told = model.covers(statements.get(row["account"], ()), row["day"])
        currency = told.currency if told else row["currency"]
        tenge, sign = row.pop("amount_kzt"), {"credit": 1, "debit": -1}.get(row.pop("direction"))
        amount = row["amount"] if row["currency"] == currency else tenge if currency == "KZT" else None
        change = None if amount is None or sign is None else sign * amount
        found.append(Operation(**{**row, "balance": minor(row["balance"], currency)}, change=change))
    return found


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.execute(query).to_arrow_table().to_pylist()
    return rows


def _row(gap: Gap) -> dict[str, Any]:
    return {
        **{name: getattr(gap, name) for name in ("kind", "account", "amount", "currency", "text")},
        "gap_id": gap.id,
        "from_date": gap.from_date.isoformat(),
        "to_date": gap.to_date.isoformat(),
        "record_ids": sorted(set(gap.records)),
    }


_CODE = code(model, periods, balances, disagreements, sys.modules[__name__])
