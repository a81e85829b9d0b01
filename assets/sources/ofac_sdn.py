"""The list of Specially Designated Nationals (SDN): persons, entities, vessels and aircraft under US sanctions.

Published by the Office of Foreign Assets Control whenever an entry changes, as four files without a header that
are one table: `sdn.csv`, `alt.csv` (other names), `add.csv` (addresses), `sdn_comments.csv` (where a remark did not
fit). They state neither the day of the list nor when an entry was listed: a snapshot is of the day it was first
read. What is known beside names and addresses stands in the remarks: birth, papers, wallets, weak names, ties.
Vessels and aircraft are kept with the list and are no party. Nationality is kept with the record and used for
nothing (guard rail 5).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources import LongText, Snapshot, distinct, listing, party, source
from fundlink.sources.dates import read_date
from fundlink.sources.listed import document_number, span
from fundlink.sources.text import read_cells

FILES = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
REPAIR = "Download the four files of one day again"
NOTHING, END = "-0-", "\x1a"
CELLS = {"sdn.csv": 12, "alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
"""Cells a row: `sdn.csv` has number, name, kind, programs, title, then six of a vessel that are ignored (call sign,
type, tonnage, gross tonnage, flag, owner), and remarks; `alt.csv` number, its own number, aka / fka / nka, name, and
remarks that are ignored; `add.csv` number, its own number, street, city, country, and remarks that are ignored."""
KINDS = {NOTHING: "organization", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
PAPERS = (
    *("Passport Booklet", "Passport", "Diplomatic Passport", "Travel Document Number", "Driver's License No."),
    *("National ID No.", "Identification Number", "Personal ID Card", "National Foreign ID Number", "Residency Number"),
    *("Tazkira National ID Card", "Turkish Identification Number", "Kenyan ID No.", "Citizen's Card Number"),
    *("Birth Certificate Number", "Stateless Person ID Card", "Refugee ID Card", "SSN", "Italian Fiscal Code"),
    *("Cedula No.", "C.U.R.P.", "R.F.C.", "RFC", "D.N.I.", "Numero de Identidad", "Electoral Registry No."),
    *("Credencial electoral", "Cartilla de Servicio Militar Nacional", "I.F.E.", "LE Number", "C.U.I.P.", "C.U.I.T."),
    *("C.U.I.", "RTN", "NIT", "RUC", "RIF", "Tax ID No.", "US FEIN", "V.A.T. Number", "C.I.F.", "Legal Entity Number"),
    *("Registration ID", "Registration Number", "Company Number", "UK Company Number", "Commercial Registry Number"),
    *("Business Registration Number", "Business Registration Document", "Business Number", "Enterprise Number"),
    *("Trade License No.", "Matricula Mercantil No", "Folio Mercantil No.", "C.R. No.", "D-U-N-S Number"),
    *("Chamber of Commerce Number", "Public Registration Number", "Certificate of Incorporation Number"),
    *("Registered Charity No.",),
)
PAPER = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(PAPERS, key=len, reverse=True)))})[ #:]+(.+?)(?: \(| issued| expires|$)"
)
WALLET = re.compile(r"Digital Currency Address - [A-Z]+ ((?:[a-z]+:)?[A-Za-z0-9]+)")
EMAIL = re.compile(r"Email(?: Address)?:? *(\S+@\S+)")
PHONE = re.compile(r"(?:Phone|Telephone)(?: No\.| Number)?:? +([+\d(][\d() /-]+)", re.IGNORECASE)
BORN = re.compile(r"DOB:? (circa )?(.+)")
WEAK_NAME = re.compile(r"[anf]\.k\.a\. '(.+)'")


def read(*files: Path) -> Snapshot:
    """Read the four files of one day, in the order of `FILES`.

    Raises:
        BadFile: one of them is cut off, of another form, or of another day than `sdn.csv`.
    """
    entries, *further = (_rows(file, name) for file, name in zip(files, FILES, strict=True))
    known = {cells[0] for cells in entries}
    beside: list[dict[str, list[list[str]]]] = []
    for file, lines in zip(files[1:], further, strict=True):
        grouped = defaultdict(list)
        for line, cells in enumerate(lines, 1):
            if cells[0] not in known:
                problem = f"entry {cells[0][:20]} is not in {files[0].name}: the files are not of one day, or not whole"
                raise BadFile(file.name, f"line {line}", problem, REPAIR)
            grouped[cells[0]].append(cells)
        beside.append(grouped)
    names, addresses, rests = beside
    rows = [_row(cells, names[cells[0]], addresses[cells[0]], rests[cells[0]]) for cells in entries]
    numbers: dict[str, set[str]] = defaultdict(set)
    for cells in entries:
        numbers[cells[1]].add(cells[0])
    for row in rows:
        # A name that two entries bear tells neither.
        ties = set[str]().union(*(numbers[name] for name in row.pop("linked_to") if len(numbers[name]) == 1))
        row["refers_to"] = sorted(ties - {row["entry_id"]})
    return Snapshot(None, rows, list(_signals(rows)))


def _rows(file: Path, name: str) -> list[list[str]]:
    """The rows of one file without the mark of its end, cells trimmed; BadFile where it is not whole."""
    rows = read_cells(file, REPAIR)
    ended = rows[-1:] == [[END]] or [cells[0] for cells in rows[-1:]] == [END]
    if not ended and name != FILES[-1]:
        raise BadFile(file.name, "its end", "the last row 0x1A is missing: the file is cut off", REPAIR)
    rows = rows[:-1] if ended else rows
    for line, cells in enumerate(rows, 1):
        if len(cells) != CELLS[name] or not cells[0].isdigit():
            problem = f"no row of {name}, which has {CELLS[name]} cells, the first a number"
            raise BadFile(file.name, f"line {line}", problem, REPAIR)
    return rows


def _signals(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    kinds = [row["kind"] for row in rows]
    for kind in sorted(set(kinds) - {"person", "organization"}):
        known = kind in KINDS.values()
        yield f"entries of the {'' if known else 'unknown '}kind {kind}: {kinds.count(kind):,}, kept, and no party"


def _row(cells: list[str], names: list[list[str]], addresses: list[list[str]], rest: list[list[str]]) -> dict[str, Any]:
    number, name, kind, programs, title, *_, remarks = (None if cell == NOTHING else cell for cell in cells)
    assert number is not None
    kind = KINDS.get(kind or NOTHING, kind)
    whole = (remarks or "") + "".join(cells[1] for cells in rest)
    said = [part.strip().removeprefix("alt. ") for part in whole.removesuffix(".").split(";")]
    places = [[cell for cell in cells[2:5] if cell != NOTHING] for cells in addresses]
    first = next((cells for cells in addresses if cells[3] != NOTHING or cells[4] != NOTHING), [NOTHING] * 6)
    born = [_born(match) for part in said if (match := BORN.fullmatch(part))]
    return {
        "entry_id": number,
        "kind": kind,
        "name": _in_order(name, kind),
        "name_as_listed": name,
        "aliases": [_in_order(cells[3], kind) for cells in names],
        "alias_kinds": [cells[2] for cells in names],
        "weak_aliases": [_in_order(match, kind) for match in _found(WEAK_NAME, said)],
        "birth_dates": distinct(read_date(days[0]).text for days in born if len(days) == 1),
        "birth_between": distinct(_between(days) for days in born if len(days) == 2),
        "birth_places": _after("POB ", said),
        "sex": _after("Gender ", said)[:1],
        "documents": distinct(document_number(match) for match in _found(PAPER, said)),
        "wallets": distinct(_found(WALLET, said)),
        "phones": distinct(_found(PHONE, said)),
        "emails": distinct(match.rstrip(".").lower() for match in _found(EMAIL, said)),
        "addresses": [", ".join(place) for place in places],
        "city": None if first[3] == NOTHING else first[3],
        "country": None if first[4] == NOTHING else first[4],
        "nationalities": distinct([*_after("nationality ", said), *_after("citizen ", said)]),
        "programs": (programs or "").split("] ["),
        "regime": ", ".join((programs or "").split("] [")) or None,
        "title": title,
        "remarks": whole or None,
        "linked_to": _after("Linked To: ", said),
    }


def _in_order(name: str | None, kind: str | None) -> str | None:
    """`SURNAME, Given, Jr.` as it is spoken; names of other kinds are left as they are."""
    if kind != "person" or not name or ", " not in name:
        return name
    surname, given, *suffix = name.split(", ")
    return " ".join([given, surname, *suffix])


def _found(pattern: re.Pattern[str], said: list[str]) -> list[str]:
    return [match[1].strip() for part in said if (match := pattern.match(part))]


def _after(label: str, said: list[str]) -> list[str]:
    return [part.removeprefix(label).rstrip(".") for part in said if part.startswith(label)]


def _born(match: re.Match[str]) -> list[str]:
    """The date, or the first and the last of a span: a date that is only about right spans its own year."""
    days = match[2].rstrip(".").split(" to ")
    return days * 2 if match[1] and len(days) == 1 else days


def _between(days: list[str]) -> str | None:
    return span(*(read_date(day).text for day in days))


@source(
    title="OFAC list of Specially Designated Nationals",
    publisher="Office of Foreign Assets Control, United States Department of the Treasury",
    key="entry_id",
    cron="0 1 * * *",
    reader=read,
    together=FILES,
    mentions={
        "listed": party(
            kind="kind",
            name="name",
            aliases="aliases",
            birth_dates="birth_dates",
            documents="documents",
            city="city",
            country="country",
        )
    },
    facts=[
        listing(
            "listed",
            list_name="OFAC SDN list",
            reference_number="entry_id",
            regime="regime",
            comments="remarks",
            refers_to="refers_to",
            screened={
                "weak_names": "weak_aliases",
                "birth_between": "birth_between",
                "sex": "sex",
                "wallets": "wallets",
                "phones": "phones",
                "emails": "emails",
            },
        )
    ],
)
@dataclass(frozen=True, slots=True)
class OfacSdnEntry:
    """One entry of the list; `aliases` and `addresses` have an item for each row of their file ("" for a blank one)."""

    entry_id: str
    kind: str
    name: str
    name_as_listed: str
    aliases: tuple[str, ...]
    alias_kinds: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    birth_dates: tuple[str, ...]
    birth_between: tuple[str, ...]
    birth_places: tuple[str, ...]
    sex: tuple[str, ...]
    documents: tuple[str, ...]
    wallets: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    city: str | None
    country: str | None
    nationalities: tuple[str, ...]
    programs: tuple[str, ...]
    regime: str | None
    title: str | None
    remarks: LongText | None
    refers_to: tuple[str, ...]
