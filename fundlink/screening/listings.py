"""The entries of every list in a home, as screening reads them: names, birth, numbers, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from fundlink.config import Home
from fundlink.sources import ledger
from fundlink.sources.contract import Source
from fundlink.sources.facts import Screened
from fundlink.sources.sql import literal, mention_id, quoted
from fundlink.tables import connect, scan

_PROPERTIES = ("list", "reference_number", "regime", "listed_on", "delisted_on")
_FURTHER = ("weak_names", "birth_between", "sex", "wallets", "phones", "emails")


class Quality(StrEnum):
    """What the publisher says of a name."""

    NAME = "name"
    ALIAS = "alias"
    WEAK = "low-quality alias"


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry of one list, as the last snapshot that has it shows it.

    Attributes:
        list, reference_number, regime: whose list, and the publisher's reference.
        listed_on, delisted_on: ISO days; `delisted_on` is None while it is listed.
        kind: person or organization.
        names: each name with its quality.
        birth_dates, birth_between: ISO dates of any precision; spans of years (`1960/1965`).
        sex: male, female, or None.
        numbers: identity documents, IIN, BIN, accounts; wallets, phones, emails: as the list writes them.
        mention_id, source, source_key, file, row: the evidence.
    """

    list: str
    reference_number: str
    regime: str | None
    listed_on: str | None
    delisted_on: str | None
    kind: str
    names: tuple[tuple[str, Quality], ...]
    birth_dates: tuple[str, ...]
    birth_between: tuple[str, ...]
    sex: str | None
    numbers: tuple[str, ...]
    wallets: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    mention_id: str
    source: str
    source_key: str
    file: str
    row: int


def read_listings(home: Home, sources: Sequence[Source]) -> list[Listing]:
    """Every entry of every list that the home has read, current and former, in the order of source and key."""
    found: list[Listing] = []
    with connect() as connection:
        for source in sorted(sources, key=lambda source: source.name):
            tables = home.table(f"source/{source.name}"), home.table(f"mention/{source.name}")
            if all(table.exists() for table in tables):
                names = {sha: entry.name for sha, entry in ledger.entries(home, source.name).items()}
                for screened in _screened(source):
                    for row in _read(connection, home, source, screened):
                        found.append(_listing(row, source.name, names))
    return found


def _screened(source: Source) -> Iterator[Screened]:
    return (state for fact in source.facts for state in fact.states if isinstance(state, Screened))


def _read(
    connection: duckdb.DuckDBPyConnection, home: Home, source: Source, screened: Screened
) -> Iterator[dict[str, object]]:
    properties = ", ".join(f"{screened.properties.get(name, 'NULL')} AS {quoted(name)}" for name in _PROPERTIES)
    further = ", ".join(
        f"r.{quoted(screened.further[name])} AS {name}" if name in screened.further else f"[]::VARCHAR[] AS {name}"
        for name in _FURTHER
    )
    # The mention's own columns do not stand beside those of the same name: it is asked for by a struct.
    found = connection.execute(
        f"""SELECT {properties}, {further}, r._key, r._file, r._row, m AS mention
        FROM {scan(home.table(f"source/{source.name}"))} r JOIN {scan(home.table(f"mention/{source.name}"))} m
        ON m.mention_id = {mention_id("r._source", "r._key", "r._version", literal(screened.role))} ORDER BY r._key"""
    )
    columns = [str(column[0]) for column in found.description or []]
    for cells in found.fetchall():
        yield dict(zip(columns, cells, strict=True))


def _listing(row: dict[str, object], source: str, files: dict[str, str]) -> Listing:
    mention = row["mention"]
    assert isinstance(mention, dict)

    def text(name: str) -> str | None:
        value = row[name]
        return None if value is None else str(value)

    def texts(value: object) -> tuple[str, ...]:
        assert isinstance(value, list)
        return tuple(str(item) for item in value if item)

    def one(name: str) -> tuple[str, ...]:
        return (mention[name],) if mention[name] else ()

    names = {mention["name"]: Quality.NAME} if mention["name"] else {}
    for name in texts(mention["aliases"]):
        names.setdefault(name, Quality.ALIAS)
    for name in texts(row["weak_names"]):
        names.setdefault(name, Quality.WEAK)
    return Listing(
        list=str(row["list"]),
        reference_number=str(row["reference_number"]),
        regime=text("regime"),
        listed_on=text("listed_on"),
        delisted_on=text("delisted_on"),
        kind=str(mention["kind"]),
        names=tuple(names.items()),
        birth_dates=texts(mention["birth_dates"]),
        birth_between=texts(row["birth_between"]),
        sex=_sex(texts(row["sex"])),
        numbers=(*texts(mention["documents"]), *one("iin"), *one("bin"), *one("account")),
        wallets=(*texts(row["wallets"]), *one("wallet")),
        phones=(*texts(row["phones"]), *one("phone")),
        emails=(*texts(row["emails"]), *one("email")),
        mention_id=str(mention["mention_id"]),
        source=source,
        source_key=str(row["_key"]),
        file=files.get(str(row["_file"]), str(row["_file"])),
        row=int(str(row["_row"])),
    )


def _sex(stated: Iterable[str]) -> str | None:
    every = {text.casefold() for text in stated}
    return every.pop() if len(every) == 1 and every <= {"male", "female"} else None
