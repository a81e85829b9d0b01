"""Files read by a mapping beside them, and workbooks: as their own source says, refresh after refresh."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fundlink.errors import BadFile
from fundlink.recognition.propose import Wishes, propose
from fundlink.sources.filemap import FileMap, load, save
from fundlink.sources.workbook import text_of
from tests.recognition import ledgers
from tests.sources.conftest import FIXTURES, SOURCES, Desk

LEDGER = "informal_transfers"
TENGE = Wishes({}, {"currency": "KZT"})
OFFICERS = (FIXTURES / "npo_officers" / "npo_officers.csv").read_text().splitlines()


def mapped(desk: Desk, file: Path, wishes: Wishes = TENGE) -> Path:
    """Put a ledger with its proposed mapping into the inbox."""
    found = propose(file, SOURCES[LEDGER], wishes)
    put = desk.put(LEDGER, file.name, file.read_bytes())
    save(found.map, put.with_name(file.name + ".map.toml"), {})
    return put


def test_a_kazakh_ledger_becomes_typed_rows(desk: Desk, tmp_path: Path) -> None:
    mapped(desk, ledgers.kazakh(tmp_path), Wishes({}, {}))
    assert desk.refresh(LEDGER).signals == []
    first, second = sorted(desk.table(f"source/{LEDGER}"), key=lambda row: row["_row"])
    assert (first["sender_name"], first["amount"], first["currency"]) == ("Әлібек Ойданшығар", 123_450, "KZT")
    assert first["sent_at"] == datetime(2026, 4, 3, 4, 5, tzinfo=UTC)
    assert (first["_row"], second["amount"]) == (3, 123_450)
    # The text as it stood in the file is evidence too.
    assert '"03.04.2026 9:05"' in first["_text"]
    assert first["_key"].startswith("row-")


def test_a_russian_workbook_becomes_typed_rows_and_what_is_wrong_is_set_aside(desk: Desk, tmp_path: Path) -> None:
    mapped(desk, ledgers.russian(tmp_path))
    reading = desk.refresh(LEDGER)
    assert (reading.counts.loaded, reading.counts.rejected) == (2, 1)
    assert desk.rejected(LEDGER)[0].startswith("апрель.xlsx:6: amount «много» is no amount")
    first = min(desk.table(f"source/{LEDGER}"), key=lambda row: row["_row"])
    assert (first["sender_phone"], first["amount"], first["_row"]) == ("87014567123", 5_130_050, 4)
    assert first["sent_at"] == datetime(2026, 4, 3, 5, 30, tzinfo=UTC)


def test_a_mapping_holds_for_later_files_with_the_same_columns(desk: Desk, tmp_path: Path) -> None:
    mapped(desk, ledgers.english(tmp_path), Wishes({}, {}))
    assert desk.refresh(LEDGER).counts.loaded == 2
    # May repeats the last row of April: ledgers overlap, and one payment is one. Two alike in one ledger are two.
    header, _, last = ledgers.ENGLISH.splitlines()
    alike = last.replace("78", "79")
    desk.put(LEDGER, "may.txt", "\n".join(["Ledger of May", "", header, last, alike, alike]))
    reading = desk.refresh(LEDGER)
    assert (reading.counts.loaded, reading.counts.repeats, reading.signals) == (4, 1, [])


def test_without_a_mapping_that_fits_the_source_says_how_to_make_one(desk: Desk, tmp_path: Path) -> None:
    desk.put(LEDGER, "april.xlsx", ledgers.russian(tmp_path).read_bytes())
    assert "fundlink map april.xlsx --as informal_transfers" in str(desk.refresh(LEDGER).stopped)


def test_its_own_mapping_must_fit_and_two_that_differ_are_not_chosen_from(desk: Desk, tmp_path: Path) -> None:
    file = mapped(desk, ledgers.english(tmp_path), Wishes({}, {}))
    toml = file.with_name(file.name + ".map.toml")
    kept = toml.read_text()
    toml.write_text(kept.replace("Date sent", "Day sent"))
    assert "column «Day sent» of ledger.txt.map.toml is in no row near its top" in str(desk.refresh(LEDGER).stopped)
    toml.write_text(kept)
    toml.with_name("other.txt.map.toml").write_text(kept.replace("month first", "day first"))
    assert desk.refresh(LEDGER).stopped is None
    desk.put(LEDGER, "may.txt", ledgers.ENGLISH.replace("78", "80"))
    assert "ledger.txt.map.toml and other.txt.map.toml both fit it, and differ" in str(desk.refresh(LEDGER).stopped)


def test_a_changed_mapping_is_read_by_at_once(desk: Desk, tmp_path: Path) -> None:
    file = mapped(desk, ledgers.english(tmp_path), Wishes({}, {}))
    desk.refresh(LEDGER)
    assert desk.refresh(LEDGER).unchanged
    toml = file.with_name(file.name + ".map.toml")
    toml.write_text(toml.read_text().replace('"Colour"]', "]").replace("[columns]", '[columns]\n"Colour" = "status"'))
    assert not desk.refresh(LEDGER).unchanged
    assert {row["status"] for row in desk.table(f"source/{LEDGER}")} == {"red", "blue"}


def test_columns_that_came_since_are_signalled(desk: Desk, tmp_path: Path) -> None:
    mapped(desk, ledgers.english(tmp_path), Wishes({}, {}))
    desk.put(
        LEDGER,
        "may.txt",
        ledgers.ENGLISH.replace("Colour", "Colour\tNew").replace("red", "red\tx").replace("blue", "b\ty"),
    )
    assert (
        "may.txt, the header: column «New» is not one of ledger.txt.map.toml, ignored" in desk.refresh(LEDGER).signals
    )


REFUSED = {
    "no toml": ("columns = [", "this is no TOML"),
    "unknown word": ('source = "informal_transfers"\ncolour = "red"', "line 2: «colour» is no word of a mapping"),
    "other source": ('source = "npo_register"', "line 1: it is not for informal_transfers"),
    "unknown column": (
        'source = "informal_transfers"\n[columns]\nA = "sum"',
        "line 3: informal_transfers has no column",
    ),
    "told twice": ('source = "informal_transfers"\n[columns]\nA = "amount"\nB = "amount"', "«amount» is told twice"),
    "no key": ('source = "informal_transfers"\n[columns]\nA = "amount"', "informal_transfers needs «transfer_id»"),
    "number": ('source = "informal_transfers"\n[set]\namount = 3', "line 2: «set» is of the wrong kind"),
    "choice": ('source = "informal_transfers"\ndates = "any"', "line 2: dates is «any»"),
    "nothing": ('source = "informal_transfers"', "it maps no column"),
}


@pytest.mark.parametrize(("text", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mapping_is_read_strictly(text: str, line: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv.map.toml"
    file.write_text(text)
    with pytest.raises(BadFile) as refused:
        load(file, SOURCES[LEDGER])
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=25)
@given(st.dictionaries(TEXT, st.just("amount"), min_size=1, max_size=1), st.lists(TEXT, max_size=3), TEXT)
def test_a_mapping_that_was_saved_is_the_one_that_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str], ignored: list[str], sheet: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "x.map.toml"
    made = FileMap(LEDGER, columns, {"currency": sheet}, tuple(ignored), "row content", "day first", ",", sheet)
    save(made, file, dict.fromkeys(columns, sheet))
    assert load(file, SOURCES[LEDGER]) == made


def test_a_workbook_with_the_sources_own_columns_is_read_as_it_is(desk: Desk, tmp_path: Path) -> None:
    rows = list(csv.reader(OFFICERS))
    desk.put(
        "npo_officers", "extract.xlsx", ledgers.workbook(tmp_path / "x.xlsx", [["As of today"], *rows]).read_bytes()
    )
    reading = desk.refresh("npo_officers")
    assert (reading.stopped, reading.counts.loaded) == (None, len(rows) - 1)
    assert min(row["_row"] for row in desk.table("source/npo_officers")) == 3


def test_identity_numbers_that_lost_their_zeros_are_signalled(desk: Desk, tmp_path: Path) -> None:
    header = OFFICERS[0].split(",")
    row = dict.fromkeys(header, "") | {"officer_id": "1", "org_id": "N1", "role": "director", "full_name": "А Б"}
    cells = [{**row, "iin": 50101500123.0}[name] for name in header]
    desk.put("npo_officers", "x.xlsx", ledgers.workbook(tmp_path / "x.xlsx", [header, cells]).read_bytes())
    assert "iin has 9 to 11 digits in 1 rows (leading zeros lost?)" in desk.refresh("npo_officers").signals[0]
    assert desk.table("source/npo_officers")[0]["iin"] == "50101500123"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**15), 10**15))
def test_numbers_of_a_workbook_lose_nothing(number: float, whole: int) -> None:
    assert float(text_of(number)) == number
    assert text_of(float(whole)) == str(whole)
    assert "e" not in text_of(number).casefold()


def test_a_workbook_that_is_none_is_one_clear_line(desk: Desk) -> None:
    desk.put(LEDGER, "x.xlsx", b"not a workbook")
    assert str(desk.refresh(LEDGER).stopped).startswith("x.xlsx: no workbook can be read from it")
