"""How a fact is told in a row's columns: a column by its name, a constant, or a word by which column has a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fundlink.sources.facts.states import At
from fundlink.sources.sql import literal, quoted


@dataclass(frozen=True)
class Told:
    """SQL of a value that no single column tells, and the columns it reads."""

    sql: str
    columns: tuple[str, ...] = ()


def always(text: str) -> Told:
    """The same in every row."""
    return Told(literal(text))


def first_told(**words: str) -> Told:
    """The word of the first column that has a value: `first_told(wallet="virtual_asset", account="bank")`."""
    cases = " ".join(f"WHEN {column(name)} IS NOT NULL THEN {literal(word)}" for name, word in words.items())
    return Told(f"CASE {cases} END", tuple(words))


def is_one_of(column_name: str, *words: str) -> Told:
    """Whether the column, in lower case, holds one of the words: a condition for facts of a part of the rows."""
    spelt = ", ".join(literal(word) for word in words)
    return Told(f"lower({column(column_name)}) IN ({spelt})", (column_name,))


def holds_word(column_name: str, word: str) -> Told:
    """Whether the list column holds the word: a condition."""
    return Told(f"list_contains({column(column_name)}, {literal(word)})", (column_name,))


def same_text(a: str, b: str) -> Told:
    """Whether two columns have the same letters and digits, in any case and with any marks between: a condition."""
    one, other = (f"regexp_replace(lower({column(c)}), '[^\\p{{L}}\\p{{N}}]+', '', 'g')" for c in (a, b))
    return Told(f"nullif({one}, '') = {other}", (a, b))


Value = str | Told
"""What a fact is told by: the name of a column, or `Told`."""


def column(name: str) -> str:
    """SQL of a column of the row."""
    return f"r.{quoted(name)}"


def sql(value: Value) -> str:
    """SQL of a value."""
    return column(value) if isinstance(value, str) else value.sql


def all_sql(values: Mapping[str, Value]) -> dict[str, str]:
    """SQL of each value."""
    return {name: sql(value) for name, value in values.items()}


def columns_of(values: Mapping[str, Value | None]) -> dict[str, str]:
    """The columns that the values read, each under a name of its own."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, Told):
            found |= {f"{name}:{column}": column for column in value.columns}
    return found


RECORD = At("Record", "r._record_id")

DELISTED_ON = Told("r._delisted_on")
"""In a source that is published whole: the day of the first snapshot without the row; unknown while it is there."""
