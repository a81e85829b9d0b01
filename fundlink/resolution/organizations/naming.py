"""What mentions of organisations say, read: names, numbers, branches, places; equal ones are one profile."""

from __future__ import annotations

import logging
from typing import Any

import duckdb
import pyarrow as pa

from fundlink.identifiers import parse_bin
from fundlink.names import address_key, house_keys, read_organization
from fundlink.resolution.columns import fetch, store, text
from fundlink.resolution.features import city_keys
from fundlink.resolution.organizations.rules import OrganizationResolver

log = logging.getLogger(__name__)

_SAID = {
    **{column: column for column in ("source", "role", "labels", "name", "aliases", "forms", "branch", "sure")},
    "name_keys": """CASE WHEN branch
        THEN list_transform(name_keys, lambda k: k || ' @ ' || coalesce(place, city_key, '')) ELSE name_keys END""",
    "number": "bin",
    **{column: column for column in ("head_number", "iin", "documents", "phone", "email", "account", "wallet")},
    "city": "city_key",
    **{"address": "address_key", "houses": "houses"},
}
"""Columns of a profile, and what they are of a mention. A branch's name keys are its head's, ` @ ` and its place.

The first of the name keys is of the name, the others are of the aliases and of other names in it.
"""


def make_bodies(connection: duckdb.DuckDBPyConnection) -> None:
    """From `mentions` and `decided(mention_id)` make `profiles` and `bodies`; read the names and numbers of `mentions`.

    `profiles`: one row for all mentions that say the same: `profile` (0, 1, ... in the order of the smallest mention),
    `mentions`, `n`, `entry`, and what they say. A mention that a human spoke of is a profile of its own. `bodies`: one
    row a profile, name, document and house; `main_name_key` is of the name that it goes by, whatever its aliases, and
    `own_name` says of a row whether its name is that one.
    """
    _read_names(connection)
    _read_numbers(connection)
    store(connection, "city_keys", city_keys(connection, "mentions"))
    _read_addresses(connection)
    connection.execute("""
        CREATE OR REPLACE TABLE mentions AS
        SELECT m.* EXCLUDE (stated, branch_number)
            REPLACE (now AS name, others AS aliases, CASE WHEN branch_number OR NOT r.branch THEN stated END AS bin),
            CASE WHEN r.branch AND NOT branch_number THEN stated END AS head_number,
            r.branch OR coalesce(branch_number, false) AS branch,
            forms, name_keys, place, sure, city_key, address_key, coalesce(houses, []) AS houses
        FROM (
            SELECT m.*, coalesce(m.bin, d.bin) AS stated, substr(stated, 6, 1) IN ('1', '2') AS branch_number
            FROM mentions m LEFT JOIN number_documents d USING (documents)
        ) m
        JOIN read_names r ON r.name IS NOT DISTINCT FROM m.name AND r.written = m.aliases
        LEFT JOIN city_keys USING (city) LEFT JOIN address_keys USING (address)
        ORDER BY mention_id
    """)
    connection.execute(f"""
        CREATE OR REPLACE TABLE profiles AS
        SELECT row_number() OVER (ORDER BY mentions[1]) - 1 AS profile, * FROM (
            SELECT list(mention_id ORDER BY mention_id) AS mentions, count(*) AS n,
                CASE WHEN min(source_key) = max(source_key) THEN min(source_key) END AS entry,
                {", ".join(f"{said} AS {column}" for column, said in _SAID.items())}
            FROM mentions LEFT JOIN (SELECT mention_id, mention_id AS alone FROM decided) USING (mention_id)
            GROUP BY {", ".join(_SAID.values())}, alone, CASE WHEN version IS NOT NULL THEN source_key END
        ) ORDER BY profile
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE bodies AS
        SELECT * EXCLUDE (mentions, name, aliases, name_keys, documents, houses),
            unnest(CASE WHEN len(name_keys) > 0 THEN name_keys ELSE [NULL] END) AS name_key,
            name_keys[1] AS main_name_key, name_key = main_name_key AS own_name, document, house
        FROM (
            SELECT *, unnest(CASE WHEN len(documents) > 0 THEN documents ELSE [NULL] END) AS document
            FROM (SELECT *, unnest(CASE WHEN len(houses) > 0 THEN houses ELSE [NULL] END) AS house FROM profiles)
        )
    """)


def find_hubs(connection: duckdb.DuckDBPyConnection, resolver: OrganizationResolver) -> None:
    """Make `hubs(field, value)`: what too many names share, as the phone of an accountant, the address of a tower.

    Of a body with aliases one name counts: a sanctions list gives some more aliases than names may share a value.
    """
    counted = " UNION ALL ".join(
        f"""SELECT '{column}' AS field, {column} AS value FROM bodies WHERE {column} IS NOT NULL
        GROUP BY {column} HAVING count(DISTINCT main_name_key) > {resolver.hub_names}"""
        for column in resolver.identifiers
    )
    connection.execute(f"CREATE OR REPLACE TABLE hubs AS SELECT * FROM ({counted}) ORDER BY ALL")
    for field, many in connection.execute("SELECT field, count(*) FROM hubs GROUP BY field ORDER BY field").fetchall():
        log.warning(
            "organisations: %s: %d values shared by over %d names are no evidence", field, many, resolver.hub_names
        )


def drop_hubs(connection: duckdb.DuckDBPyConnection, resolver: OrganizationResolver) -> None:
    """Blank in `bodies` what is in `hubs`."""
    for column in resolver.identifiers:
        connection.execute(
            f"UPDATE bodies SET {column} = NULL WHERE {column} IN (SELECT value FROM hubs WHERE field = '{column}')"
        )


def _read_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `read_names`, one row a name with its aliases (`written`). Other names in them become aliases."""
    rows = connection.execute("SELECT DISTINCT name, aliases FROM mentions").fetchall()
    store(connection, "read_names", pa.Table.from_pylist([_read(*row) for row in rows], _READ_NAMES))


_TEXTS = pa.list_(pa.string())
_READ_NAMES = pa.schema(
    {
        **{"name": pa.string(), "written": _TEXTS, "now": pa.string(), "others": _TEXTS, "forms": _TEXTS},
        **{"name_keys": _TEXTS, "branch": pa.bool_(), "place": pa.string(), "sure": pa.bool_()},
    }
)


def _read(name: str | None, aliases: list[str]) -> dict[str, Any]:
    now = [read_organization(written) for written in (name, *aliases) if written]
    others = [other for one in now for other in one.others]
    keys = {one.key for one in (*now, *map(read_organization, others))}
    main = now[0].key if name else None
    return {
        "name": name,
        "written": aliases,
        "now": now[0].text if name else None,
        "others": sorted({*(one.text for one in now[1 if name else 0 :]), *others}),
        "forms": sorted({one.form for one in now if one.form}),
        "name_keys": sorted(keys - {""}, key=lambda key: (key != main, key)),
        # What the name says of a branch holds for its aliases.
        "branch": bool(now) and now[0].branch,
        "place": (now[0].place or None) if now else None,
        "sure": not now or now[0].sure,
    }


def _read_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `number_documents(documents, bin)`: documents of which just one is a business identification number."""
    lists = fetch(connection, "SELECT DISTINCT documents FROM mentions WHERE len(documents) > 0")
    found = [(documents, {number for one in documents if (number := parse_bin(one))}) for documents in lists]
    told = [(documents, numbers.pop()) for documents, numbers in found if len(numbers) == 1]
    table = pa.table(
        {
            "documents": pa.array([documents for documents, _ in told], pa.list_(pa.string())),
            "bin": pa.array([number for _, number in told], pa.string()),
        }
    )
    store(connection, "number_documents", table)


def _read_addresses(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `address_keys`, one row a distinct address: `address, address_key, houses`."""
    addresses = fetch(connection, "SELECT DISTINCT address FROM mentions WHERE address IS NOT NULL")
    keys = text(address=addresses, address_key=(address_key(address) or None for address in addresses))
    houses = pa.array([house_keys(address) for address in addresses], _TEXTS)
    store(connection, "address_keys", keys.append_column("houses", houses))
