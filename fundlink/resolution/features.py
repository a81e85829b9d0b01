"""What is compared: one row a variant of a profile, all text folded to ASCII.

A profile with aliases, or with several birth dates, has a variant for each; the best pair of variants counts.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from fundlink.identifiers import parse_iin
from fundlink.names import place_key
from fundlink.names.table import Terms, name_table
from fundlink.processes import in_processes
from fundlink.resolution.addresses import address_keys
from fundlink.resolution.columns import count, drop, fetch, store, text

VARIANT_BITS = 6
"""Low bits of a feature's `unique_id` that number the variants of its profile."""

MOST_VARIANTS = 40
"""Variants of one profile; of an entry with more, the main name and the first aliases are kept."""


LISTS = ("documents",)
"""Columns of features that hold several values, sorted."""


def each(column: str) -> str:
    """SQL: the values of a column of features, each of a list."""
    return f"unnest({column})" if column in LISTS else column


_NAMES_AT_ONCE = 50_000
"""Names whose keys are made at once, which bounds the memory of it. More are worth the start of processes."""


def _make_name_keys(connection: duckdb.DuckDBPyConnection, profiles: str, terms: Terms | None) -> None:
    """Make `name_keys`: each distinct name of the profiles, with the father's name beside it, and its keys."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE distinct_names AS
        SELECT DISTINCT name, father_name
        FROM (SELECT unnest(list_prepend(name, aliases)) AS name, father_name FROM {profiles}) WHERE name IS NOT NULL
    """)
    starts = range(0, count(connection, "distinct_names"), _NAMES_AT_ONCE)
    reading = connection.cursor()
    batches = (
        reading.execute(f"FROM distinct_names LIMIT {_NAMES_AT_ONCE} OFFSET {first}").fetchall() for first in starts
    )
    tables = in_processes(name_table, batches, len(starts), terms)
    rows = (batch for table in tables for batch in table.to_batches())
    # One statement for all of them: DuckDB takes three times as long to add to a table again and again.
    connection.register("read_names", pa.RecordBatchReader.from_batches(name_table([], terms).schema, rows))
    connection.execute("CREATE OR REPLACE TABLE name_keys AS FROM read_names")
    connection.unregister("read_names")
    drop(connection, "distinct_names")


def _numbers(connection: duckdb.DuckDBPyConnection, profiles: str) -> pa.Table:
    numbers = fetch(connection, f"SELECT DISTINCT iin FROM {profiles} WHERE iin IS NOT NULL")
    read = [(number, iin) for number in numbers if (iin := parse_iin(number))]
    return text(
        iin=(number for number, _ in read),
        iin_birth=(iin.birth_date for _, iin in read),
        sex=(iin.sex for _, iin in read),
    )


def city_keys(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Table:
    """Distinct cities of a table and their folded keys, NULL for one without a letter: `city`, `city_key`."""
    cities = fetch(connection, f"SELECT DISTINCT city FROM {table} WHERE city IS NOT NULL")
    return text(city=cities, city_key=(place_key(city) or None for city in cities))


def _addresses(connection: duckdb.DuckDBPyConnection, profiles: str) -> pa.Table:
    written = fetch(connection, f"SELECT DISTINCT address FROM {profiles} WHERE address IS NOT NULL")
    read = [(address, keys) for address in written if (keys := address_keys(address))]
    return text(
        written=(address for address, _ in read),
        address=(keys.words for _, keys in read),
        address_letters=(keys.letters for _, keys in read),
        door=(keys.door for _, keys in read),
    )


def make_features(connection: duckdb.DuckDBPyConnection, profiles: str, terms: Terms | None) -> None:
    """Make `features` of a table of profiles, as `features_sql` tells them."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE features AS {features_sql(connection, profiles, terms)}")


def features_sql(connection: duckdb.DuckDBPyConnection, profiles: str, terms: Terms | None) -> str:
    """SQL: features of a table of profiles (`profile` and the columns of `profiles.SAID`); makes what it reads.

    Args:
        connection: holds the table.
        profiles: its name.
        terms: frozen frequencies of `given` and `surname`, to order names that do not tell their order themselves.
    """
    _make_name_keys(connection, profiles, terms)
    store(connection, "iin_keys", _numbers(connection, profiles))
    store(connection, "city_keys", city_keys(connection, profiles))
    store(connection, "address_keys", _addresses(connection, profiles))
    return f"""
        WITH named AS (
            SELECT *, unnest(names) AS written, unnest(range(len(names))) AS place,
                (name IS NOT NULL)::INTEGER + len(aliases) < 2 AND len(birth_dates) < 2 AS alone
            FROM (
                SELECT *, CASE WHEN name IS NULL AND len(aliases) > 0 THEN aliases ELSE list_prepend(name, aliases) END
                    AS names FROM {profiles}
            )
        ), dated AS (
            SELECT *, unnest(CASE WHEN len(birth_dates) = 0 THEN [NULL::VARCHAR] ELSE birth_dates END) AS stated_birth
            FROM named
        ), told AS NOT MATERIALIZED (
            SELECT
                profile, alone, place,
                given, given_skeleton, given_known, given_arabic, given_consonants, given_spelled,
                given_forms, given_bare, given_initial, given_letter, given_latin,
                surname, surname_skeleton, surname_known, surname_usual, surname_spelled, surname_stem,
                surname_initial, surname_latin, middle, whole,
                father, father_skeleton, father_known, father_initial,
                ordered, descended, abjad, gender, generation,
                coalesce(stated_birth, iin_birth) AS birth, iin_birth,
                CASE WHEN length(coalesce(iin_birth, stated_birth)) = 10
                    THEN coalesce(iin_birth, stated_birth) END AS birth_full,
                iin, sex,
                CASE WHEN len(documents) > 0 THEN list_sort(documents) END AS documents,
                CASE WHEN len(documents) = 1 AND length(documents[1]) >= 6 THEN documents[1] END AS document,
                phone, email, account, wallet, device, city_key AS city, a.address, address_letters, door
            FROM dated d
            LEFT JOIN name_keys k ON k.name = d.written AND k.father_name IS NOT DISTINCT FROM d.father_name
            LEFT JOIN iin_keys USING (iin)
            LEFT JOIN city_keys USING (city)
            LEFT JOIN address_keys a ON a.written = d.address
        ), variants AS (
            SELECT * EXCLUDE (alone, place), min(place) AS place FROM told WHERE NOT alone GROUP BY ALL
        ), numbered AS (
            SELECT * EXCLUDE (alone, place), 0 AS number FROM told WHERE alone
            UNION ALL
            -- The main name first, so that what is left out, where there is too much, are aliases.
            SELECT * EXCLUDE place, row_number() OVER (PARTITION BY profile ORDER BY place, birth) - 1
            FROM (
                -- One word among fuller names is anybody's: with a birth date it would be proof of a stranger.
                FROM variants QUALIFY surname_initial IS NOT NULL OR place = 0
                    OR NOT bool_or(surname_initial IS NOT NULL) OVER (PARTITION BY profile)
            )
        )
        SELECT profile * {1 << VARIANT_BITS} + number AS unique_id, * EXCLUDE number,
            left(document, length(document) // 2) AS document_head,
            right(document, length(document) // 2) AS document_tail,
            substr(birth_full, 1, 4) AS birth_year, substr(birth_full, 6) AS birth_day,
            least(given_initial, surname_initial) || greatest(given_initial, surname_initial) AS initials
        FROM numbered WHERE number < {MOST_VARIANTS}
    """
