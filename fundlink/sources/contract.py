"""The declaration of a source: its record, its key, the parties a row mentions and the facts it states."""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NewType

from fundlink.sources.facts import Fact
from fundlink.sources.parties import ATTRIBUTES, Party, Ref
from fundlink.sources.sql import literal

PartialDate = NewType("PartialDate", str)
"""A date with the precision the source has: `1980`, `1980-05` or `1980-05-17`. It is never filled up."""


LongText = NewType("LongText", str)
"""Free text (a description, a message): it may be long, and nothing is looked up by it."""


@dataclass(frozen=True)
class Money:
    """Marks an amount, `amount: Annotated[int, Money("currency")]`: decimal text in the file, integer minor units
    (ISO 4217; 1e-8 for virtual assets) in the table. `currency` names the column beside it.
    """

    currency: str


@dataclass(frozen=True)
class Only:
    """Marks a column that takes less than its kind does: where `test`, SQL over `{value}`, fails, the row is set aside.

    `words` are the only ones it takes, in any case; the table has them in lower case.
    """

    test: str
    remark: str
    words: tuple[str, ...] = ()


def one_of(*words: str) -> Only:
    """A column that takes a few words only: `direction: Annotated[str, one_of("in", "out")]`."""
    spelt = ", ".join(literal(word) for word in words)
    return Only(f"lower({{value}}) IN ({spelt})", f"is none of {', '.join(words)}", words)


FULL_DAY = Only("length({value}) = 10", "is no full day (1980-05-17)")
ABOVE_ZERO = Only("{value} > 0", "is not above zero")


@dataclass(frozen=True)
class Column:
    """One column: its kind decides how text becomes a value.

    `tells` is the attribute of a party that it tells, or `account` or `wallet` of a fact: that is checked.
    """

    name: str
    kind: type
    required: bool
    money: Money | None = None
    many: bool = False
    tells: str | None = None
    only: Only | None = None


@dataclass(frozen=True)
class Unread:
    """A row that a reader could not make out: its number, what is wrong with it, and its text."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """What a reader gives: the day the publisher states for the content, and one mapping an entry, in file order.

    Where the publisher states no day, `on` is None, and the day it was first read stands for it.
    Values are text as in the file (or lists of text for a `tuple[str, ...]` column); `_row` may say where the entry
    stands, as a spreadsheet counts, and is its number otherwise. `signals` names what the file has and the reader
    does not know, `unread` the rows it sets aside. `part` names the part of the list that the file holds, where a
    list is published in parts that change on their own: only a later file of the same part can end an entry of it.
    The keys of two parts differ.
    """

    on: date | None
    rows: Sequence[Mapping[str, Any]]
    signals: Sequence[str] = ()
    unread: Sequence[Unread] = ()
    part: str = ""


Reader = Callable[..., Snapshot]
"""From the path of a file, or from those of all the files of `Source.together` in their order."""


EVERY = ("*",)
"""`Source.together` of what is published as several files, not all of which have to be there."""


@dataclass(frozen=True)
class Source:
    """A declared source. `name` is that of its file, its inbox folder and its assets."""

    name: str
    doc: str
    title: str
    publisher: str
    key: str | None
    within: str | None
    version: str | None
    cron: str
    columns: tuple[Column, ...]
    mentions: Mapping[str, Party | Ref]
    facts: Sequence[Fact]
    ignored: frozenset[str]
    reader: Reader | None
    whole: bool
    together: tuple[str, ...]
    code: str
    """Hash of the declaring file: rows are read anew when the declaration changes."""

    @property
    def is_list(self) -> bool:
        """Whether it is published whole: what a later snapshot lacks has left the list."""
        return self.reader is not None and self.whole

    @property
    def states_transfers(self) -> bool:
        """Whether its rows are movements of money."""
        return any(fact.is_transfer for fact in self.facts)

    @property
    def parties(self) -> dict[str, Party]:
        """The roles whose parties this source itself describes."""
        return {role: party for role, party in self.mentions.items() if isinstance(party, Party)}

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where the record has none."""
        return {column.name: column for column in self.columns}[name]


def source(
    *,
    title: str,
    publisher: str,
    key: str | None,
    cron: str,
    mentions: Mapping[str, Party | Ref],
    facts: Sequence[Fact],
    within: str | None = None,
    version: str | None = None,
    ignored: Sequence[str] = (),
    reader: Reader | None = None,
    whole: bool = True,
    together: Sequence[str] = (),
) -> Callable[[type], Source]:
    """Turn a frozen record dataclass into a `Source`.

    Args:
        title: what it is, in a few words.
        publisher: who publishes it.
        key: column that identifies a row. None where no column does: then a row is its content, two equal rows of one
            file are two, and equal rows of overlapping files are one.
        cron: how often it is worth looking for a new file.
        mentions: role -> the party a row mentions in it.
        facts: what a row says about those parties.
        within: column that tells apart several rows of one key (the holders of an account).
        version: column that tells apart several states of one key (snapshots of a page).
        ignored: columns that may stand in the file and are left out on purpose.
        reader: for what is no flat file: from a file to its rows.
        whole: the reader's file is the whole list (of the publisher's day), not some of the records.
        together: names of the files that only together are one snapshot, in the order the reader takes them; `EVERY`
            where those are whatever files lie in the folder, by name.

    Raises:
        TypeError: when a column, party or fact names a column the record lacks.
    """

    def declare(record: type) -> Source:
        module = inspect.getmodule(record)
        file = Path(inspect.getfile(record))
        tells = _tells(mentions, facts)
        columns = tuple(dataclasses.replace(c, tells=tells.get(c.name)) for c in _columns(record))
        declared = Source(
            name=file.stem,
            doc=inspect.getdoc(module) or "",
            title=title,
            publisher=publisher,
            key=key,
            within=within,
            version=version,
            cron=cron,
            columns=columns,
            mentions=mentions,
            facts=facts,
            ignored=frozenset(ignored),
            reader=reader,
            whole=whole,
            together=tuple(together),
            code=hashlib.sha256(file.read_bytes()).hexdigest(),
        )
        _check(declared)
        return declared

    return declare


def _columns(record: type) -> Iterator[Column]:
    hints = typing.get_type_hints(record, include_extras=True)
    for field in dataclasses.fields(record):
        hint = hints[field.name]
        required = True
        marks: list[Any] = []
        if typing.get_origin(hint) is Annotated:
            hint, *marks = typing.get_args(hint)
        if typing.get_origin(hint) in (typing.Union, types.UnionType):
            (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
            required = False
        if typing.get_origin(hint) is tuple:
            yield Column(field.name, str, required=False, many=True)
            continue
        if hint not in (str, int, Decimal, PartialDate, LongText, datetime):
            raise TypeError(f"{record.__name__}.{field.name}: {hint!r} is no type of a column")
        money = next((mark for mark in marks if isinstance(mark, Money)), None)
        only = next((mark for mark in marks if isinstance(mark, Only)), None)
        yield Column(field.name, hint, required, money, only=only)


def _tells(mentions: Mapping[str, Party | Ref], facts: Sequence[Fact]) -> dict[str, str]:
    """What each column tells that is checked: any attribute of a party, and an account or a wallet of a fact."""
    parties = [party for party in mentions.values() if isinstance(party, Party)]
    read = [(name, c) for party in parties for name in ATTRIBUTES for c in party.columns.get(name, ())]
    stated = [(name.rpartition("_")[2].removesuffix("s"), column) for f in facts for name, column in f.columns.items()]
    read += [(name, column) for name, column in stated if name in ("name", "account", "wallet")]
    return {column: name for name, column in reversed(read)}


def _check(declared: Source) -> None:
    known = {column.name for column in declared.columns}
    named = {name for name in (declared.key, declared.within, declared.version) if name}
    named |= {column.money.currency for column in declared.columns if column.money}
    for party in declared.mentions.values():
        named |= party.named
    for fact in declared.facts:
        named |= set(fact.columns.values())
        unknown_roles = set(fact.roles) - declared.mentions.keys()
        if unknown_roles:
            raise TypeError(f"{declared.name}: a fact names roles that are not mentioned: {sorted(unknown_roles)}")
    if named - known:
        raise TypeError(f"{declared.name}: the record has no column {sorted(named - known)}")
