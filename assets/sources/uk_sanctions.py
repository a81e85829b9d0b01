"""The UK Sanctions List: persons, entities and ships under sanctions of the United Kingdom.

Published by the Foreign, Commonwealth and Development Office as one CSV file whenever an entry changes; since 28
January 2026 the only list of the United Kingdom. The day of the report stands in a line above the header. An entry
has as many rows as its names, birth dates, addresses and papers ask for: they are one entry here, by `Unique ID`. Days
and months that are not known are written `dd`, `mm` or `00`. Ships are kept with the list and are no party.
Nationality is kept with the record and used for nothing (guard rail 5).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources import LongText, PartialDate, Snapshot, distinct, listing, party, source
from fundlink.sources.listed import document_number, partial_date, span, un_references, unread_births, wallets_named
from fundlink.sources.text import check_columns, read_cells

REPAIR = "Download the UK Sanctions List again as CSV"
KEY = "Unique ID"
NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
LINES = tuple(f"Address Line {number}" for number in range(1, 7))
TEXTS = ("Other Information", "UK Statement of Reasons")
PAPERS = ("National Identifier number", "Passport number", "Business registration number (s)")
USED = {
    *(KEY, "OFSI Group ID", "UN Reference Number", *NAMES, "Name type", "Alias strength", "Title"),
    *("Name non-latin script", "Regime Name", "Designation Type", "Designation source", "Sanctions Imposed"),
    *(*TEXTS, *LINES, "Address Postal Code", "Address Country", "Phone number"),
    *("Website", "Email address", "Date Designated", "D.O.B", "Nationality(/ies)", *PAPERS, "Position", "Gender"),
    *("Town of birth", "Country of birth", "IMO number"),
}
IGNORED = {
    *("Last Updated", "Non-latin script type", "Non-latin script language", "Type of entity", "Subsidiaries"),
    *("National Identifier additional information", "Passport additional information", "Parent company"),
    *("Current owner/operator (s)", "Previous owner/operator (s)", "Current believed flag of ship", "Previous flags"),
    *("Type of ship", "Tonnage of ship", "Length of ship", "Year Built", "Hull identification number (HIN)"),
}
KINDS = {"individual": "person", "entity": "organization", "ship": "vessel"}
BANNER_LINES = 5
REPORT_DAY = re.compile(r"([0-9]{1,2})[-/ ]([A-Za-z]{3,9}|[0-9]{1,2})[-/ ]([0-9]{4})")
BORN = re.compile(r"(?:([0-9]{1,2}|dd)/)?(?:([0-9]{1,2}|mm)/)?([0-9]{4})", re.IGNORECASE)
SEVERAL = re.compile(r"\([0-9a-z]\)|[;|\n]")

Cells = dict[str, str]


def read(file: Path) -> Snapshot:
    """Read one snapshot of the list.

    Raises:
        BadFile: no CSV, cut off, or another table.
    """
    lines = read_cells(file, REPAIR)
    at = next((at for at, cells in enumerate(lines[:BANNER_LINES]) if KEY in cells), None)
    if at is None:
        found = ", ".join(lines[0])[:60] if lines else ""
        raise BadFile(file.name, "the header", f"«{found}» is not the UK Sanctions List: no column {KEY}", REPAIR)
    header = lines[at]
    check_columns(file, header, USED, REPAIR)
    entries: dict[str, list[Cells]] = defaultdict(list)
    for number, cells in enumerate(lines[at + 1 :], at + 2):
        if len(cells) != len(header):
            problem = f"{len(cells)} cells under a header of {len(header)}"
            raise BadFile(file.name, f"line {number}", problem, REPAIR)
        row = dict(zip(header, cells, strict=True))
        # A row of nobody is kept by its place: it is set aside with what it says.
        entries[row[KEY] or f"line {number}"].append(row)
    rows = [_row(told) for told in entries.values()]
    unknown = [f"the header: column «{name}» is not known, ignored" for name in header if name not in USED | IGNORED]
    return Snapshot(_report_day(lines[:at]), rows, [*unknown, *_signals(rows), *unread_births(rows, "unique_id")])


def _report_day(banner: list[list[str]]) -> date | None:
    match = REPORT_DAY.search(" ".join(cell for cells in banner for cell in cells))
    for form in ("%d %b %Y", "%d %B %Y", "%d %m %Y") if match else ():
        try:
            return datetime.strptime(" ".join(match.groups()) if match else "", form).date()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None


def _signals(rows: list[dict[str, Any]]) -> Iterator[str]:
    kinds = [row["kind"] for row in rows]
    for kind in sorted(set(kinds) - {"person", "organization"}):
        known = kind in KINDS.values()
        yield f"entries of the {'' if known else 'unknown '}kind {kind}: {kinds.count(kind):,}, kept, and no party"


def _row(told: list[Cells]) -> dict[str, Any]:
    kind = told[0]["Designation Type"].lower()
    names, aliases, weak = _names(told)
    births = [_birth(text) for row in told for text in _several(row["D.O.B"])]
    first = next((row for row in told if _address(row)), told[0])
    town = next((first[line] for line in reversed(LINES) if first[line]), None)
    return {
        "unique_id": told[0][KEY] or None,
        "ofsi_group_id": _joined(told, "OFSI Group ID"),
        "un_reference": _joined(told, "UN Reference Number"),
        "refers_to": distinct(number for row in told for number in un_references(row["UN Reference Number"])),
        "kind": KINDS.get(kind, kind or "none"),
        "name": next(iter([*names, *aliases, *weak]), None),
        "aliases": distinct([*names, *aliases])[1:],
        "weak_aliases": [name for name in weak if name not in names + aliases],
        "original_script_names": distinct(row["Name non-latin script"] for row in told),
        "titles": distinct(row["Title"] for row in told),
        "positions": distinct(row["Position"] for row in told),
        "sex": distinct(row["Gender"].lower() for row in told)[:1],
        "birth_dates": distinct(day for day, _, _ in births),
        "birth_between": distinct(years for _, years, _ in births),
        "births_unread": distinct(text for _, _, text in births),
        "birth_places": distinct(_place(row["Town of birth"], row["Country of birth"]) for row in told),
        "documents": distinct(document_number(text) for text in _all(told, *PAPERS)),
        "documents_as_listed": distinct(row[name] for row in told for name in PAPERS),
        "phones": _all(told, "Phone number"),
        "emails": distinct(
            part for text in _all(told, "Email address") for part in re.split("[, ]", text) if "@" in part
        ),
        "websites": _all(told, "Website"),
        "wallets": distinct(wallet for row in told for name in TEXTS for wallet in wallets_named(row[name])),
        "addresses": distinct(_address(row) for row in told),
        "city": town,
        "country": first["Address Country"] or None,
        "nationalities": _all(told, "Nationality(/ies)"),
        "imo_numbers": distinct(row["IMO number"] for row in told),
        "regime": _joined(told, "Regime Name"),
        "designation_source": _joined(told, "Designation source"),
        "sanctions": _all(told, "Sanctions Imposed"),
        "listed_on": next(iter(distinct(_day(row["Date Designated"]) for row in told)), None),
        "comments": "\n".join(distinct(row[name] for name in TEXTS for row in told)) or None,
    }


def _names(told: list[Cells]) -> tuple[list[str], list[str], list[str]]:
    """Primary names, other names, and names of low quality."""
    primary: list[str] = []
    others: list[str] = []
    weak: list[str] = []
    for row in told:
        low, first = row["Alias strength"].lower().startswith("low"), row["Name type"].lower() == "primary name"
        (primary if first else weak if low else others).append(" ".join(row[part] for part in NAMES if row[part]))
    return distinct(primary), distinct(others), distinct(weak)


def _birth(text: str) -> tuple[str | None, str | None, str | None]:
    """The date, or the span of years, or the text that neither could be made of."""
    about = re.sub(r"(?i)^(circa|approximately|c\.|between)\s*", "", text)
    dates = [match.groups() for match in BORN.finditer(about)]
    told = [partial_date(year, month, day) if month else partial_date(year, day) for day, month, year in dates]
    if len(told) == 1 and told[0] and BORN.fullmatch(about):
        return (None, span(told[0], told[0]), None) if about != text else (told[0], None, None)
    years = span(told[0], told[1]) if len(told) == 2 else None
    return None, years, None if years else text


def _day(text: str) -> str | None:
    day, _, rest = text.partition("/")
    month, _, year = rest.partition("/")
    return partial_date(year, month, day)


def _several(text: str) -> Iterator[str]:
    return (part for part in (part.strip(" .,") for part in SEVERAL.split(text)) if part)


def _all(told: Iterable[Cells], *columns: str) -> list[str]:
    return distinct(part for row in told for column in columns for part in _several(row[column]))


def _joined(told: Iterable[Cells], column: str) -> str | None:
    return ", ".join(distinct(row[column] for row in told)) or None


def _place(*parts: str) -> str | None:
    return ", ".join(part for part in parts if part) or None


def _address(row: Cells) -> str | None:
    return _place(*(row[line] for line in LINES), row["Address Postal Code"], row["Address Country"])


@source(
    title="UK Sanctions List",
    publisher="Foreign, Commonwealth and Development Office, United Kingdom",
    key="unique_id",
    cron="0 1 * * *",
    reader=read,
    mentions={
        "listed": party(
            kind="kind",
            name="name",
            aliases=("aliases", "original_script_names"),
            birth_dates="birth_dates",
            documents="documents",
            city="city",
            country="country",
        )
    },
    facts=[
        listing(
            "listed",
            list_name="UK Sanctions List",
            reference_number="unique_id",
            regime="regime",
            listed_on="listed_on",
            comments="comments",
            refers_to_in={"un_sc_sanctions": "refers_to"},
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
class UkSanctionsEntry:
    """One entry of the list: all its rows."""

    unique_id: str
    ofsi_group_id: str | None
    un_reference: str | None
    refers_to: tuple[str, ...]
    kind: str
    name: str
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    original_script_names: tuple[str, ...]
    titles: tuple[str, ...]
    positions: tuple[str, ...]
    sex: tuple[str, ...]
    birth_dates: tuple[str, ...]
    birth_between: tuple[str, ...]
    births_unread: tuple[str, ...]
    birth_places: tuple[str, ...]
    documents: tuple[str, ...]
    documents_as_listed: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    websites: tuple[str, ...]
    wallets: tuple[str, ...]
    addresses: tuple[str, ...]
    city: str | None
    country: str | None
    nationalities: tuple[str, ...]
    imo_numbers: tuple[str, ...]
    regime: str | None
    designation_source: str | None
    sanctions: tuple[str, ...]
    listed_on: PartialDate | None
    comments: LongText | None
