"""Registers of charities of the United Kingdom: charities, their other names, trustees, and events in their history.

The Charity Commission for England and Wales publishes its register daily as several tables (tab-separated text or
JSON, `publicextract.charity*`). What lies in the folder is one snapshot; a table is told by its columns: `charity`,
`charity_other_names`, `charity_trustee`, `charity_event_history`. None of them has to be there, and others are left
unread. `alternative_name` files of open charity data (`org_id, alternative_name`), which also know Northern Ireland and
Scotland, are read as other names: alone, they make charities that have names and nothing else. A charity with all its
names is a record, and so is a trusteeship, and an event. Organizations go by their identifier (`GB-CHC-<number>`,
for a linked charity `GB-CHC-<number>-<linked>`, a company number as `GB-COH-...`), trustees by the number that the
register gives across all charities; birth dates are not published. When an office ended is not stated: it is the
day of the first snapshot without it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundlink.errors import BadFile
from fundlink.sources import (
    DELISTED_ON,
    EVERY,
    LongText,
    PartialDate,
    Snapshot,
    Unread,
    distinct,
    officer_of,
    organization,
    person,
    ref,
    register_entry,
    related_to,
    source,
)
from fundlink.sources.listed import iso_date
from fundlink.sources.text import read_delimited, read_json, read_text, scalar

REPAIR = "Download the table of the register again"
OF_ALL = {"date_of_extract", "organisation_number", "registered_charity_number", "linked_charity_number"}
ADDRESS = (*(f"charity_contact_address{number}" for number in range(1, 6)), "charity_contact_postcode")
TABLES = {
    "charity": {
        *("charity_name", "charity_registration_status", "date_of_registration", "date_of_removal", *ADDRESS),
        *("charity_contact_phone", "charity_contact_email", "charity_contact_web", "charity_activities"),
        *("charity_company_registration_number", "charity_type"),
    },
    "name": {"charity_name_id", "charity_name_type", "charity_name"},
    "trustee": {
        *("trustee_id", "trustee_name", "trustee_is_chair", "individual_or_organisation"),
        *("trustee_date_of_appointment",),
    },
    "event": {
        *("charity_name", "charity_event_order", "event_type", "date_of_event", "reason"),
        *("assoc_organisation_number", "assoc_registered_charity_number", "assoc_charity_name"),
    },
    "alternative name": {"org_id", "alternative_name"},
}
TOLD_BY = {
    "charity_registration_status": "charity",
    "charity_name_type": "name",
    "trustee_id": "trustee",
    "event_type": "event",
    "alternative_name": "alternative name",
}
IGNORED = {
    *("charity_reporting_status", "latest_acc_fin_period_start_date", "latest_acc_fin_period_end_date"),
    *("latest_income", "latest_expenditure", "charity_insolvent", "charity_in_administration"),
    *("charity_previously_excepted", "charity_is_cdf_or_cif", "charity_is_cio", "cio_is_dissolved"),
    *("date_cio_dissolution_notice", "charity_gift_aid", "charity_has_land", "set_as_primary"),
}

Cells = dict[str, str | None]
Records = list[tuple[int, Cells]]


def read(*files: Path) -> Snapshot:
    """Read the tables of one day.

    Raises:
        BadFile: one of them is no table of a register of charities, or stands there twice.
    """
    tables: dict[str, Records] = defaultdict(list)
    signals: list[str] = []
    unread: list[Unread] = []
    for file in files:
        header, records, bad = _json(file) if _is_json(file) else read_delimited(file, REPAIR)
        table = _table(file, header)
        if table in tables and table != "alternative name":
            raise BadFile(file.name, "", f"a second file of the table {table}", "Keep the files of one day")
        if table is None:
            signals.append(f"{file.name}: a table that is not one of those read, left unread")
            continue
        tables[table] += records
        unread += bad
        unknown = sorted(set(header) - TABLES[table] - OF_ALL - IGNORED)
        signals += [f"{file.name}, the header: column «{name}» is not known, ignored" for name in unknown]
    rows = [*_charities(tables), *map(_trustee, tables["trustee"]), *map(_event, tables["event"])]
    days = (iso_date(cells.get("date_of_extract") or "") for records in tables.values() for _, cells in records)
    return Snapshot(max((day for day in days if day), default=None), rows, signals, unread)


def _table(file: Path, header: list[str]) -> str | None:
    """Which table has these columns; None for one that is not read."""
    table = next((TOLD_BY[name] for name in header if name in TOLD_BY), None)
    if table is None and not {"organisation_number", "registered_charity_number"} <= set(header):
        problem = f"no table of charities: its columns are {', '.join(header)[:80]}"
        raise BadFile(file.name, "the header", problem, REPAIR)
    missing = sorted(TABLES[table] - set(header)) if table else []
    if missing:
        raise BadFile(file.name, "the header", f"columns are missing: {', '.join(missing)}", REPAIR)
    return table


def _is_json(file: Path) -> bool:
    return read_text(file, REPAIR).lstrip()[:1] in "[{"


def _json(file: Path) -> tuple[list[str], Records, list[Unread]]:
    value = read_json(file, REPAIR)
    items = value if isinstance(value, list) else []
    records: Records = []
    unread: list[Unread] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            records.append((number, {name: scalar(told) for name, told in item.items()}))
        else:
            unread.append(Unread(number, "is no record: it has no fields", json.dumps(item)[:200]))
    return list(dict.fromkeys(" ".join(name.split()) for _, cells in records for name in cells)), records, unread


def _charities(tables: dict[str, Records]) -> Iterator[dict[str, Any]]:
    """A row for each charity; those that only the tables of names know have these alone."""
    others: dict[str | None, list[tuple[int, str | None, str]]] = defaultdict(list)
    for row, cells in tables["name"]:
        others[_id(cells)].append((row, cells.get("charity_name"), cells.get("charity_name_type") or "Other name"))
    for row, cells in tables["alternative name"]:
        others[cells.get("org_id")].append((row, cells.get("alternative_name"), "Alternative name"))
    for row, cells in tables["charity"]:
        yield {**_charity(cells, others.pop(_id(cells), [])), "_row": row}
    for number, names in others.items():
        yield {**_charity({}, names), "row_id": number, "charity_id": number, "numbers": distinct([number])} | {
            "_row": names[0][0]
        }


def _charity(cells: Cells, others: Iterable[tuple[int, str | None, str]]) -> dict[str, Any]:
    number, company = _id(cells), cells.get("charity_company_registration_number")
    names = distinct([cells.get("charity_name"), *(name for _, name, _ in others)])
    return {
        "row_id": number,
        "table": "charity",
        "charity_id": number,
        "name": names[0] if names else None,
        "other_names": names[1:],
        "kinds_of_names": distinct(f"{kind}: {name}" for _, name, kind in others if name),
        "numbers": distinct([number, company and f"GB-COH-{company}"]),
        "charity_type": cells.get("charity_type"),
        "status": cells.get("charity_registration_status"),
        "registered_on": _day(cells.get("date_of_registration")),
        "removed_on": _day(cells.get("date_of_removal")),
        "address": ", ".join(distinct(cells.get(name) for name in ADDRESS)) or None,
        "phone": cells.get("charity_contact_phone"),
        "email": cells.get("charity_contact_email"),
        "website": cells.get("charity_contact_web"),
        "activities": cells.get("charity_activities"),
    }


def _trustee(record: tuple[int, Cells]) -> dict[str, Any]:
    row, cells = record
    number, trustee, body = _id(cells), cells.get("trustee_id"), cells.get("individual_or_organisation") == "O"
    return {
        "row_id": _under(number, "trustee", trustee),
        "_row": row,
        "table": "trustee",
        "charity_id": number,
        "trustee_name": None if body else cells.get("trustee_name"),
        "trustee_body_name": cells.get("trustee_name") if body else None,
        "trustee_numbers": distinct([f"GB-CHC-TRUSTEE-{trustee}" if trustee and not body else None]),
        "office": "chair" if (cells.get("trustee_is_chair") or "").lower() == "true" else "trustee",
        "appointed_on": _day(cells.get("trustee_date_of_appointment")),
    }


def _event(record: tuple[int, Cells]) -> dict[str, Any]:
    row, cells = record
    number, other = _id(cells), cells.get("assoc_registered_charity_number")
    return {
        "row_id": _under(number, "event", cells.get("charity_event_order")),
        "_row": row,
        "table": "event",
        "charity_id": number,
        "event": cells.get("event_type"),
        "event_on": _day(cells.get("date_of_event")),
        "event_reason": cells.get("reason"),
        "other_charity_id": f"GB-CHC-{other}" if other else None,
        "other_charity_name": cells.get("assoc_charity_name"),
    }


def _id(cells: Cells) -> str | None:
    number, linked = cells.get("registered_charity_number"), cells.get("linked_charity_number") or "0"
    return f"GB-CHC-{number}{'' if linked == '0' else f'-{linked}'}" if number else None


def _under(number: str | None, kind: str, part: str | None) -> str | None:
    return f"{number}/{kind}/{part}" if number and part else None


def _day(text: str | None) -> str | None:
    day = iso_date(text or "")
    return day.isoformat() if day else None


@source(
    title="Registers of charities of the United Kingdom",
    publisher="Charity Commission for England and Wales",
    key="row_id",
    cron="0 4 * * *",
    reader=read,
    together=EVERY,
    mentions={
        "organization": organization(
            "NonProfit",
            name="name",
            aliases="other_names",
            documents="numbers",
            phone="phone",
            email="email",
            address="address",
        ),
        "trustee": person(name="trustee_name", documents="trustee_numbers"),
        "trustee_body": organization(name="trustee_body_name"),
        "charity": ref("uk_charities", "charity_id"),
        "other_charity": ref("uk_charities", "other_charity_id"),
    },
    facts=[
        register_entry("organization", status="status", registered_on="registered_on", dissolved_on="removed_on"),
        officer_of("trustee", "charity", role="office", valid_from="appointed_on", valid_to=DELISTED_ON),
        related_to("trustee_body", "charity", kind="office", valid_from="appointed_on", valid_to=DELISTED_ON),
        related_to("charity", "other_charity", kind="event", valid_from="event_on", valid_to="event_on"),
    ],
)
@dataclass(frozen=True, slots=True)
class UkCharityRecord:
    """A charity, a trusteeship or an event; what the others say is empty."""

    row_id: str
    table: str
    charity_id: str
    name: str | None
    other_names: tuple[str, ...]
    kinds_of_names: tuple[str, ...]
    numbers: tuple[str, ...]
    charity_type: str | None
    status: str | None
    registered_on: PartialDate | None
    removed_on: PartialDate | None
    address: str | None
    phone: str | None
    email: str | None
    website: str | None
    activities: LongText | None
    trustee_name: str | None
    trustee_body_name: str | None
    trustee_numbers: tuple[str, ...]
    office: str | None
    appointed_on: PartialDate | None
    event: str | None
    event_on: PartialDate | None
    event_reason: str | None
    other_charity_id: str | None
    other_charity_name: str | None
