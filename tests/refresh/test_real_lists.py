"""The real list of the UN Security Council, twice, beside the district. The files name real people: none is here."""

from __future__ import annotations

import csv
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import DISTRICT
from tests.refresh.desk import Desk
from tests.refresh.test_sanctions import answered

FILES = ("un_sc_consolidated_2020-11-30.xml", "un_sc_consolidated_2025-04-19.xml")
CURRENT = """MATCH (party)-[:LISTED_IN]->(entry:Listing) WHERE entry.delisted_on IS NULL
RETURN party:Person AS person, count(DISTINCT entry) ORDER BY person"""

pytestmark = pytest.mark.real


@dataclass(frozen=True)
class Entry:
    """One entry, read here on its own: key, kind, reference number, text, and what an officer would be known by."""

    key: str
    kind: str
    reference: str
    comments: str
    name: str
    born: str
    document: str

    @property
    def id(self) -> str:
        return f"un_sc_sanctions:{self.key}"


def parse(file: Path) -> dict[str, Entry]:
    """The entries of a file by their key."""
    found = {}
    for element in ElementTree.parse(file).iter():
        if element.tag in ("INDIVIDUAL", "ENTITY"):
            text = {child.tag: (child.text or "").strip() for child in element}
            names = (text.get(f"{place}_NAME", "") for place in ("FIRST", "SECOND", "THIRD", "FOURTH"))
            born, paper = element.find("INDIVIDUAL_DATE_OF_BIRTH/DATE"), element.find("INDIVIDUAL_DOCUMENT/NUMBER")
            found[text["DATAID"]] = Entry(
                text["DATAID"],
                element.tag,
                text["REFERENCE_NUMBER"],
                text.get("COMMENTS1", ""),
                " ".join(name for name in names if name),
                (born.text or "")[:10] if born is not None else "",
                (paper.text or "").strip() if paper is not None else "",
            )
    return found


def references(current: dict[str, Entry], delisted: dict[str, Entry]) -> set[tuple[str, str]]:
    """Which entry's text names which other one: any known reference number that stands in it."""
    by_reference = {entry.reference: entry for entry in [*delisted.values(), *current.values()]}
    return {
        (entry.id, other.id)
        for entry in [*delisted.values(), *current.values()]
        for reference, other in by_reference.items()
        if reference != entry.reference and reference in entry.comments
    }


@pytest.fixture
def files() -> list[Path]:
    folder = os.environ.get("FUNDLINK_REAL_DATA")
    if not folder:
        pytest.skip("FUNDLINK_REAL_DATA names no folder with the real files")
    files = [Path(folder) / name for name in FILES]
    if missing := [file.name for file in files if not file.exists()]:
        pytest.skip(f"FUNDLINK_REAL_DATA lacks {', '.join(missing)}")
    return files


def test_the_real_list_as_it_was_and_as_it_became(desk: Desk, files: list[Path]) -> None:
    old, new = map(parse, files)
    gone = {key: entry for key, entry in old.items() if key not in new}
    assert (len(gone), len(new.keys() - old.keys())) == (187, 46)
    # The district's own list is of an earlier day, so the real one ends every entry of it.
    shutil.copytree(DISTRICT / "inbox", desk.home.inbox)
    folder = desk.home.inbox / "un_sc_sanctions"
    left, stays = (_known_well(entries) for entries in (gone, {key: new[key] for key in new.keys() & old.keys()}))
    _make_officers(desk.home.inbox / "npo_officers", [left, stays])

    shutil.copy(files[0], folder)
    desk.refresh()
    assert desk.ask(CURRENT) == [[False, 305], [True, 713]]
    assert _referring(desk) == references(old, {})
    assert {left.reference, stays.reference} <= answered(desk)

    shutil.copy(files[1], folder)
    desk.refresh()
    assert desk.ask(CURRENT) == [[False, 193], [True, 684]]
    days = {row[0]: row[1] for row in desk.ask("MATCH (l:Listing) RETURN l.id, l.delisted_on")}
    told = {entry.id: "2025-04-19" if entry.key in gone else None for entry in {**old, **new}.values()}
    assert {id: day for id, day in days.items() if id in told} == told
    assert {day for id, day in days.items() if id not in told} <= {"2020-06-01", "2020-11-30"}
    assert _referring(desk) == references(new, gone)
    answers = answered(desk)
    assert stays.reference in answers
    assert not answers & ({entry.reference for entry in gone.values()} - {entry.reference for entry in new.values()})

    before = desk.last_transaction()
    for _ in range(2):
        assert desk.refresh().written == {}
    assert desk.last_transaction() == before


def _referring(desk: Desk) -> set[tuple[str, str]]:
    """References between entries of the real list; those of the district have invented numbers."""
    found = desk.ask("MATCH (a:Listing)-[:REFERS_TO]->(b:Listing) RETURN a.id, b.id, b.reference_number")
    return {(a, b) for a, b, number in found if not re.search(r"\.9\d\d$", number)}


def _known_well(entries: dict[str, Entry]) -> Entry:
    """Some person of whom the list gives one full birth date and a document."""
    return next(e for e in sorted(entries.values(), key=lambda e: e.key) if len(e.born) == 10 and len(e.document) > 5)


def _make_officers(folder: Path, entries: list[Entry]) -> None:
    """Put officers of the district's first NPO into the folder, with the names and papers of listed persons."""
    with next(folder.iterdir()).open(newline="", encoding="utf-8") as stream:
        known = next(csv.DictReader(stream))
    with (folder / "further.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, known)
        writer.writeheader()
        for entry in entries:
            row = dict.fromkeys(known, "") | {"officer_id": f"X-{entry.key}", "org_id": known["org_id"]}
            row |= {"role": "director", "full_name": entry.name, "birth_date": entry.born}
            writer.writerow(row | {"document_number": entry.document})
