"""Pieces of SQL over declared columns. Names come from code, never from data; data goes in as parameters or tables."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import duckdb
from duckdb.func import FunctionNullHandling
from duckdb.sqltypes import VARCHAR

from fundlink.identifiers.wallets import ANY_CASE


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal, quoted."""
    return "'" + text.replace("'", "''") + "'"


def account_key(value: str) -> str:
    """The id of an account: its number in capitals without blanks. Not for wallets: their case matters."""
    return f"upper(regexp_replace({value}, '\\s', '', 'g'))"


def account_kind(key: str) -> str:
    """What the form of an account's id tells: an IBAN is of a bank, 16 to 19 digits are a card."""
    return f"""CASE WHEN regexp_full_match({key}, '[A-Z]{{2}}[0-9]{{2}}[A-Z0-9]{{10,30}}') THEN 'bank'
        WHEN regexp_full_match({key}, '[0-9]{{16,19}}') THEN 'card' ELSE 'platform' END"""


def wallet_key(value: str) -> str:
    """The id of a wallet: SQL of `identifiers.wallet_key`, for a value of a source's table.

    There a valid address is in its one spelling already, and nothing has blanks around it.
    """
    return f"CASE WHEN regexp_full_match({value}, {literal(ANY_CASE)}) THEN lower({value}) ELSE {value} END"


def hash_id(prefix: str, *parts: str) -> str:
    """An id that does not change: `prefix` and 64 bits of SHA-256 over the parts, which may be NULL.

    Two of a million ids collide with probability 3e-8; a collision would show as a key that is not unique.
    """
    joined = ", ".join(f"coalesce({part}, '')" for part in parts)
    return f"{literal(prefix)} || left(sha256(concat_ws(chr(31), {joined})), 16)"


def mention_id(source: str, key: str, version: str, role: str) -> str:
    """The id of a mention, from SQL expressions for its source, key, version and role."""
    return hash_id("m-", source, key, version, role)


def teach(connection: duckdb.DuckDBPyConnection, name: str, reader: Callable[..., Any], kind: Any = VARCHAR) -> None:
    """Make a reader of one or two texts known to a connection under a name. What it cannot read is None, and NULL."""
    texts: list[Any] = [VARCHAR] * len(inspect.signature(reader).parameters)
    connection.create_function(name, reader, texts, kind, null_handling=FunctionNullHandling.SPECIAL)
