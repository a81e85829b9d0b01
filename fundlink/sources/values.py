"""How text becomes a value: for each kind of column the SQL of the value and of what is wrong with the text.

Every expression reads `t.<column>`, trimmed text or NULL, and gives NULL for a problem that is not there. What is
written as our own format has it is read by SQL alone; any other spelling is handed, once a distinct text, to the
readers of `amounts` and `dates`, which take it where it can mean one thing only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

import duckdb
from duckdb.sqltypes import BIGINT

from fundlink.sources import checked
from fundlink.sources.amounts import read_amount
from fundlink.sources.contract import Column, LongText, PartialDate
from fundlink.sources.currencies import DIGITS
from fundlink.sources.dates import read_date, read_moment
from fundlink.sources.plain import plain
from fundlink.sources.sql import literal, quoted, teach

LOCAL_ZONE = "Asia/Almaty"
"""Zone of times that are written without an offset."""

LONGEST_TEXT = 1_000
"""Characters of one value: names and numbers are looked up, and Neo4j indexes no text above some 8,000 bytes."""

LONGEST_FREE_TEXT = 100_000
"""Characters of a `LongText`."""

_DATE = "[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?"
_TIME = (
    "[12][0-9]{3}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}(:[0-9]{2})?)?)?"
)
_WHOLE = "-?[0-9]{1,18}"
_NUMBER = "-?[0-9]{1,15}([.][0-9]{1,9})?"


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the readers of other spellings known to a connection, and the zone of its times."""
    checked.register(connection)
    connection.execute(f"SET TimeZone = '{LOCAL_ZONE}'")
    teach(connection, "amount_units", lambda text, currency: read_amount(text, currency).units, BIGINT)
    teach(connection, "amount_remark", lambda text, currency: read_amount(text, currency).remark)
    teach(connection, "date_text", lambda text: read_date(text).text)
    teach(connection, "date_remark", lambda text: read_date(text).remark)
    teach(connection, "moment_text", lambda text: read_moment(text).text)
    teach(connection, "moment_remark", lambda text: read_moment(text).remark)
    teach(connection, "whole_number", _whole_number, BIGINT)


def value(column: Column) -> str:
    """SQL of the column's value in its table type; what fails a check of its party is left out of it."""
    return checked.evidence(column, _read(column))


def _read(column: Column) -> str:
    text = f"t.{quoted(column.name)}"
    if column.many:
        return f"coalesce({text}, [])"
    if column.money:
        ours = " ".join(f"WHEN {test} THEN {units}" for test, units in _amounts(column, text))
        return f"CASE WHEN {text} IS NULL THEN NULL {ours} ELSE amount_units({text}, {_code(column)}) END"
    if column.kind is PartialDate:
        return f"CASE WHEN {text} IS NULL OR {_is_date(text)} THEN {text} ELSE date_text({text}) END"
    if column.kind is datetime:
        at = f"TRY_CAST({text} AS TIMESTAMPTZ)"
        return f"CASE WHEN {text} IS NULL OR {_is_time(text)} THEN {at} ELSE {_other_time(text)} END"
    if column.kind is int:
        ours = f"regexp_full_match({text}, '{_WHOLE}')"
        return f"CASE WHEN {text} IS NULL OR {ours} THEN TRY_CAST({text} AS BIGINT) ELSE whole_number({text}) END"
    if column.kind is Decimal:
        return f"TRY_CAST({text} AS DECIMAL(28, 9))"
    return f"lower({text})" if column.only and column.only.words else text


def doubts(columns: Iterable[Column]) -> str:
    """SQL of all that should be signalled of a row without setting it aside: `column says`, parted by chr(31)."""
    said = [(c.name, doubt) for c in columns if (doubt := checked.doubt(c, _read(c)))]
    each = ", ".join(f"{literal(name + ' ')} || {doubt}" for name, doubt in said)
    return f"concat_ws(chr(31), {each or 'NULL'})"


def problem(column: Column) -> str:
    """SQL of a sentence that says what is wrong with the text, NULL when nothing is."""
    text, name = f"t.{quoted(column.name)}", column.name
    if column.many:
        return "NULL"
    empty = literal(f"{name} is empty") if column.required else "NULL"
    longest = LONGEST_FREE_TEXT if column.kind is LongText else LONGEST_TEXT
    too_long = literal(f"{name} is longer than {longest:,} characters")
    says = f"WHEN {text} IS NULL THEN {empty} WHEN length({text}) > {longest} THEN {too_long}"
    cell = f"{literal(name + ' ')} || '«' || left({text}, 40) || '» '"
    if column.only:
        says += (
            f" WHEN NOT ({column.only.test.format(value=_read(column))}) THEN {cell} || {literal(column.only.remark)}"
        )
    if judged := _judged(column, text):
        ours, remark = judged
        says += f" WHEN {ours} THEN NULL ELSE {cell} || {remark}"
    return f"CASE {says} END"


def _judged(column: Column, text: str) -> tuple[str, str] | None:
    """SQL of whether the text is written as our format has it, and of the remark on another; NULL where it is read."""
    if column.money:
        ours = " OR ".join(f"({test})" for test, _ in _amounts(column, text))
        return ours, f"amount_remark({text}, {_code(column)})"
    if column.kind is PartialDate:
        return _is_date(text), f"date_remark({text})"
    if column.kind is datetime:
        unread = f"CASE WHEN {_other_time(text)} IS NULL THEN 'is a time that does not exist' END"
        return _is_time(text), f"coalesce(moment_remark({text}), {unread})"
    if column.kind is Decimal:
        return f"regexp_full_match({text}, '{_NUMBER}')", "'is no number (a point for decimals)'"
    if column.kind is int:
        unread = f"CASE WHEN whole_number({text}) IS NULL THEN 'is no whole number' END"
        return f"regexp_full_match({text}, '{_WHOLE}')", unread
    return None


def _amounts(column: Column, text: str) -> list[tuple[str, str]]:
    """For each number of decimals that currencies have: SQL of whether it is one of them, and of its minor units.

    Money within 18 digits, so that DuckDB computes in 64 bits, exactly.
    """
    codes = defaultdict(list)
    for code, digits in DIGITS.items():
        codes[digits].append(code)
    found = []
    for digits in sorted(codes, key=lambda digits: -len(codes[digits])):
        decimals = f"([.][0-9]{{1,{digits}}})?" if digits else ""
        # The product has the decimals twice: of virtual assets it needs 128 bits.
        width = 18 if digits < 4 else 38
        shape = f"regexp_full_match({text}, '[0-9]{{1,{min(15, width - 2 * digits)}}}{decimals}')"
        among = f"regexp_full_match({_code(column)}, '{'|'.join(sorted(codes[digits]))}')"
        units = f"TRY_CAST(TRY_CAST({text} AS DECIMAL({width}, {digits})) * {10**digits} AS BIGINT)"
        found.append((f"{shape} AND {among}", units))
    return found


def _code(column: Column) -> str:
    assert column.money is not None
    return f"coalesce(t.{quoted(column.money.currency)}, '')"


def _is_date(text: str) -> str:
    filled = f"TRY_CAST(left({text} || right('-01-01', 10 - length({text})), 10) AS DATE)"
    return f"(regexp_full_match({text}, '{_DATE}') AND {filled} IS NOT NULL)"


def _is_time(text: str) -> str:
    return f"(regexp_full_match({text}, '{_TIME}') AND TRY_CAST({text} AS TIMESTAMPTZ) IS NOT NULL)"


def _other_time(text: str) -> str:
    return f"TRY_CAST(moment_text({text}) AS TIMESTAMPTZ)"


@lru_cache(maxsize=1 << 16)
def _whole_number(text: str) -> int | None:
    """A whole number in any digits, or None."""
    said = plain(text)
    digits = said.removeprefix("-")
    return int(said) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None


def distinct(values: Iterable[str | None]) -> list[str]:
    """The values that are there, each once, in their order."""
    return list(dict.fromkeys(value for value in values if value))
