"""Pieces of SQL over declared columns. Names come from code, never from data; data goes in as parameters or tables."""

from __future__ import annotations


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal, quoted."""
    return "'" + text.replace("'", "''") + "'"


def account_key(value: str) -> str:
    """The id of an account: its number in capitals without blanks. Not for wallets: their case matters."""
    return f"upper(regexp_replace({value}, '\\s', '', 'g'))"


def hash_id(prefix: str, *parts: str) -> str:
    """An id that does not change: `prefix` and 64 bits of SHA-256 over the parts, which may be NULL.

    Two of a million ids collide with probability 3e-8; a collision would show as a key that is not unique.
    """
    joined = ", ".join(f"coalesce({part}, '')" for part in parts)
    return f"{literal(prefix)} || left(sha256(concat_ws(chr(31), {joined})), 16)"


def mention_id(source: str, key: str, version: str, role: str) -> str:
    """The id of a mention, from SQL expressions for its source, key, version and role."""
    return hash_id("m-", source, key, version, role)
