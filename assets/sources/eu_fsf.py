"""The European Union's consolidated list of persons, groups and entities under financial sanctions (FSF 1.1).

Published by the European Commission as one XML file, whenever an entry changes. Everything stands in attributes. An
entry's `logicalId` is its key; its `euReferenceNumber` is the reference. Which of its names is the first one is not
said: the first strong one stands for it, and the others, in all the languages of the Union, are aliases; a name that
is not strong, or that a remark calls of low quality, is a weak name. When an entry was listed is often not said either:
then it is the day of the earliest regulation that the entry names, which it was listed by. `unitedNationId` names
the entry of the UN list that it follows. Wallets are named in remarks only. A birth date said to be about a year tells
a span of years, and a number known to be false is kept as text. Citizenship is kept with the record and used for
nothing (guard rail 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fundlink.errors import BadFile
from fundlink.sources import LongText, PartialDate, Snapshot, distinct, listing, party, source
from fundlink.sources.listed import (
    document_number,
    iso_date,
    partial_date,
    span,
    un_references,
    unread_births,
    wallets_named,
)
from fundlink.sources.xml import attribute, parse_xml, text_of, unknown

NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
REPAIR = "Download the consolidated list again as XML (FSF 1.1)"
KINDS = {"person": "person", "enterprise": "organization"}
SEXES = {"M": "male", "F": "female"}
NO_PAPERS = frozenset({"imo", "swiftbic"})
"""Codes of identifications that name no paper of the party itself."""

_OF_ALL = {"@logicalId", "@regulationLanguage", "remark", "regulationSummary"}
_PLACE = {"@city", "@street", "@poBox", "@zipCode", "@region", "@place", "@countryIso2Code", "@countryDescription"}
_REGULATION = {"@regulationType", "@publicationDate", "@numberTitle", "@publicationUrl", "@entryIntoForceDate"}
KNOWN = {
    "sanctionEntity": {
        *("@logicalId", "@euReferenceNumber", "@unitedNationId", "@designationDate", "@designationDetails", "remark"),
        *("regulation", "subjectType", "nameAlias", "birthdate", "citizenship", "address", "identification"),
    },
    "regulation": {*_REGULATION, "@organisationType", "@programme", "@logicalId", "publicationUrl"},
    "regulationSummary": _REGULATION,
    "subjectType": {"@code", "@classificationCode"},
    "nameAlias": {
        *_OF_ALL,
        *("@wholeName", "@firstName", "@middleName", "@lastName", "@strong", "@gender", "@function"),
        *("@title", "@nameLanguage"),
    },
    "birthdate": {
        *(*_OF_ALL, *_PLACE, "@birthdate", "@day", "@dayOfMonth", "@month", "@monthOfYear", "@year", "@circa"),
        *("@yearRangeFrom", "@yearRangeTo", "@calendarType"),
    },
    "citizenship": {*_OF_ALL, "@region", "@countryIso2Code", "@countryDescription"},
    "address": {*_OF_ALL, *_PLACE, "@asAtListingTime", "contactInfo"},
    "contactInfo": {"@key", "@value"},
    "identification": {
        *(*_OF_ALL, "@identificationTypeCode", "@identificationTypeDescription", "@number", "@latinNumber"),
        *("@countryIso2Code", "@countryDescription", "@knownFalse", "@knownExpired", "@reportedLost", "@diplomatic"),
        *("@revokedByIssuer", "@issuedBy", "@issueDate", "@validFrom", "@validTo", "@nameOnDocument", "@region"),
    },
    "publicationUrl": set[str](),
    "remark": set[str](),
}
"""What may stand in each element; what the row below does not read is ignored."""


def read(file: Path) -> Snapshot:
    """Read one snapshot of the list.

    Raises:
        BadFile: no XML, cut off, or another list.
    """
    root = parse_xml(file, "export", REPAIR, NAMESPACE)
    generated = root.get("generationDate", "")[:10]
    on = iso_date(generated)
    if on is None:
        raise BadFile(file.name, "the root", f"generationDate is «{generated}», no date", REPAIR)
    entries = root.findall("sanctionEntity")
    rows = [_row(entry) for entry in entries]
    return Snapshot(on, rows, [*unknown(entries, KNOWN), *_signals(rows), *unread_births(rows, "logical_id")])


def _signals(rows: list[dict[str, Any]]) -> Iterator[str]:
    kinds = [row["kind"] for row in rows]
    for kind in sorted(set(kinds) - set(KINDS.values())):
        yield f"entries of the unknown kind {kind}: {kinds.count(kind):,}, kept, and no party"


def _row(entry: Element) -> dict[str, Any]:
    code = attribute(entry.find("subjectType"), "code") or "none"
    names, weak = _names(entry.iter("nameAlias"))
    places = [_address(address) for address in entry.iter("address")]
    first = next((address for address in entry.iter("address") if _address(address)), None)
    births = [_birth(birth) for birth in entry.iter("birthdate")]
    papers = [_paper(paper) for paper in entry.iter("identification")]
    logical_id, reference = attribute(entry, "logicalId"), attribute(entry, "euReferenceNumber")
    remarks = [text_of(part, ".") for part in entry.iter("remark")]
    return {
        "logical_id": logical_id,
        "reference_number": reference or logical_id,
        "un_id": attribute(entry, "unitedNationId"),
        "refers_to": un_references(attribute(entry, "unitedNationId")),
        "kind": KINDS.get(code, code),
        "name": next(iter([*names, *weak]), None),
        "aliases": names[1:],
        "weak_aliases": weak if names else weak[1:],
        "sex": distinct(SEXES.get(name.get("gender", "")) for name in entry.iter("nameAlias"))[:1],
        "titles": distinct(attribute(name, "title") for name in entry.iter("nameAlias")),
        "functions": distinct(attribute(name, "function") for name in entry.iter("nameAlias")),
        "birth_dates": distinct(day for day, _, _ in births),
        "birth_between": distinct(years for _, years, _ in births),
        "births_unread": distinct(text for _, _, text in births),
        "birth_places": distinct(_address(birth) for birth in entry.iter("birthdate")),
        "documents": distinct(number for number, _ in papers),
        "other_numbers": distinct(text for _, text in papers),
        "phones": _contacts(entry, "PHONE"),
        "emails": _contacts(entry, "EMAIL"),
        "websites": _contacts(entry, "WEB"),
        "wallets": distinct(wallet for remark in remarks for wallet in wallets_named(remark)),
        "addresses": distinct(places),
        "city": attribute(first, "city") or attribute(first, "place"),
        "country": _country(first),
        "citizenships": distinct(_country(part) for part in entry.iter("citizenship")),
        "regime": ", ".join(distinct(attribute(part, "programme") for part in entry.iter("regulation"))) or None,
        "regulations": distinct(attribute(part, "numberTitle") for part in entry.iter("regulation")),
        "listed_on": _listed_on(entry),
        "remarks": "\n".join(distinct([attribute(entry, "designationDetails"), *remarks])) or None,
    }


def _names(elements: Iterable[Element]) -> tuple[list[str], list[str]]:
    """Strong names and weak ones."""
    strong: list[str | None] = []
    weak: list[str | None] = []
    for element in elements:
        parts = [attribute(element, name) for name in ("firstName", "middleName", "lastName")]
        name = attribute(element, "wholeName") or " ".join(part for part in parts if part)
        low = "low quality" in (text_of(element, "remark") or "").lower() or element.get("strong") == "false"
        (weak if low else strong).append(name)
    return distinct(strong), [name for name in distinct(weak) if name not in strong]


def _birth(element: Element) -> tuple[str | None, str | None, str | None]:
    """The date, or the span of years, or the text that neither could be made of."""
    whole = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", element.get("birthdate", ""))
    month, day = (element.get(f"{name}OfMonth", element.get(name)) for name in ("month", "day"))
    parts = whole.groups() if whole else (element.get("year"), element.get("monthOfYear", month), day)
    told, years = partial_date(*parts), span(element.get("yearRangeFrom"), element.get("yearRangeTo"))
    if told and element.get("circa") == "true":
        return None, span(told, told), None
    if told or years:
        return told, None if told else years, None
    text = " ".join(
        f"{name}={value}" for name, value in element.items() if value and re.search("birth|day|month|year", name)
    )
    return None, None, text or None


def _paper(element: Element) -> tuple[str | None, str | None]:
    """The number of a paper, or the text of what is none."""
    text = attribute(element, "latinNumber") or attribute(element, "number")
    code = element.get("identificationTypeCode", "")
    paper = code not in NO_PAPERS and element.get("knownFalse") != "true"
    number = document_number(text) if paper else None
    return number, None if number else f"{code} {text}" if text else None


def _contacts(entry: Element, key: str) -> list[str]:
    values = (info.get("value", "") for info in entry.iter("contactInfo") if info.get("key", "").upper() == key)
    return distinct(value.strip() for several in values for value in re.split("[,;]", several))


def _address(element: Element) -> str | None:
    parts = [attribute(element, name) for name in ("poBox", "street", "place", "city", "zipCode", "region")]
    return ", ".join(part for part in [*parts, _country(element)] if part) or None


def _country(element: Element | None) -> str | None:
    country = attribute(element, "countryDescription")
    return None if country == "UNKNOWN" else country


def _listed_on(entry: Element) -> str | None:
    """The day of designation, or else of the earliest regulation that the entry names."""
    stated = iso_date(entry.get("designationDate", ""))
    days = [
        iso_date(e.get("publicationDate", "")) for tag in ("regulation", "regulationSummary") for e in entry.iter(tag)
    ]
    known = [stated] if stated else [day for day in days if day]
    return min(known).isoformat() if known else None


@source(
    title="EU consolidated financial sanctions list",
    publisher="European Commission, Directorate-General for Financial Stability",
    key="logical_id",
    cron="0 1 * * *",
    reader=read,
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
            list_name="EU consolidated financial sanctions list",
            reference_number="reference_number",
            regime="regime",
            listed_on="listed_on",
            comments="remarks",
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
class EuFsfEntry:
    """One entry of the list."""

    logical_id: str
    reference_number: str
    un_id: str | None
    refers_to: tuple[str, ...]
    kind: str
    name: str
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    sex: tuple[str, ...]
    titles: tuple[str, ...]
    functions: tuple[str, ...]
    birth_dates: tuple[str, ...]
    birth_between: tuple[str, ...]
    births_unread: tuple[str, ...]
    birth_places: tuple[str, ...]
    documents: tuple[str, ...]
    other_numbers: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    websites: tuple[str, ...]
    wallets: tuple[str, ...]
    addresses: tuple[str, ...]
    city: str | None
    country: str | None
    citizenships: tuple[str, ...]
    regime: str | None
    regulations: tuple[str, ...]
    listed_on: PartialDate | None
    remarks: LongText | None
