"""Columns that identify a party: what fails its check is kept in the record's text, is told, and is no evidence.

For each such column the SQL of the value that is evidence, and of the doubt that is signalled. A row is not set aside
for it. Expressions read `t.<column>` and `t._arrival`; the value of a date is what `values` reads.
"""

from __future__ import annotations

import duckdb

from fundlink.identifiers import check_account, check_wallet
from fundlink.sources.contract import Column
from fundlink.sources.sql import quoted, teach, wallet_key

EARLIEST_BIRTH = "1900"
"""Nobody who was born earlier holds an account."""

LONGEST_NAME = 300
"""Characters of a name; what is longer is a text about somebody."""

_NOBODY = (
    *("null", "none", "nil", "nan", "n[./]a[.]?", "undefined", "unknown", "not (known|given|available|applicable)"),
    *(
        "no name",
        "anonymous",
        "аноним(но|ный)?",
        "нет( данных| информации)?",
        "не указан[аоы]?",
        "неизвест(но|ный|ная)",
    ),
    *("отсутствует", "без имени", "белгісіз", "жоқ", "мәлімет жоқ", "x{2,}"),
    r"[^\p{L}\p{N}]*[\p{L}\p{N}]?[^\p{L}\p{N}]*",
)
"""What stands in a name's place where there is none; last: fewer than two letters or digits."""

_TURNING = r"[\x{061c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""Marks that turn the direction of text, and so hide what it says."""


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the checks known to a connection."""
    teach(connection, "account_text", check_account)
    teach(connection, "wallet_text", _wallet)


def evidence(column: Column, value: str) -> str:
    """SQL of what may be evidence, from the SQL of the column's value."""
    if column.tells == "wallet" and column.many:
        # A list's own word is kept as it stands, in the spelling in which it can be compared.
        return f"list_transform({value}, lambda x: {wallet_key('x')})"
    if column.tells == "birth_dates" and column.many:
        return f"list_filter({value}, lambda x: NOT ({_unlikely('x')}))"
    if column.many:
        return value
    if column.tells == "name":
        shown = f"regexp_replace({value}, '{_TURNING}', '', 'g')"
        return f"CASE WHEN {_nobody(value)} THEN NULL WHEN {_turned(value)} THEN {shown} ELSE {value} END"
    if column.tells == "birth_dates":
        return f"CASE WHEN NOT ({_unlikely(f'({value})')}) THEN {value} END"
    if column.tells == "wallet":
        return f"CASE WHEN {value} IS NULL OR {_is(value, '0x[0-9a-f]{40}')} THEN {value} ELSE wallet_text({value}) END"
    if column.tells == "account":
        iban = f"WHEN {_is(value, 'KZ[0-9]{18}')} THEN CASE WHEN {_ninety_seven(value)} THEN {value} END"
        plain = f"WHEN {value} IS NULL OR {_is(value, '[0-9]{6,34}')} THEN {value}"
        return f"CASE {plain} {iban} ELSE account_text({value}) END"
    return value


def doubt(column: Column, value: str) -> str | None:
    """SQL of what should be signalled of the column, NULL where nothing is; None where it is not looked at."""
    text = f"t.{quoted(column.name)}"
    if column.tells == "birth_dates" and column.many:
        return f"CASE WHEN len({evidence(column, value)}) < len({value}) THEN 'holds {_UNLIKELY}' END"
    if column.many:
        return None
    if column.tells == "name":
        return (
            f"CASE WHEN {_nobody(text)} THEN 'is no name: kept as text, no party'"
            f" WHEN {_turned(text)} THEN 'holds marks that turn the direction of text: left out' END"
        )
    if column.tells == "birth_dates":
        return f"CASE WHEN {_unlikely(f'({value})')} THEN 'is {_UNLIKELY}' WHEN {_EITHER.format(value)} THEN {_TWO} END"
    if column.tells in ("wallet", "account"):
        failed = f"{text} IS NOT NULL AND {evidence(column, text)} IS NULL"
        return f"CASE WHEN {failed} THEN 'fails the check of its kind: kept as text, no evidence' END"
    if column.kind.__name__ == "PartialDate":
        return f"CASE WHEN {_EITHER.format(value)} THEN {_TWO} END"
    return None


_UNLIKELY = f"a birth before {EARLIEST_BIRTH} or after the file came: kept as text, no evidence"
_EITHER = "starts_with({}, '[')"
_TWO = "'is a date whose day and month may be either: kept as both'"


def _is(text: str, form: str) -> str:
    return f"regexp_full_match({text}, '{form}')"


def _nobody(text: str) -> str:
    return f"(length({text}) > {LONGEST_NAME} OR {_is(f'lower({text})', '|'.join(_NOBODY))})"


def _turned(text: str) -> str:
    return f"regexp_matches({text}, '{_TURNING}')"


def _unlikely(date: str) -> str:
    # An arrival is a refresh's id, which begins with its year. Years are compared as text.
    return f"ltrim({date}, '[') < '{EARLIEST_BIRTH}' OR left(ltrim({date}, '['), 4) > left(t._arrival, 4)"


def _ninety_seven(iban: str) -> str:
    """SQL of ISO 13616's check of a Kazakh IBAN of digits: K is 20, Z is 35."""
    return f"TRY_CAST(substr({iban}, 5) || '2035' || substr({iban}, 3, 2) AS HUGEINT) % 97 = 1"


def _wallet(text: str) -> str | None:
    wallet = check_wallet(text)
    return wallet.address if wallet else None
