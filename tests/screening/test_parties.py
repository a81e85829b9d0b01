"""Every resolved party against every listing: a table for people to look at, and nothing on the parties."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fundlink.config import Home
from fundlink.screening.parties import SCHEMA, TABLE, screen_parties
from fundlink.screening.rarity import words_of_parties
from fundlink.screening.words import words_of
from fundlink.sources.declared import declared_sources
from fundlink.tables import connect, scan
from tests.conftest import DISTRICT, FUNDLINK

OFFICERS = (
    # A former entry's document; a current entry's name with another birth date; the current one's name alone.
    {"officer_id": "X-1", "full_name": "Somebody Inventedov", "document_number": "{document}"},
    {"officer_id": "X-2", "full_name": "Serik Oidanshygarylgan", "birth_date": "1950-01-09"},
    {"officer_id": "X-3", "full_name": "Серік Ойданшығарылған"},
)


def ask(home: Home, query: str) -> list[tuple[Any, ...]]:
    with connect() as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The district with an OFAC list and some officers who may be listed, refreshed up to screening."""
    home = Home(tmp_path_factory.mktemp("screened"))
    shutil.copytree(DISTRICT / "inbox", home.inbox)
    shutil.copytree(DISTRICT.parent / "fixtures" / "ofac_sdn", home.inbox / "ofac_sdn")
    folder = home.inbox / "npo_officers"
    with next(folder.iterdir()).open(encoding="utf-8", newline="") as stream:
        known = next(csv.DictReader(stream))
    with (folder / "further.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, known)
        writer.writeheader()
        for officer in OFFICERS:
            told = {name: text.format(document="N9912345") for name, text in officer.items()}
            writer.writerow(dict.fromkeys(known, "") | {"org_id": known["org_id"], "role": "director"} | told)
    environment = {**os.environ, "FUNDLINK_HOME": str(home.path), "DAGSTER_HOME": str(home.path / "dagster")}
    command = [str(FUNDLINK), "refresh", "--select", f'+key:"{TABLE}"']
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home


def test_the_table_tells_who_may_be_listed_and_why(home: Home) -> None:
    table, members = home.table(TABLE), home.table("resolved/person_members")
    rows = ask(
        home,
        f"""SELECT m.source_key, s.verdict, s.reasons, s.contradicts, s.file, s.row FROM {scan(table)} s
        JOIN {scan(members)} m ON m.person_id = s.party_id
        WHERE m.source = 'npo_officers' AND s.reference_number = '990001' ORDER BY ALL""",
    )
    found = {key: (verdict, reasons, contradicts) for key, verdict, reasons, contradicts, *_ in rows}
    verdict, reasons, _ = found["X-1"]
    # Once resolution itself joins them by the document, the party is the entry's own.
    assert verdict in ("hit", "own")
    assert "number N9912345" in reasons
    assert found["X-3"][0] == "possible"
    assert "X-2" not in found or found["X-2"][2]
    assert {row[-2:] for row in rows} == {("sdn.csv + alt.csv + add.csv + sdn_comments.csv", 1)}


def test_every_entry_is_its_own_party_s(home: Home) -> None:
    of_lists = " UNION ALL ".join(
        f"SELECT mention_id FROM {scan(home.table(f'mention/{name}'))}" for name in ("ofac_sdn", "un_sc_sanctions")
    )
    assert ask(
        home,
        f"""SELECT count(*) FROM ({of_lists})
        WHERE mention_id NOT IN (SELECT mention_id FROM {scan(home.table(TABLE))} WHERE verdict = 'own')""",
    ) == [(0,)]


def test_every_word_that_a_resolved_party_bears_is_counted_as_it_is_asked_for(home: Home) -> None:
    bearing = Counter[str]()
    for kind in ("person", "organization"):
        for name, names in ask(home, f"SELECT name, names FROM {scan(home.table(f'resolved/{kind}'))}"):
            bearing.update({word for written in (name, *names) for word in words_of(written).telling})
    counted = words_of_parties(home).bearing
    assert {"sarik~", "sarik"} <= bearing.keys()
    # An alias of the OFAC list, Abu Serik, is written apart.
    assert {word for word in bearing if counted[word] != bearing[word]} == {"abusarik"}


def test_columns_are_those_that_others_rely_on(home: Home) -> None:
    with connect() as connection:
        described = connection.execute(f"DESCRIBE SELECT * FROM {scan(home.table(TABLE))}").fetchall()
    assert [name for name, *_ in described] == SCHEMA.names


def test_it_is_not_made_again_from_the_same(home: Home) -> None:
    before = home.table(TABLE).stat().st_mtime_ns
    again = screen_parties(home, declared_sources())
    assert again.unchanged
    assert sum(again.parties.values()) > 100
    assert home.table(TABLE).stat().st_mtime_ns == before


def test_nothing_of_it_stands_on_a_person() -> None:
    """Guard rail: no label or property of the graph comes from screening."""
    read_by = [
        file
        for folder in ("fundlink/projection", "fundlink/graph", "fundlink/schema", "fundlink/resolution")
        for file in (Path(__file__).parents[2] / folder).rglob("*.py")
        if "screened/" in file.read_text("utf-8") or "fundlink.screening" in file.read_text("utf-8")
    ]
    assert read_by == []
