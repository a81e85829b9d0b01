"""The parties that rows mention, one row a mention, with their identifiers checked and in one spelling.

A number that fails its check is no evidence: it stays in the record's text and is left out here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundlink import identifiers, names
from fundlink.config import Home
from fundlink.sources.contract import Source
from fundlink.sources.parties import ATTRIBUTES, LISTS, Party
from fundlink.sources.sql import account_key, literal, mention_id, quoted, teach, wallet_key
from fundlink.tables import code, connect, digest, notes, rows, save, scan

MENTIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("mention_id", "source", "source_key", "version", "role", "kind")),
        *((name, pa.list_(pa.string()) if name in LISTS else pa.string()) for name in ATTRIBUTES),
        ("labels", pa.list_(pa.string())),
        ("record_id", pa.string()),
    ]
)
"""Columns of `mention/<source>`: ids and identifiers as text, NULL when unknown; lists are never NULL."""

_IDENTIFYING = ("name", "iin", "bin", "documents", "phone", "email")
"""A row that has none of these mentions nobody: a city or a device is no party, and an account stands for itself."""


@dataclass(frozen=True)
class Mentioned:
    """How many mentions a source has, by role, and whether the table was already there."""

    rows: int
    by_role: dict[str, int]
    unchanged: bool


def mention(home: Home, source: Source) -> Mentioned:
    """Make `mention/<source>` from `source/<source>`."""
    table = home.table(f"mention/{source.name}")
    state = digest(_CODE, source.code, notes(home.table(f"source/{source.name}")))
    kept = notes(table)
    if kept.get("made_from") == state:
        return Mentioned(rows(table), kept["by_role"], unchanged=True)
    with connect() as connection:
        rows_of = scan(home.table(f"source/{source.name}"))
        connection.execute(f"CREATE TEMP VIEW source_rows AS SELECT * FROM {rows_of}")
        connection.register("no_mentions", MENTIONS.empty_table())
        roles = " UNION ALL BY NAME ".join(_role(source, role, party) for role, party in source.parties.items())
        connection.execute(f"CREATE TEMP TABLE written AS {roles or 'SELECT * FROM no_mentions'}")
        _spell(connection)
        made = connection.execute("SELECT role, count(*) FROM spelt GROUP BY ALL ORDER BY role").fetchall()
        by_role = {str(role): int(count) for role, count in made}
        columns = ", ".join(quoted(name) for name in MENTIONS.names)
        save(
            connection,
            f"SELECT {columns} FROM spelt ORDER BY mention_id",
            table,
            {"made_from": state, "by_role": by_role},
        )
    return Mentioned(rows(table), by_role, unchanged=False)


def _role(source: Source, role: str, party: Party) -> str:
    """SQL of one role's mentions, as written in the source."""
    cells = {name: _cell(source, party, name) for name in ATTRIBUTES}
    # A row of another kind (a ship on a list) mentions no party.
    kind = f"r.{quoted(party.columns['kind'][0])}" if "kind" in party.columns else "NULL"
    present = " OR ".join(
        f"len({cells[name]}) > 0" if name in LISTS else f"{cells[name]} IS NOT NULL" for name in _IDENTIFYING
    )
    labels = ", ".join(literal(label) for label in party.labels)
    return f"""SELECT {mention_id("r._source", "r._key", "r._version", literal(role))} AS mention_id,
        r._source AS source, r._key AS source_key, r._version AS version, {literal(role)} AS role,
        {literal(party.kind) if party.kind else kind}::VARCHAR AS kind,
        {", ".join(f"{cell} AS {name}" for name, cell in cells.items())},
        [{labels}]::VARCHAR[] AS labels, r._record_id AS record_id
        FROM source_rows r WHERE ({present}) AND coalesce({kind} IN ('person', 'organization'), true)"""


def _cell(source: Source, party: Party, attribute: str) -> str:
    columns = party.columns.get(attribute, ())
    if attribute not in LISTS:
        return f"r.{quoted(columns[0])}" if columns else "NULL::VARCHAR"
    parts = [f"r.{quoted(c)}" if source.column(c).many else f"[r.{quoted(c)}]" for c in columns]
    return (
        f"list_distinct(list_concat({', '.join(parts)}))"
        if len(parts) > 1
        else (f"list_filter({parts[0]}, lambda x: x IS NOT NULL)" if parts else "[]::VARCHAR[]")
    )


def _spell(connection: duckdb.DuckDBPyConnection) -> None:
    """From the table `written` make `spelt`: identifiers checked, and the kind of party told."""
    _distinct(connection, "phones", "phone", identifiers.normalise_phone)
    _distinct(connection, "emails", "email", identifiers.normalise_email)
    # An office's address is nobody's own: evidence of an organization only.
    _distinct(connection, "offices", "email", lambda text: "office" if identifiers.is_role_address(text) else None)
    _distinct(connection, "bins", "bin", identifiers.parse_bin)
    _distinct(connection, "iins", "iin", _iin)
    _distinct(connection, "papers", "documents[1]", _iin)
    _distinct(connection, "formers", "name", names.former_name)
    _distinct(connection, "kinds", "name", lambda t: "organization" if names.looks_like_organization(t) else "person")
    # A valid number says who bears it: no IIN is a BIN (the fifth digit tells).
    kind = """coalesce(w.kind, CASE WHEN bins.value IS NOT NULL THEN 'organization'
        WHEN iins.value IS NOT NULL THEN 'person' END, kinds.value, 'person')"""
    teach(connection, "document_text", identifiers.check_document)
    plain = f"regexp_full_match(d, '{identifiers.PLAIN_DOCUMENT}')"
    paper = f"CASE WHEN {plain} THEN d ELSE document_text(d) END"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE spelt AS
        SELECT w.* REPLACE (
            {kind} AS kind,
            phones.value AS phone,
            CASE WHEN {kind} = 'organization' OR offices.value IS NULL THEN emails.value
                END AS email, bins.value AS bin,
            coalesce(iins.value, papers.value) AS iin,
            CASE WHEN papers.value IS NULL THEN list_sort(list_distinct(list_transform(w.documents, lambda d: {paper})))
                ELSE [] END AS documents,
            list_sort(list_distinct(list_concat(w.aliases, CASE WHEN {kind} = 'person' AND formers.value IS NOT NULL
                THEN [formers.value] ELSE [] END))) AS aliases,
            list_sort({_each("w.birth_dates")}) AS birth_dates,
            {account_key("w.account")} AS account, {wallet_key("w.wallet")} AS wallet)
        FROM written w
        LEFT JOIN phones ON phones.text = w.phone
        LEFT JOIN emails ON emails.text = w.email
        LEFT JOIN offices ON offices.text = w.email
        LEFT JOIN bins ON bins.text = w.bin
        LEFT JOIN iins ON iins.text = w.iin
        LEFT JOIN papers ON papers.text = w.documents[1] AND len(w.documents) = 1
        LEFT JOIN formers ON formers.text = w.name
        LEFT JOIN kinds ON kinds.text = w.name"""
    )


def _each(dates: str) -> str:
    """SQL of a list of dates, where one whose day and month may be either (`[1980-05-06,1980-06-05]`) is two."""
    pair = "CASE WHEN starts_with(d, '[') THEN string_split(d[2:-2], ',') ELSE [d] END"
    return f"list_distinct(flatten(list_transform({dates}, lambda d: {pair})))"


def _iin(text: str) -> str | None:
    found = identifiers.parse_iin(text)
    return found.number if found else None


def _distinct(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, spell: Callable[[str], str | None]
) -> None:
    """Make `table(text, value)`: each distinct value of the column, as `spell` gives it."""
    found = connection.execute(f"SELECT DISTINCT {column} AS text FROM written").fetchall()
    texts = [text for (text,) in found if text is not None]
    values = pa.table({"text": pa.array(texts, pa.string()), "value": pa.array(map(spell, texts), pa.string())})
    connection.register(table, values)


_CODE = code(identifiers, names, sys.modules[__name__])
