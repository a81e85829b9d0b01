"""How text becomes a value: for each kind of column the SQL of the value and of what is wrong with the text.

Every expression reads `t.<column>`, trimmed text or NULL, and gives NULL for a problem that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

import duckdb
import pyarrow as pa

from fundlink.sources.contract import Column, LongText, PartialDate
from fundlink.sources.currencies import DIGITS
from fundlink.sources.sql import literal, quoted

LOCAL_ZONE = "Asia/Almaty"
"""Zone of times that are written without an offset."""

LONGEST_TEXT = 1_000
"""Characters of one value: names and numbers are looked up, and Neo4j indexes no text above some 8,000 bytes."""

LONGEST_FREE_TEXT = 100_000
"""Characters of a `LongText`."""


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `currencies(code, digits)` known."""
    table = pa.table({"code": list(DIGITS), "digits": list(DIGITS.values())})
    connection.register("currencies", table)
    connection.execute(f"SET TimeZone = '{LOCAL_ZONE}'")


def value(column: Column) -> str:
    """SQL of the column's value in its table type."""
    text = f"t.{quoted(column.name)}"
    if column.many:
        return f"coalesce({text}, [])"
    if column.money:
        return f"CAST(TRY_CAST({text} AS DECIMAL(38, 9)) * power(10, {_digits(column)}) AS BIGINT)"
    if column.kind is datetime:
        return f"TRY_CAST({text} AS TIMESTAMPTZ)"
    if column.kind is int:
        return f"TRY_CAST({text} AS BIGINT)"
    if column.kind is Decimal:
        return f"TRY_CAST({text} AS DECIMAL(28, 9))"
    return f"lower({text})" if column.only and column.only.words else text


def problem(column: Column) -> str:
    """SQL of a sentence that says what is wrong with the text, NULL when nothing is."""
    text, name = f"t.{quoted(column.name)}", column.name
    if column.many:
        return "NULL"
    says = []
    if column.required:
        says.append(f"WHEN {text} IS NULL THEN {literal(f'{name} is empty')}")
    longest = LONGEST_FREE_TEXT if column.kind is LongText else LONGEST_TEXT
    says.append(f"WHEN length({text}) > {longest} THEN {literal(f'{name} is longer than {longest:,} characters')}")
    says += [f"WHEN {test} THEN {_quoting(name, text, remark)}" for test, remark in _tests(column, text)]
    if column.only:
        says.append(f"WHEN NOT ({column.only.test.format(text=text)}) THEN {_quoting(name, text, column.only.remark)}")
    return f"CASE {' '.join(says)} END"


def _tests(column: Column, text: str) -> list[tuple[str, str]]:
    if column.money:
        digits = _digits(column)
        return [
            (
                f"NOT regexp_full_match({text}, '[0-9]{{1,15}}([.][0-9]{{1,9}})?')",
                "is no amount (digits, a point for decimals, not negative)",
            ),
            (f"{text} IS NOT NULL AND {digits} IS NULL", "has no known currency beside it (ISO 4217 code)"),
            (
                f"length(rtrim(regexp_extract({text}, '[.]([0-9]*)', 1), '0')) > {digits}",
                "has more decimals than its currency",
            ),
        ]
    if column.kind is PartialDate:
        shape = f"regexp_full_match({text}, '[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?')"
        filled = f"TRY_CAST(left({text} || right('-01-01', 10 - length({text})), 10) AS DATE)"
        return [
            (f"NOT {shape}", "is no date (1980, 1980-05 or 1980-05-17)"),
            (f"{shape} AND {filled} IS NULL", "is a date that does not exist"),
        ]
    if column.kind is datetime:
        return [(f"{text} IS NOT NULL AND TRY_CAST({text} AS TIMESTAMPTZ) IS NULL", "is no time (ISO 8601)")]
    if column.kind is Decimal:
        return [
            (
                f"NOT regexp_full_match({text}, '-?[0-9]{{1,15}}([.][0-9]{{1,9}})?')",
                "is no number (a point for decimals)",
            )
        ]
    if column.kind is int:
        return [(f"{text} IS NOT NULL AND TRY_CAST({text} AS BIGINT) IS NULL", "is no whole number")]
    return []


def _digits(column: Column) -> str:
    assert column.money is not None
    return f"(SELECT digits FROM currencies WHERE code = t.{quoted(column.money.currency)})"


def _quoting(name: str, text: str, remark: str) -> str:
    return f"{literal(name + ' ')} || '«' || left({text}, 40) || {literal('» ' + remark)}"


def distinct(values: Iterable[str | None]) -> list[str]:
    """The values that are there, each once, in their order."""
    return list(dict.fromkeys(value for value in values if value))
