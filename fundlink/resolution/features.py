"""What is compared: one row a variant of a profile, all text folded to ASCII.

A profile with aliases, or with several birth dates, has a variant for each; the best pair of variants counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fundlink.identifiers import parse_iin
from fundlink.names import (
    NameKeys,
    known_consonants,
    known_name,
    lacks_letter,
    other_forms,
    parse_name,
    place_key,
    skeleton,
    spelled_in_arabic,
    without_ending,
    without_last_vowels,
)
from fundlink.resolution.addresses import address_keys
from fundlink.resolution.columns import count, fetch, store, text

VARIANT_BITS = 6
"""Low bits of a feature's `unique_id` that number the variants of its profile."""

MOST_VARIANTS = 40
"""Variants of one profile; an entry with more aliases keeps the first in the order of the alphabet."""

_NAMES_AT_ONCE = 100_000
"""Names whose keys are made at once: what bounds the memory of it."""

_RARE = 1e-6
"""Frequency of a term the model has never seen, where only the order of given name and surname is asked."""

_USUAL = 3e-4
"""Share of records with a term, from which it is a name that people have, and no slip of the pen."""

Terms = Mapping[str, Mapping[str, float]]


def _frequency(terms: Mapping[str, float], key: str) -> float:
    return terms.get(key, _RARE) if key else 1.0


def _in_order(keys: NameKeys, terms: Terms | None) -> NameKeys:
    """Given name and surname of an unordered name, told apart by how often each word is one or the other."""
    if keys.ordered or not terms:
        return keys
    given, surname = terms["given"], terms["surname"]
    as_is = _frequency(given, keys.given) * _frequency(surname, without_last_vowels(keys.surname))
    turned = _frequency(given, keys.surname) * _frequency(surname, without_last_vowels(keys.given))
    if turned <= as_is:
        return keys
    return keys._replace(
        given=keys.surname,
        surname=keys.given,
        given_initial=keys.surname_initial,
        surname_initial=keys.given_initial,
        given_spelled=keys.surname_spelled,
        surname_spelled=keys.given_spelled,
        given_latin=keys.surname_latin,
        surname_latin=keys.given_latin,
    )


def _make_name_keys(connection: duckdb.DuckDBPyConnection, profiles: str, terms: Terms | None) -> None:
    """Make `name_keys`: each distinct name of the profiles, with the father's name beside it, and its keys."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE distinct_names AS
        SELECT DISTINCT name, father_name
        FROM (SELECT unnest(list_prepend(name, aliases)) AS name, father_name FROM {profiles}) WHERE name IS NOT NULL
    """)
    store(connection, "name_keys", _name_keys([], terms))
    for first in range(0, count(connection, "distinct_names"), _NAMES_AT_ONCE):
        names = connection.execute(f"FROM distinct_names LIMIT {_NAMES_AT_ONCE} OFFSET {first}").fetchall()
        store(connection, "more_keys", _name_keys(names, terms))
        connection.execute("INSERT INTO name_keys FROM more_keys")


def _name_keys(names: Sequence[tuple[str, str | None]], terms: Terms | None) -> pa.Table:
    keys = [_in_order(parse_name(name, father), terms) for name, father in names]
    told = dict(zip(NameKeys._fields, zip(*keys, strict=True) if keys else repeat(()), strict=False))
    columns = {"name": _words(name for name, _ in names), "father_name": _words(father for _, father in names)}
    told["surname"] = tuple(map(without_last_vowels, told.get("surname", ())))
    for part in ("given", "surname", "father"):
        words = _words(told[part])
        columns[part] = words
        columns[f"{part}_skeleton"] = _of_each(words, skeleton)
        columns[f"{part}_letters"] = _of_each(words, _letters)
        known = _of_each(words, known_name)
        if part != "father":
            columns[f"{part}_spelled"] = spelled = _words(told[f"{part}_spelled"])
            known = pc.if_else(pc.is_valid(_of_each(spelled, _lacking)), None, known)
        columns[f"{part}_known"] = known
        columns[f"{part}_initial"] = _words(told[f"{part}_initial"])
    surnames = terms["surname"] if terms else {}
    columns["surname_usual"] = _of_each(
        columns["surname"], {key: key for key, share in surnames.items() if share >= _USUAL}.get
    )
    columns["given_arabic"] = _of_each(columns["given"], spelled_in_arabic)
    columns["given_consonants"] = _of_each(columns["given"], known_consonants)
    for part in ("given_latin", "surname_latin"):
        columns[part] = _words(told[part])
        columns[f"{part}_letters"] = _of_each(columns[part], _letters)
    columns["given_forms"] = _of_each(columns["given"], _forms)
    columns["given_bare"] = _of_each(columns["given"], without_last_vowels)
    columns["middle"] = _words(map(_middle, keys))
    columns["whole"] = _words(one.given + one.father + "".join(one.others) + one.surname for one in keys)
    columns["surname_stem"] = _of_each(columns["surname"], without_ending)
    columns |= {column: _words(told[column]) for column in ("gender", "generation")}
    return pa.table(columns | {flag: pa.array(told[flag], pa.bool_()) for flag in ("ordered", "abjad")})


def _middle(keys: NameKeys) -> str | None:
    """The words between given name and surname, as surnames: of two surnames the first may stand there."""
    words = (*(() if keys.patronymic or not keys.father else (keys.father,)), *keys.others)
    return f"|{'|'.join(map(without_last_vowels, words))}|" if words else None


def _letters(word: str) -> str:
    """The letters in the order of the alphabet: equal where only their order is another."""
    return "".join(sorted(word))


def _lacking(spelled: str) -> str | None:
    return spelled if lacks_letter(spelled) else None


def _words(told: Iterable[str | None]) -> pa.Array:
    return pa.array([word or None for word in told], pa.string())


def _of_each(words: pa.Array, made: Callable[[str], str | None]) -> pa.Array:
    """What is made of each word, asked once for each distinct one: names are many, their words are few."""
    encoded = words.dictionary_encode()
    return _words(made(word) for word in encoded.dictionary.to_pylist()).take(encoded.indices)


def _forms(given: str) -> str | None:
    """What else somebody may be called, whose given name is a short form."""
    forms = other_forms(given)
    return f"|{'|'.join(sorted(forms))}|" if forms else None


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
    """Make `features` of a table of profiles (`profile` and the columns of `profiles.SAID`).

    Args:
        connection: holds the table.
        profiles: its name.
        terms: frozen frequencies of `given` and `surname`, to order names that do not tell their order themselves.
    """
    _make_name_keys(connection, profiles, terms)
    store(connection, "iin_keys", _numbers(connection, profiles))
    store(connection, "city_keys", city_keys(connection, profiles))
    store(connection, "address_keys", _addresses(connection, profiles))
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE features AS
        WITH named AS (
            SELECT *, unnest(
                CASE WHEN name IS NULL AND len(aliases) > 0 THEN aliases ELSE list_prepend(name, aliases) END
            ) AS written
            FROM {profiles}
        ), dated AS (
            SELECT *, unnest(CASE WHEN len(birth_dates) = 0 THEN [NULL::VARCHAR] ELSE birth_dates END) AS stated_birth
            FROM named
        ), told AS (
            SELECT
                profile, (d.name IS NOT NULL)::INTEGER + len(aliases) < 2 AND len(birth_dates) < 2 AS alone,
                given, given_skeleton, given_letters, given_known, given_arabic, given_consonants, given_spelled,
                given_forms, given_bare, given_initial, given_latin, given_latin_letters,
                surname, surname_skeleton, surname_letters, surname_known, surname_usual, surname_spelled, surname_stem,
                surname_initial, surname_latin, surname_latin_letters, middle, whole,
                father, father_skeleton, father_letters, father_known, father_initial,
                ordered, abjad, gender, generation,
                coalesce(stated_birth, iin_birth) AS birth, iin_birth,
                CASE WHEN length(coalesce(iin_birth, stated_birth)) = 10
                    THEN coalesce(iin_birth, stated_birth) END AS birth_full,
                iin, sex,
                CASE WHEN len(documents) > 0 THEN list_sort(documents) END AS documents,
                CASE WHEN len(documents) = 1 AND length(documents[1]) >= 6 THEN documents[1] END AS document,
                list_aggregate(list_sort(string_split(document, '')), 'string_agg', '') AS document_letters,
                list_aggregate(list_sort(string_split(birth, '')), 'string_agg', '') AS birth_letters,
                phone, email, account, wallet, device, city_key AS city, a.address, address_letters, door
            FROM dated d
            LEFT JOIN name_keys k ON k.name = d.written AND k.father_name IS NOT DISTINCT FROM d.father_name
            LEFT JOIN iin_keys USING (iin)
            LEFT JOIN city_keys USING (city)
            LEFT JOIN address_keys a ON a.written = d.address
        ), numbered AS (
            SELECT * EXCLUDE alone, 0 AS number FROM told WHERE alone
            UNION ALL
            SELECT *, row_number() OVER (PARTITION BY profile ORDER BY given, surname, father, birth, ordered,
                given_initial, surname_initial, father_initial, abjad, gender, generation) - 1
            FROM (SELECT DISTINCT * EXCLUDE alone FROM told WHERE NOT alone)
        )
        SELECT profile * {1 << VARIANT_BITS} + number AS unique_id, * EXCLUDE number,
            left(document, length(document) // 2) AS document_head,
            right(document, length(document) // 2) AS document_tail,
            substr(birth_full, 1, 4) AS birth_year, substr(birth_full, 6) AS birth_day,
            least(given_initial, surname_initial) || greatest(given_initial, surname_initial) AS initials
        FROM numbered WHERE number < {MOST_VARIANTS}
    """)
