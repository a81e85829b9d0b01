"""The United Nations Security Council consolidated list: persons and entities under UN sanctions.

Published by the Security Council as one XML file, whenever an entry changes. The version number in it does
not change, so content is compared. An entry's `DATAID` is its key: reference numbers are given again. What a
later snapshot lacks is de-listed, not deleted. Names are given in up to four parts without saying which is
the surname; nationality is kept with the record and used for nothing (guard rail 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fundlink.errors import BadFile
from fundlink.sources import LongText, PartialDate, Snapshot, distinct, listing, party, source
from fundlink.sources.listed import document_number, span, un_references
from fundlink.sources.xml import clean, parse_xml, text_of, unknown

REPAIR = "Download the consolidated list again as XML"
USED = {
    *("DATAID", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "NAME_ORIGINAL_SCRIPT"),
    *("UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "COMMENTS1", "NATIONALITY", "DESIGNATION"),
    *("INDIVIDUAL_ALIAS", "ENTITY_ALIAS", "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"),
    *("INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_DOCUMENT"),
}
IGNORED = {
    *("VERSIONNUM", "LIST_TYPE", "LAST_DAY_UPDATED", "SORT_KEY", "SORT_KEY_LAST_MOD", "SUBMITTED_BY"),
    *("SUBMITTED_ON", "TITLE", "GENDER", "INDIVIDUAL_PLACE_OF_BIRTH"),
}
KNOWN = {"INDIVIDUAL": USED | IGNORED, "ENTITY": USED | IGNORED}
ABOUT = "APPROXIMATELY"
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read(file: Path) -> Snapshot:
    """Read one snapshot of the list.

    Raises:
        BadFile: no XML, cut off, or another list.
    """
    root = parse_xml(file, "CONSOLIDATED_LIST", REPAIR)
    generated = root.get("dateGenerated", "")[:10]
    try:
        on = date.fromisoformat(generated)
    except ValueError:
        raise BadFile(file.name, "the root", f"dateGenerated is «{generated}», no date", REPAIR) from None
    entries = [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]
    return Snapshot(on, [_row(entry) for entry in entries], unknown(entries, KNOWN))


def _row(entry: Element) -> dict[str, Any]:
    individual = entry.tag == "INDIVIDUAL"
    parts = [text_of(entry, f"{place}_NAME") for place in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    reference = text_of(entry, "REFERENCE_NUMBER")
    comments = text_of(entry, "COMMENTS1")
    aliases = [(text_of(a, "QUALITY") or "", text_of(a, "ALIAS_NAME")) for a in entry if a.tag.endswith("_ALIAS")]
    addresses = [a for a in entry if a.tag.endswith("_ADDRESS") and any(clean(part.text) for part in a)]
    first = addresses[0] if addresses else None
    return {
        "data_id": text_of(entry, "DATAID"),
        "kind": "person" if individual else "organization",
        "name": " ".join(part for part in parts if part) or None,
        "aliases": distinct(name for quality, name in aliases if quality.lower() != "low"),
        "low_quality_aliases": distinct(name for quality, name in aliases if quality.lower() == "low"),
        "name_original_script": text_of(entry, "NAME_ORIGINAL_SCRIPT"),
        "birth_dates": distinct(_born(b) for b in entry.iter("INDIVIDUAL_DATE_OF_BIRTH")),
        "birth_between": distinct(_between(b) for b in entry.iter("INDIVIDUAL_DATE_OF_BIRTH")),
        "documents": distinct(document_number(text_of(d, "NUMBER")) for d in entry.iter("INDIVIDUAL_DOCUMENT")),
        "city": text_of(first, "CITY"),
        "country": text_of(first, "COUNTRY"),
        "nationalities": distinct(clean(v.text) for n in entry.iter("NATIONALITY") for v in n),
        "designations": distinct(clean(v.text) for n in entry.iter("DESIGNATION") for v in n),
        "regime": text_of(entry, "UN_LIST_TYPE"),
        "reference_number": reference,
        "listed_on": (text_of(entry, "LISTED_ON") or "")[:10] or None,
        "comments": comments,
        "refers_to": [number for number in un_references(comments) if number != reference],
    }


def _born(element: Element) -> str | None:
    """The date; not one that is only about right, which is told by the span of its year."""
    told = _told(element)
    return None if text_of(element, "TYPE_OF_DATE") == ABOUT else told


def _between(element: Element) -> str | None:
    if text_of(element, "TYPE_OF_DATE") == ABOUT and (told := _told(element)):
        return span(told, told)
    return span(text_of(element, "FROM_YEAR"), text_of(element, "TO_YEAR"))


def _told(element: Element) -> str | None:
    exact = (text_of(element, "DATE") or text_of(element, "YEAR") or "")[:10]
    return exact if PARTIAL.fullmatch(exact) else None


@source(
    title="UN Security Council consolidated list",
    publisher="United Nations Security Council",
    key="data_id",
    cron="0 1 * * *",
    reader=read,
    mentions={
        "listed": party(
            kind="kind",
            name="name",
            aliases=("aliases", "name_original_script"),
            birth_dates="birth_dates",
            documents="documents",
            city="city",
            country="country",
        )
    },
    facts=[
        listing(
            "listed",
            list_name="UN Security Council consolidated list",
            reference_number="reference_number",
            regime="regime",
            listed_on="listed_on",
            comments="comments",
            refers_to="refers_to",
            screened={"weak_names": "low_quality_aliases", "birth_between": "birth_between"},
        )
    ],
)
@dataclass(frozen=True, slots=True)
class UnScEntry:
    """One entry of the list."""

    data_id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    low_quality_aliases: tuple[str, ...]
    name_original_script: str | None
    birth_dates: tuple[str, ...]
    birth_between: tuple[str, ...]
    documents: tuple[str, ...]
    city: str | None
    country: str | None
    nationalities: tuple[str, ...]
    designations: tuple[str, ...]
    regime: str | None
    reference_number: str
    listed_on: PartialDate | None
    comments: LongText | None
    refers_to: tuple[str, ...]
