"""What is compared: one row a variant of a profile, all text folded to ASCII.

A profile with aliases, or with several birth dates, has a variant for each; the best pair of variants counts.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from fundlink.identifiers import parse_iin
from fundlink.names import NameKeys, clean, fold, parse_name, skeleton
from fundlink.resolution.columns import fetch, store, text

MOST_VARIANTS = 40
"""Variants of one profile; an entry with more aliases keeps the first in the order of the alphabet."""

_RARE = 1e-6
"""Frequency of a term the model has never seen, where only the order of given name and surname is asked."""

Terms = Mapping[str, Mapping[str, float]]


def _frequency(terms: Mapping[str, float], key: str) -> float:
    return terms.get(key, _RARE) if key else 1.0


def _in_order(keys: NameKeys, terms: Terms | None) -> NameKeys:
    """Given name and surname of an unordered name, told apart by how often each word is one or the other."""
    if keys.ordered or not terms:
        return keys
    as_is = _frequency(terms["given"], keys.given) * _frequency(terms["surname"], keys.surname)
    turned = _frequency(terms["given"], keys.surname) * _frequency(terms["surname"], keys.given)
    if turned <= as_is:
        return keys
    return NameKeys(
        keys.surname, keys.given, keys.father, keys.surname_initial, keys.given_initial, keys.father_initial, False
    )


def _names(connection: duckdb.DuckDBPyConnection, terms: Terms | None) -> pa.Table:
    """Distinct names of the profiles and their keys."""
    rows = connection.execute("""
        SELECT DISTINCT unnest(list_prepend(name, aliases)) AS name, father_name
        FROM profiles ORDER BY ALL
    """).fetchall()
    rows = [row for row in rows if row[0] is not None]
    keys = [_in_order(parse_name(name, father), terms) for name, father in rows]
    columns: dict[str, list[str | None]] = {}
    for part in ("given", "surname", "father"):
        columns[part] = [getattr(key, part) or None for key in keys]
        columns[f"{part}_skeleton"] = [skeleton(getattr(key, part)) or None for key in keys]
        columns[f"{part}_letters"] = ["".join(sorted(getattr(key, part))) or None for key in keys]
        columns[f"{part}_initial"] = [getattr(key, f"{part}_initial") or None for key in keys]
    table = text(name=[name for name, _ in rows], father_name=[father for _, father in rows], **columns)
    return table.append_column("ordered", pa.array([key.ordered for key in keys], pa.bool_()))


def _numbers(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    numbers = fetch(connection, "SELECT DISTINCT iin FROM profiles WHERE iin IS NOT NULL")
    read = [(number, iin) for number in numbers if (iin := parse_iin(number))]
    return text(
        iin=(number for number, _ in read),
        iin_birth=(iin.birth_date for _, iin in read),
        sex=(iin.sex for _, iin in read),
    )


def city_keys(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Table:
    """Distinct cities of a table and their folded keys, NULL for one without a letter: `city`, `city_key`."""
    cities = fetch(connection, f"SELECT DISTINCT city FROM {table} WHERE city IS NOT NULL")
    folded = [" ".join(filter(None, map(fold, clean(city).text.replace("-", " ").split()))) for city in cities]
    return text(city=cities, city_key=(key or None for key in folded))


def make_features(connection: duckdb.DuckDBPyConnection, terms: Terms | None) -> None:
    """Make `features` from `profiles`.

    Args:
        connection: holds `profiles`.
        terms: frozen frequencies of `given` and `surname`, to order names that do not tell their order themselves.
    """
    store(connection, "name_keys", _names(connection, terms))
    store(connection, "iin_keys", _numbers(connection))
    store(connection, "city_keys", city_keys(connection, "profiles"))
    connection.execute("""
        CREATE OR REPLACE TABLE features AS
        WITH named AS (
            SELECT *, unnest(
                CASE WHEN name IS NULL AND len(aliases) > 0 THEN aliases ELSE list_prepend(name, aliases) END
            ) AS variant
            FROM profiles
        ), dated AS (
            SELECT *, unnest(CASE WHEN len(birth_dates) = 0 THEN [NULL::VARCHAR] ELSE birth_dates END) AS stated_birth
            FROM named
        )
        SELECT DISTINCT
            profile_id,
            given, given_skeleton, given_letters, given_initial,
            surname, surname_skeleton, surname_letters, surname_initial,
            father, father_skeleton, father_letters, father_initial, ordered,
            coalesce(stated_birth, iin_birth) AS birth, iin_birth,
            CASE WHEN length(coalesce(iin_birth, stated_birth)) = 10
                THEN coalesce(iin_birth, stated_birth) END AS birth_full,
            iin, sex,
            CASE WHEN len(documents) > 0 THEN list_sort(documents) END AS documents,
            phone, email, account, wallet, device, city_key AS city
        FROM dated d
        LEFT JOIN name_keys k ON k.name = d.variant AND k.father_name IS NOT DISTINCT FROM d.father_name
        LEFT JOIN iin_keys USING (iin)
        LEFT JOIN city_keys USING (city)
    """)
    connection.execute(f"""
        CREATE OR REPLACE TABLE features AS
        SELECT profile_id || '#' || row_number() OVER same AS unique_id, *,
            substr(birth_full, 1, 4) AS birth_year, substr(birth_full, 6) AS birth_day
        FROM features
        WINDOW same AS (PARTITION BY profile_id ORDER BY given, surname, father, birth)
        QUALIFY row_number() OVER same <= {MOST_VARIANTS}
        ORDER BY unique_id
    """)
