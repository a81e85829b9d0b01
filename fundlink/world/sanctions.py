"""Writes two snapshots of a sanctions list in the form of the UN Security Council's consolidated list.

Every person and entity on it is invented, as are the reference numbers, all in the 9xx of a regime.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from fundlink.world.clerk import Fact
from fundlink.world.district import District
from fundlink.world.organizations import Npo
from fundlink.world.people import Person
from fundlink.world.spelling import spell

SOURCE = "un_sc_sanctions"
OLDER, NEWER = "2019-12-01", "2020-06-01"
_NATIONALITY = {"KZ": "Kazakhstan", "TR": "Türkiye", "RU": "Russian Federation", "KG": "Kyrgyzstan", "UZ": "Uzbekistan"}
_REGIMES = (("Al-Qaida", "QD"), ("Taliban", "TA"), ("Somalia", "SO"), ("DRC", "CD"), ("Libya", "LY"), ("Yemen", "YE"))


@dataclass(frozen=True)
class Entry:
    """One entry: its number on the list, what is written of the party, and whether the newer snapshot has it."""

    data_id: str
    reference: str
    regime: str
    party: Person | Npo
    birth: str
    document: bool
    comment: str
    original: str
    current: bool


class SanctionsList:
    """Collects entries; every party is listed once."""

    def __init__(self, district: District) -> None:
        self._district = district
        self.entries: list[Entry] = []

    def reference(self, letter: str, number: int) -> tuple[str, str]:
        """Regime and reference number of the n-th entry of a letter ('i' persons, 'e' entities)."""
        regime, prefix = _REGIMES[number // 99 % len(_REGIMES)]
        return regime, f"{prefix}{letter}.{901 + number % 99}"

    def person(
        self,
        person: Person,
        *,
        birth: str = "exact",
        document: bool = True,
        comment: str = "",
        original: str = "arabic",
        current: bool = True,
    ) -> Entry:
        """List a person; `birth` is exact, year, approximately, between or none."""
        return self._add("i", person, birth, document, comment, original, current)

    def entity(self, npo: Npo, comment: str = "", current: bool = True) -> Entry:
        """List an organisation."""
        return self._add("e", npo, "none", False, comment, "", current)

    def _add(
        self, letter: str, party: Person | Npo, birth: str, document: bool, comment: str, original: str, current: bool
    ) -> Entry:
        number = sum(isinstance(entry.party, type(party)) for entry in self.entries)
        regime, reference = self.reference(letter, number)
        data_id = str(9_000_001 + len(self.entries))
        entry = Entry(data_id, reference, regime, party, birth, document, comment, original, current)
        self.entries.append(entry)
        truth = self._district.truth
        if isinstance(party, Npo):
            truth.organization(SOURCE, data_id, "listed", party.id)
        else:
            truth.person(SOURCE, data_id, "listed", party.id, tuple(_facts(entry, party)))
        return entry

    def write(self, directory: Path) -> None:
        """Write both snapshots; the newer lacks what was de-listed."""
        folder = directory / SOURCE
        folder.mkdir(parents=True, exist_ok=True)
        for day in (OLDER, NEWER):
            kept = [entry for entry in self.entries if entry.current or day == OLDER]
            tree = ElementTree.ElementTree(_document(kept, day))
            ElementTree.indent(tree, "  ")
            tree.write(folder / f"un_sc_sanctions_{day}.xml", encoding="UTF-8", xml_declaration=True)
            self._district.inbox.rows[SOURCE] += len(kept)


def _facts(entry: Entry, person: Person) -> Iterable[Fact]:
    if entry.birth == "exact":
        yield "birth", person.born.isoformat()
    if entry.document:
        yield "document", person.documents[0]


def _document(entries: list[Entry], day: str) -> ElementTree.Element:
    schema = {
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:noNamespaceSchemaLocation": "https://www.un.org/sc/resources/sc-sanctions.xsd",
    }
    root = ElementTree.Element("CONSOLIDATED_LIST", schema | {"dateGenerated": f"{day}T00:00:00.000Z"})
    individuals = ElementTree.SubElement(root, "INDIVIDUALS")
    entities = ElementTree.SubElement(root, "ENTITIES")
    for entry in entries:
        if isinstance(entry.party, Npo):
            _entity(ElementTree.SubElement(entities, "ENTITY"), entry, entry.party)
        else:
            _individual(ElementTree.SubElement(individuals, "INDIVIDUAL"), entry, entry.party)
    return root


def _leaf(parent: ElementTree.Element, tag: str, text: str = "") -> None:
    ElementTree.SubElement(parent, tag).text = text or None


def _group(parent: ElementTree.Element, tag: str, *leaves: tuple[str, str]) -> None:
    element = ElementTree.SubElement(parent, tag)
    for name, text in leaves:
        _leaf(element, name, text)


def _head(element: ElementTree.Element, entry: Entry, names: Iterable[str], original: str) -> None:
    _leaf(element, "DATAID", entry.data_id)
    _leaf(element, "VERSIONNUM", "1")
    for tag, name in zip(("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"), names, strict=False):
        _leaf(element, tag, name.upper())
    _leaf(element, "UN_LIST_TYPE", entry.regime)
    _leaf(element, "REFERENCE_NUMBER", entry.reference)
    _leaf(element, "LISTED_ON", f"2019-0{1 + int(entry.data_id) % 9}-14")
    if original:
        _leaf(element, "NAME_ORIGINAL_SCRIPT", original)
    _leaf(element, "COMMENTS1", f"{entry.comment} Entry of a fictional list, reviewed in 2019.".strip())


def _tail(element: ElementTree.Element) -> None:
    _leaf(element, "SORT_KEY")
    _leaf(element, "SORT_KEY_LAST_MOD")


def _individual(element: ElementTree.Element, entry: Entry, person: Person) -> None:
    passport, simple, western = (spell(person, script) for script in ("passport", "simple", "western"))
    original = spell(person, entry.original)
    names = (passport.given, passport.patronymic, passport.surname)
    _head(element, entry, names, f"{original.given} {original.surname}")
    nationality = _NATIONALITY.get(person.place.country, "Kazakhstan")
    _group(element, "DESIGNATION", ("VALUE", "Treasurer"))
    _group(element, "NATIONALITY", ("VALUE", nationality))
    _group(element, "LIST_TYPE", ("VALUE", "UN List"))
    _group(element, "LAST_DAY_UPDATED", ("VALUE", "2019-11-15"))
    good = dict.fromkeys(f"{name.given} {name.surname}" for name in (simple, western))
    for quality, alias in (*(("Good", alias) for alias in good), ("Low", f"Abu {simple.given}")):
        _group(element, "INDIVIDUAL_ALIAS", ("QUALITY", quality), ("ALIAS_NAME", alias))
    _group(element, "INDIVIDUAL_ADDRESS", ("CITY", person.place.latin), ("COUNTRY", nationality))
    year = person.born.year
    births = {
        "exact": [("TYPE_OF_DATE", "EXACT"), ("DATE", person.born.isoformat())],
        "year": [("TYPE_OF_DATE", "EXACT"), ("YEAR", str(year))],
        "approximately": [("TYPE_OF_DATE", "APPROXIMATELY"), ("YEAR", str(year - 1))],
        "between": [("TYPE_OF_DATE", "BETWEEN"), ("FROM_YEAR", str(year - 2)), ("TO_YEAR", str(year + 1))],
        "none": [("TYPE_OF_DATE", "")],
    }
    _group(element, "INDIVIDUAL_DATE_OF_BIRTH", *births[entry.birth])
    if entry.birth == "exact" and int(entry.data_id) % 2:
        _group(element, "INDIVIDUAL_DATE_OF_BIRTH", *births["approximately"])
    _group(element, "INDIVIDUAL_PLACE_OF_BIRTH", ("CITY", person.place.latin), ("COUNTRY", nationality))
    document = (("TYPE_OF_DOCUMENT", "Passport"), ("NUMBER", person.documents[0]), ("ISSUING_COUNTRY", nationality))
    _group(element, "INDIVIDUAL_DOCUMENT", *(document if entry.document else ()))
    _tail(element)


def _entity(element: ElementTree.Element, entry: Entry, npo: Npo) -> None:
    _head(element, entry, (npo.name_latin,), "")
    _group(element, "LIST_TYPE", ("VALUE", "UN List"))
    _group(element, "LAST_DAY_UPDATED", ("VALUE", "2019-11-15"))
    _group(element, "ENTITY_ALIAS", ("QUALITY", "a.k.a."), ("ALIAS_NAME", npo.name_ru))
    _group(element, "ENTITY_ADDRESS", ("CITY", npo.place.latin), ("COUNTRY", "Kazakhstan"))
    _tail(element)
