"""Which transfers somebody names, `source:key`, and what is decided of them."""

from __future__ import annotations

import getpass

from fundlink.config import Home
from fundlink.decisions import Verb, Word
from fundlink.decisions.naming import Named
from fundlink.errors import FundlinkError
from fundlink.sources.declared import declared_sources
from fundlink.tables import connect, scan


def are_transfers(home: Home, a: str, b: str) -> bool:
    """Whether both name the transfer of a record.

    Raises:
        FundlinkError: one does, and the other does not.
    """
    found = [is_transfer(home, name) for name in (a, b)]
    if any(found) and not all(found):
        one, other = (a, b) if found[0] else (b, a)
        raise FundlinkError(f"{other}: {one} is a transfer, and this is none. Name two transfers, as source:key.")
    return all(found)


def is_transfer(home: Home, name: str) -> bool:
    """Whether a record of a source of transfers has this name."""
    source, _, key = name.partition(":")
    table = home.table(f"source/{source}")
    if not table.exists():
        return False
    with connect() as connection:
        there = connection.execute(f"SELECT 1 FROM {scan(table)} WHERE _key = ? LIMIT 1", [key]).fetchall()
    # Last, since all declarations are loaded for it: most who ask do not ask about transfers.
    return bool(there) and any(declared.states_transfers for declared in declared_sources() if declared.name == source)


def same(a: str, b: str, reason: str, by: str | None = None) -> Named:
    """That two records tell of one transfer."""
    return Named(_word(Verb.SAME, a, b, reason, by), f"{a} and {b} are one transfer, whatever differs between them")


def not_same(a: str, b: str, reason: str, by: str | None = None) -> Named:
    """That two records tell of two transfers."""
    return Named(_word(Verb.NOT_SAME, a, b, reason, by), f"{a} and {b} are two transfers, whatever a rule says")


def _word(verb: Verb, a: str, b: str, reason: str, by: str | None) -> Word:
    return Word(verb, (a,), (b,), reason, by or getpass.getuser())
