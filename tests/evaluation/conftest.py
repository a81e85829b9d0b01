from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.mentions import MENTIONS

PAIRS = pa.schema(
    [
        ("mention_a", pa.string()),
        ("mention_b", pa.string()),
        ("match_weight", pa.float64()),
        ("match_probability", pa.float64()),
        ("band", pa.string()),
        ("conflict", pa.bool_()),
        ("evidence", pa.list_(pa.string())),
    ]
)

# Mention, source, name, found person, true person.
SIX = (
    ("1", "gifts", "Нұрлан", "P-1", "T1"),
    ("2", "gifts", "Nurlan", "P-1", "T1"),
    ("3", "gifts", "نورلان", "P-2", "T1"),
    ("4", "transfers", "Асан", "P-2", "T2"),
    ("5", "transfers", "Aсан", "P-3", "T3"),  # its first letter is Latin
    ("6", "transfers", None, "P-3", "T3"),
)
TRUTH = [{"source": source, "source_key": m, "role": "donor", "true_id": true} for m, source, _, _, true in SIX]


def fill(
    home: Home,
    mentions: list[dict[str, Any]],
    found: dict[str, str],
    pairs: list[tuple[str, str, float, str]] | None = None,
    evidence: dict[str, list[str]] | None = None,
) -> None:
    """Tables as a refresh would have left them: mentions, the person of each, kept pairs (weight, band, evidence).

    Mentions of one name and one phone say the same.
    """
    lists: dict[str, Any] = {"aliases": [], "birth_dates": [], "documents": [], "labels": []}
    common = {"source": "gifts", "role": "donor", "kind": "person", **lists}
    rows = [{**common, "source_key": row["mention_id"], **row} for row in mentions]
    columns = ("mention_id", "source", "source_key", "role", "version")
    members = [
        {
            **{c: row.get(c) for c in columns},
            "person_id": found[row["mention_id"]],
            "statement_id": _statement(rows, row),
        }
        for row in rows
    ]
    kept = [
        {
            "mention_a": a,
            "mention_b": b,
            "match_weight": weight,
            "match_probability": 0.5,
            "band": band,
            "conflict": False,
            "evidence": (evidence or {}).get(a, []),
        }
        for a, b, weight, band in pairs or []
    ]
    text = pa.schema([(column, pa.string()) for column in (*columns, "person_id", "statement_id")])
    for key, table in (
        ("mention/all", pa.Table.from_pylist(rows, schema=MENTIONS)),
        ("resolved/person_members", pa.Table.from_pylist(members, schema=text)),
        ("resolved/person_pairs", pa.Table.from_pylist(kept, schema=PAIRS)),
    ):
        home.table(key).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, home.table(key))


def _statement(rows: list[dict[str, Any]], row: dict[str, Any]) -> str:
    """The smallest mention that says the same."""

    def said(of: dict[str, Any]) -> list[Any]:
        return [of.get("name"), of.get("phone")]

    return str(min(other["mention_id"] for other in rows if said(other) == said(row)))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Six mentions of three people."""
    made = Home(tmp_path / "home")
    mentions = [{"mention_id": m, "source": source, "name": name} for m, source, name, _, _ in SIX]
    fill(made, mentions, {m: found for m, _, _, found, _ in SIX})
    return made
