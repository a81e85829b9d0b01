"""Kazakhstan's list of organizations and persons tied to the financing of terrorism and extremism.

Published by the Financial Monitoring Agency as XML in two files, which change on their own: category 1 (persons in
`<person>`, organizations in `<org>`) and category 2 (participants in terrorist activity, by court decision), where
persons stand in `<org>` too. Each file is a part of the list: what a later file of one category lacks has left
that category. The file names neither its category nor its day: without any `<person>`, and with more persons than
organizations in its `<org>`, it is category 2; the day is the one when it was first read. In `<org>` a valid IIN or a
patronymic tells a person; in category 2, so does every name without a word for an organization.
Entries have no number that stays: the IIN is the key, or else name and birth date. The root's name is not documented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fundlink.errors import BadFile
from fundlink.identifiers import parse_iin
from fundlink.names import looks_like_organization, parse_name
from fundlink.sources import LongText, PartialDate, Snapshot, distinct, listing, party, source
from fundlink.sources.dates import read_date
from fundlink.sources.listed import unread_births
from fundlink.sources.xml import parse_xml, text_of, unknown

REPAIR = "Download the list again as XML"
OF_ALL = {"note", "correction", "added_to_list", "num"}
"""`num` is the place in the file, and changes: ignored."""
KNOWN = {
    "person": {*OF_ALL, "fname", "mname", "lname", "birthdate", "iin"},
    "org": {*OF_ALL, "org_name", "org_name_en", "org_iin"},
}
CATEGORIES = {"1": "Financing of terrorism and extremism", "2": "Participants in terrorist activity"}
ADDED = re.compile(r"включен\w* от ([0-9.]+)", re.IGNORECASE)


def read(file: Path) -> Snapshot:
    """Read one file: one category as it stood on a day.

    Raises:
        BadFile: no XML, cut off, or a file without any entry of this list.
    """
    root = parse_xml(file, None, REPAIR)
    entries = [element for element in root.iter() if element.tag in KNOWN]
    if not entries:
        raise BadFile(file.name, "the root", f"<{root.tag[:80]}> holds no <person> and no <org>", REPAIR)
    persons = [_is_person(entry) for entry in entries]
    second = all(entry.tag == "org" for entry in entries) and 2 * sum(persons) > len(entries)
    category = "2" if second else "1"
    rows = [_row(entry, category, person) for entry, person in zip(entries, persons, strict=True)]
    _number(rows)
    return Snapshot(None, rows, [*unknown(entries, KNOWN), *unread_births(rows, "entry_id")], part=category)


def _is_person(entry: Element) -> bool:
    """Whether the tag says so, or a valid IIN, or a patronymic."""
    if entry.tag == "person" or parse_iin(text_of(entry, "org_iin")):
        return True
    name = text_of(entry, "org_name") or ""
    return parse_name(name).patronymic and not looks_like_organization(name)


def _row(entry: Element, category: str, person: bool) -> dict[str, Any]:
    names = list(_names(entry))
    told = text_of(entry, "birthdate")
    born = _day(told)
    number = text_of(entry, "iin") or text_of(entry, "org_iin")
    correction = text_of(entry, "correction")
    added = text_of(entry, "added_to_list") or next(iter(ADDED.findall(correction or "")), None)
    person = person or (category == "2" and not any(map(looks_like_organization, names)))
    name = names[0] if names else None
    return {
        "entry_id": ":".join(part for part in (category, *([number] if _valid(number) else [name, told])) if part),
        "category": category,
        "regime": CATEGORIES[category],
        "kind": "person" if person else "organization",
        "name": name,
        "aliases": names[1:],
        "father_name": text_of(entry, "mname"),
        "birth_date": born,
        "births_unread": distinct([None if born else told]),
        "number": number,
        "listed_on": _day(added),
        "correction": correction,
        "note": text_of(entry, "note"),
    }


def _names(entry: Element) -> Iterator[str]:
    whole = " ".join(part for part in (text_of(entry, tag) for tag in ("lname", "fname", "mname")) if part)
    several = [whole, text_of(entry, "org_name"), text_of(entry, "org_name_en")]
    yield from distinct(name.strip() for names in several for name in (names or "").split(";"))


def _valid(number: str | None) -> bool:
    return parse_iin(number) is not None


def _day(text: str | None) -> str | None:
    return read_date(text).text if text else None


def _number(rows: list[dict[str, Any]]) -> None:
    """Tell entries apart that would share a key but say different things; exact repeats keep one key."""
    seen: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        same = seen.setdefault(row["entry_id"], [])
        if row not in same:
            same.append(dict(row))
        if same.index(row):
            row["entry_id"] += f"/{same.index(row) + 1}"


@source(
    title="Kazakhstan: list of persons and organizations tied to the financing of terrorism and extremism",
    publisher="Financial Monitoring Agency of the Republic of Kazakhstan",
    key="entry_id",
    cron="0 1 * * *",
    reader=read,
    mentions={
        "listed": party(
            kind="kind",
            name="name",
            aliases="aliases",
            father_name="father_name",
            birth_dates="birth_date",
            iin="number",
            bin="number",
        )
    },
    facts=[
        listing(
            "listed",
            list_name="Kazakhstan AFM list",
            reference_number="entry_id",
            regime="regime",
            listed_on="listed_on",
            comments="note",
        )
    ],
)
@dataclass(frozen=True, slots=True)
class KzAfmEntry:
    """One entry of the list; `number` is the IIN or BIN as listed."""

    entry_id: str
    category: str
    regime: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    father_name: str | None
    birth_date: PartialDate | None
    births_unread: tuple[str, ...]
    number: str | None
    listed_on: PartialDate | None
    correction: str | None
    note: LongText | None
