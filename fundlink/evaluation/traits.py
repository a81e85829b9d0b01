"""What is known of a mention that groups are made of: script, sex, patronymic. Nothing tells anybody's ethnicity."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.identifiers import parse_iin
from fundlink.names import parse_name
from fundlink.sources.parties import ATTRIBUTES, LISTS
from fundlink.tables import scan

SCRIPTS = ("Arabic", "Cyrillic", "Latin")

EVIDENCE = tuple(
    name for name in ATTRIBUTES if name not in {"name", "aliases", "father_name", "ip_address", "city", "country"}
)
"""Columns of the mention table that are evidence beyond the name; lists count when they are not empty."""


def make_traits(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `traits(mention_id, script, sex, patronymic, evidence)` of the mentions in `placed`.

    Script: of most letters of the name; "none" without any. Sex: as the identity numbers of the *true* person tell, so
    that a mention without a number has one too; NULL where none does. Patronymic: "with" a father's name
    in its own column or in the name, or "without". Evidence: how many kinds beyond the name the mention carries.
    """
    tables = sorted(home.tables.glob("mention/*.parquet"))
    connection.execute(f"""
        CREATE TABLE said AS
        SELECT mention_id, true_id, name, father_name, iin, {_evidence_sql()} AS evidence
        FROM {scan(*tables)} JOIN (SELECT DISTINCT mention_id, true_id FROM placed) USING (mention_id)
    """)
    _register(connection, "sexes", "iin", "sex", _sexes(_distinct(connection, "iin")))
    _register(connection, "patronymics", "name", "patronymic", _patronymics(_distinct(connection, "name")))
    connection.execute(f"""
        CREATE TABLE traits AS
        WITH told AS (
            SELECT true_id, min(sex) AS sex FROM said JOIN sexes USING (iin)
            GROUP BY true_id HAVING min(sex) = max(sex)
        )
        SELECT mention_id, {_script_sql()} AS script, told.sex,
            CASE WHEN s.name IS NULL THEN NULL
                WHEN s.father_name IS NOT NULL THEN 'with' ELSE p.patronymic END AS patronymic, evidence
        FROM said s LEFT JOIN told USING (true_id) LEFT JOIN patronymics p USING (name)
    """)


def _evidence_sql() -> str:
    present = (f"len({column}) > 0" if column in LISTS else f"{column} IS NOT NULL" for column in EVIDENCE)
    return " + ".join(f"coalesce({sql}, false)::INTEGER" for sql in present)


def _script_sql() -> str:
    letters = ", ".join(f"length(regexp_replace(s.name, '\\P{{{script}}}', '', 'g'))" for script in SCRIPTS)
    most = f"list_max([{letters}])"
    return f"""CASE WHEN coalesce({most}, 0) = 0 THEN 'none'
        ELSE {list(SCRIPTS)}[list_position([{letters}], {most})] END"""


def _distinct(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    rows = connection.execute(f"SELECT DISTINCT {column} FROM said WHERE {column} IS NOT NULL").fetchall()
    return [value for (value,) in rows]


def _sexes(numbers: list[str]) -> dict[str, str]:
    return {number: str(iin.sex) for number in numbers if (iin := parse_iin(number))}


def _patronymics(names: list[str]) -> dict[str, str]:
    return {name: "with" if parse_name(name).father else "without" for name in names}


def _register(connection: duckdb.DuckDBPyConnection, table: str, key: str, value: str, rows: dict[str, str]) -> None:
    columns = {key: pa.array(rows.keys(), pa.string()), value: pa.array(rows.values(), pa.string())}
    connection.register(table, pa.table(columns))
