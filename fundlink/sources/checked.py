"""Columns that identify a party: what fails its check is kept in the record's text, is told, and is no evidence.

For each such column the SQL of the value that is evidence, and of the doubt that is signalled. A row is not set aside
for it. Expressions read `t.<column>` and `t._arrival`; the value of a date is what `values` reads.
"""

from __future__ import annotations

import duckdb

from fundlink.identifiers import (
    ONE_DIGIT,
    PLAIN_DOCUMENT,
    RUNS,
    SUBSCRIBER_DIGITS,
    check_account,
    check_document,
    check_wallet,
    placeholder_pattern,
)
from fundlink.sources.contract import Column
from fundlink.sources.sql import literal, teach, wallet_key

EARLIEST_BIRTH = "1900"
"""Nobody who was born earlier holds an account."""

LONGEST_NAME = 300
"""Characters of a name; what is longer is a text about somebody."""

_PLACEHOLDER, _NO_MAILBOX = placeholder_pattern(), placeholder_pattern("email")
_ONE_LETTER = r"[^\p{L}\p{N}]*[\p{L}\p{N}]?[^\p{L}\p{N}]*"
"""Fewer than two letters or digits are no name."""

_TURNING = r"[\x{061c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""Marks that turn the direction of text, and so hide what it says."""


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the checks known to a connection."""
    teach(connection, "account_text", check_account)
    teach(connection, "document_text", check_document)
    teach(connection, "wallet_text", _wallet)


def evidence(column: Column, value: str) -> str:
    """SQL of what may be evidence, from the SQL of the column's value."""
    if column.tells is None:
        return value
    if not column.many:
        return _kept(column.tells, value)
    if column.tells == "wallet":
        # A list's own word is kept as it stands, in the spelling in which it can be compared.
        return f"list_transform({value}, lambda x: coalesce({_kept(column.tells, 'x')}, {wallet_key('x')}))"
    return f"list_filter({value}, lambda x: {_kept(column.tells, 'x')} IS NOT NULL)"


def doubt(column: Column, value: str) -> str | None:
    """SQL of what should be signalled of the column, NULL where nothing is; None where it is not looked at."""
    either = f"WHEN {_EITHER.format(value)} THEN {_TWO}"
    if column.tells is None:
        return f"CASE {either} END" if column.kind.__name__ == "PartialDate" else None
    kept, remark = evidence(column, value), _REMARKS.get(column.tells, _NOTHING)
    if column.many:
        return f"CASE WHEN len({kept}) < len({value}) THEN 'holds what {remark}' END"
    further = {"name": f"WHEN {_turned(value)} THEN {_TURNED}", "birth_dates": either}.get(column.tells, "")
    return f"CASE WHEN {value} <> '' AND {kept} IS NULL THEN '{remark}' {further} END"


_FAILS = "fails the check of its kind: kept as text, no evidence"
_NOTHING = "stands for nothing: kept as text, no evidence"
_REMARKS = {
    "name": "is no name: kept as text, no party",
    "birth_dates": f"is a birth before {EARLIEST_BIRTH} or after the file came: kept as text, no evidence",
    **dict.fromkeys(("documents", "account", "wallet"), _FAILS),
}
"""What is said of a value that fails, by what its column tells; of any other column, that it stands for nothing."""
_TURNED = "'holds marks that turn the direction of text: left out'"
_EITHER = "starts_with({}, '[')"
_TWO = "'is a date whose day and month may be either: kept as both'"


def _kept(tells: str, text: str) -> str:
    """SQL of a text where it may be evidence of what its column tells; NULL where it fails."""
    if tells == "name":
        shown = f"regexp_replace({text}, '{_TURNING}', '', 'g')"
        return f"CASE WHEN {_nobody(text)} THEN NULL WHEN {_turned(text)} THEN {shown} ELSE {text} END"
    if tells == "wallet":
        return f"CASE WHEN {text} IS NULL OR {_is(text, '0x[0-9a-f]{40}')} THEN {text} ELSE wallet_text({text}) END"
    if tells == "account":
        iban = f"WHEN {_is(text, 'KZ[0-9]{18}')} THEN CASE WHEN {_ninety_seven(text)} THEN {text} END"
        plain = f"WHEN {text} IS NULL OR {_is(text, '[0-9]{6,34}')} AND NOT {_is(text, '0+')} THEN {text}"
        return f"CASE {plain} {iban} ELSE account_text({text}) END"
    if tells == "documents":
        # In the table as it is written; the mention has the spelling in which it is compared.
        plain = f"{_is(text, PLAIN_DOCUMENT)} AND NOT {_is(text, f'[A-Z]*(?:{ONE_DIGIT})')} AND NOT {_run(text)}"
        # A branch of its own: DuckDB takes the parts of an OR in any order, and this one is the dear one.
        other = f"WHEN document_text({text}) IS NOT NULL THEN {text}"
        return f"CASE WHEN {text} IS NULL OR ({plain}) THEN {text} {other} END"
    failed = {
        "birth_dates": _unlikely(f"({text})"),
        "email": _is(f"split_part({text}, '@', 1)", _NO_MAILBOX),
        "phone": f"({_is(text, _PLACEHOLDER)} OR {_idle(text)})",
    }.get(tells, _is(text, _PLACEHOLDER))
    return f"CASE WHEN NOT ({failed}) THEN {text} END"


def _is(text: str, form: str) -> str:
    return f"regexp_full_match({text}, {literal(form)})"


def _nobody(text: str) -> str:
    return f"(length({text}) > {LONGEST_NAME} OR {_is(text, _PLACEHOLDER)} OR {_is(text, _ONE_LETTER)})"


def _turned(text: str) -> str:
    return f"regexp_matches({text}, '{_TURNING}')"


def _run(digits: str) -> str:
    return f"contains('{RUNS}', {digits})"


def _idle(phone: str) -> str:
    """SQL of whether a telephone number is nobody's, as `normalise_phone` has it."""
    subscriber = f"right(regexp_replace({phone}, '[^0-9]', '', 'g'), {SUBSCRIBER_DIGITS})"
    return f"({_is(subscriber, ONE_DIGIT)} OR {_run(subscriber)})"


def _unlikely(date: str) -> str:
    # An arrival is a refresh's id, which begins with its year. Years are compared as text.
    return f"ltrim({date}, '[') < '{EARLIEST_BIRTH}' OR left(ltrim({date}, '['), 4) > left(t._arrival, 4)"


def _ninety_seven(iban: str) -> str:
    """SQL of ISO 13616's check of a Kazakh IBAN of digits: K is 20, Z is 35."""
    return f"TRY_CAST(substr({iban}, 5) || '2035' || substr({iban}, 3, 2) AS HUGEINT) % 97 = 1"


def _wallet(text: str) -> str | None:
    wallet = check_wallet(text)
    return wallet.address if wallet else None
