"""What was set aside is counted, shown, and taken back in when mended; the books balance all the while."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fundlink.errors import BadFile, FundlinkError
from fundlink.rejects import export, mend, reasons, rejects
from tests.recognition import ledgers
from tests.sources.conftest import FIXTURES, SOURCES, Desk

DONATIONS = (FIXTURES / "crowdfunding_donations" / "crowdfunding_donations.csv").read_text()
SOURCE = SOURCES["crowdfunding_donations"]


@pytest.fixture
def wrong(desk: Desk) -> Desk:
    """Two donations have a wrong amount, one of them like a formula, and one line ends too early."""
    lines = DONATIONS.splitlines()
    lines[1] = lines[1].replace("1000.00", "=much")
    lines[2] = lines[2].replace("2000.00", "little")
    desk.put(SOURCE.name, "d.csv", "\n".join([*lines, "DN-000009,short"]) + "\n")
    desk.refresh(SOURCE.name)
    return desk


def sheet(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(file: Path, rows: list[dict[str, str]]) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_reasons_are_counted_and_rows_are_shown(wrong: Desk) -> None:
    found = [(one.rows, one.mended, one.reason, one.row) for one in reasons(wrong.home, [SOURCE])]
    said = "is no amount (digits, a point for decimals, not negative)"
    assert [(rows, reason.replace(said, "")) for rows, _, reason, _ in found] == [
        (2, "amount «=much» "),
        (1, "has fewer cells than the header"),
    ]
    assert [(one.file, one.row) for one in rejects(wrong.home, SOURCE)] == [("d.csv", 2), ("d.csv", 3), ("d.csv", 5)]
    assert list(rejects(wrong.home, SOURCES["npo_register"])) == []


def test_mended_rows_go_in_and_the_books_balance(wrong: Desk, tmp_path: Path) -> None:
    before = wrong.refresh(SOURCE.name).counts
    assert export(wrong.home, SOURCE, tmp_path / "r.csv") == 3
    first, second, short = sheet(tmp_path / "r.csv")
    assert (first["amount"], first["_file"], first["_row"]) == ("'=much", "d.csv", "2")
    assert short["_text"] == "DN-000009,short"
    mended = {**first, "amount": "1000.00"}
    done = mend(wrong.home, SOURCE, write(tmp_path / "m.csv", [mended, second, short]), wrong.home.inbox)
    assert done.rows == 1
    assert [line.split(": ")[0] for line in done.left] == ["m.csv, row 3", "m.csv, row 4"]

    reading = wrong.refresh(SOURCE.name)
    assert reading.signals == []
    counts = reading.counts
    assert (counts.read, counts.loaded, counts.rejected) == (before.read + 1, before.loaded + 1, before.rejected)
    row = next(row for row in wrong.table(f"source/{SOURCE.name}") if row["_key"] == first["donation_id"])
    assert done.file is not None
    assert '"_mends":"d.csv, row 2"' in row["_text"]
    assert [one.mended_by for one in rejects(wrong.home, SOURCE)] == [f"{done.file.name}, row 2", None, None]
    assert reasons(wrong.home, [SOURCE])[0].mended == 1
    # What is mended waits for nobody, and is mended once.
    assert export(wrong.home, SOURCE, tmp_path / "again.csv") == 2
    again = mend(wrong.home, SOURCE, write(tmp_path / "m.csv", [mended]), wrong.home.inbox)
    assert (again.rows, again.left) == (
        0,
        (f"m.csv, row 2: d.csv, row 2 is mended already by {done.file.name}, row 2",),
    )


def test_of_rows_that_contradict_each_other_the_mended_one_holds(desk: Desk, tmp_path: Path) -> None:
    lines = DONATIONS.splitlines()
    desk.put(SOURCE.name, "d.csv", "\n".join([*lines, lines[1].replace("1000.00", "7.00")]) + "\n")
    desk.refresh(SOURCE.name)
    export(desk.home, SOURCE, tmp_path / "r.csv")
    one, other = sheet(tmp_path / "r.csv")
    assert mend(desk.home, SOURCE, write(tmp_path / "m.csv", [one]), desk.home.inbox).rows == 1
    counts = desk.refresh(SOURCE.name).counts
    assert (counts.loaded, counts.rejected) == (len(lines) - 1, 2)
    row = next(row for row in desk.table(f"source/{SOURCE.name}") if row["_key"] == other["donation_id"])
    assert row["amount"] == 100_000


def test_a_row_of_a_mapped_ledger_without_a_key_keeps_the_one_it_was_given(desk: Desk, tmp_path: Path) -> None:
    from tests.sources.test_mapped import mapped

    source = SOURCES["informal_transfers"]
    mapped(desk, ledgers.russian(tmp_path))
    desk.refresh(source.name)
    export(desk.home, source, tmp_path / "r.csv")
    (row,) = sheet(tmp_path / "r.csv")
    assert (row["amount"], row["receiver_name"]) == ("много", "Вымыслов Г.")
    assert mend(desk.home, source, write(tmp_path / "m.csv", [{**row, "amount": "5"}]), desk.home.inbox).rows == 1
    assert desk.refresh(source.name).counts.loaded == 3
    assert row["transfer_id"] in {row["_key"] for row in desk.table(f"source/{source.name}")}


def test_what_is_no_reject_is_refused(wrong: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no columns _file and _row"):
        mend(wrong.home, SOURCE, write(tmp_path / "m.csv", [{"amount": "1"}]), wrong.home.inbox)
    other = mend(wrong.home, SOURCE, write(tmp_path / "m.csv", [{"_file": "d.csv", "_row": "4"}]), wrong.home.inbox)
    assert other.left == ("m.csv, row 2: d.csv, row 4 is not set aside",)
    with pytest.raises(FundlinkError, match="its files are no tables"):
        mend(wrong.home, SOURCES["un_sc_sanctions"], tmp_path / "m.csv", wrong.home.inbox)
