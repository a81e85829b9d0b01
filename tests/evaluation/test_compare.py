from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation import evaluate
from tests.evaluation.conftest import TRUTH, write


def test_figures_worked_out_by_hand(home: Home, tmp_path: Path) -> None:
    found = evaluate(home, write(tmp_path / "truth.csv", TRUTH)).overall
    # Found pairs: 12, 34, 56; true pairs: 12, 13, 23, 56; both: 12, 56.
    assert (found.mentions, found.parties) == (6, 3)
    assert (found.precision, found.recall) == pytest.approx((2 / 3, 2 / 4))
    assert found.f1 == pytest.approx(4 / 7)
    assert found.b_cubed_precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1 + 1) / 6)
    assert found.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert found.exact == pytest.approx(1 / 3)


def test_groups_take_each_mention_with_all_its_pairs(home: Home, tmp_path: Path) -> None:
    found = evaluate(home, write(tmp_path / "truth.csv", TRUTH))
    gifts, transfers = found.by_source["gifts"], found.by_source["transfers"]
    assert (gifts.mentions, gifts.precision, gifts.recall, gifts.exact) == pytest.approx((3, 2 / 3, 2 / 6, 0))
    assert (transfers.mentions, transfers.precision, transfers.recall, transfers.exact) == pytest.approx(
        (3, 2 / 3, 1, 1 / 2)
    )
    assert {script: figures.mentions for script, figures in found.by_script.items()} == {
        "Arabic": 1,
        "Cyrillic": 3,
        "Latin": 1,
        "none": 1,
    }


def test_what_has_no_pairs_has_no_share(home: Home, tmp_path: Path) -> None:
    found = evaluate(home, write(tmp_path / "truth.csv", [TRUTH[0], TRUTH[3]])).overall
    assert (found.precision, found.recall, found.f1, found.exact) == (None, None, None, 1)


def test_reachable_pairs(home: Home, tmp_path: Path) -> None:
    def pair(a: int, b: int) -> dict[str, str]:
        sides = (("a", TRUTH[a]), ("b", TRUTH[b]))
        return {f"{side}_{column}": row[column] for side, row in sides for column in ("source", "source_key", "role")}

    truth = write(tmp_path / "truth.csv", TRUTH)
    reachable = write(tmp_path / "reachable.csv", [pair(0, 1), pair(1, 2), pair(2, 1)])
    found = evaluate(home, truth, reachable).reachable
    assert found is not None
    assert (found.pairs, found.share, found.recall) == (2, 0.5, 0.5)


def test_rows_of_the_truth_that_no_mention_has_are_counted(home: Home, tmp_path: Path) -> None:
    stranger = {**TRUTH[0], "source_key": "99"}
    assert evaluate(home, write(tmp_path / "truth.csv", [*TRUTH, stranger])).without_mention == 1
    whole, part = (evaluate(home, write(tmp_path / "truth.csv", rows)) for rows in (TRUTH, TRUTH[1:]))
    assert part.without_truth == whole.without_truth + 1
    with pytest.raises(FundlinkError, match="none of its rows"):
        evaluate(home, write(tmp_path / "other.csv", [stranger]))


def test_versions_tell_states_of_one_entry_apart(home: Home, tmp_path: Path) -> None:
    rows = [{**row, "version": "2026" if row["source_key"] == "1" else ""} for row in TRUTH]
    found = evaluate(home, write(tmp_path / "truth.csv", rows))
    assert (found.overall.mentions, found.without_mention) == (5, 1)


def test_bad_files_are_one_clear_line(home: Home, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="no such file"):
        evaluate(home, tmp_path / "none.csv")
    with pytest.raises(FundlinkError, match="no column true_id"):
        evaluate(home, write(tmp_path / "short.csv", [{"source": "x", "source_key": "y", "role": "z"}]))
    with pytest.raises(FundlinkError, match=r"double.csv, rows 2 and 8: gifts:1:donor has two"):
        evaluate(home, write(tmp_path / "double.csv", [*TRUTH, {**TRUTH[0], "true_id": "T9"}]))
    with pytest.raises(FundlinkError, match="fundlink refresh"):
        evaluate(Home(tmp_path / "empty"), write(tmp_path / "truth.csv", TRUTH))


def test_rows_without_a_true_id_are_left_out_and_counted(home: Home, tmp_path: Path) -> None:
    rows = [{**row, "true_id": " " if row["source"] == "transfers" else row["true_id"]} for row in TRUTH]
    found = evaluate(home, write(tmp_path / "truth.csv", rows))
    assert (found.overall.mentions, found.overall.parties, found.without_true_id) == (3, 1, 3)
    with pytest.raises(FundlinkError, match="none of its rows with a true_id"):
        evaluate(home, write(tmp_path / "blank.csv", rows[3:]))


HEADER = "source{0}source_key{0}role{0}true_id\n"
ROWS = "gifts{0}1{0}donor{0}T1\ngifts{0}2{0}donor{0}T1\n"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_truth_as_excel_saves_it(home: Home, tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "truth.csv"
    file.write_text((HEADER + ROWS).format(delimiter), "utf-8-sig")
    assert evaluate(home, file).overall.mentions == 2


def test_a_truth_in_a_workbook(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "truth.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate((HEADER + ROWS).format(",").splitlines()):
            sheet.write_row(at, 0, [int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    assert evaluate(home, file).overall.mentions == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ((HEADER + ROWS).format(",").encode("utf-16"), "not UTF-8"),
        ((HEADER + ROWS + "дары,1,donor,T1\n").format(",").encode("cp1251"), "not UTF-8"),
        (HEADER.format(",").encode() + b"gifts,1,donor,T1\ngifts\n", "row 3: cut short"),
        (HEADER.format(",").encode() + b"gifts,1,donor,T1\ngifts,2,donor,T1,x\n", "row 3: more cells"),
        (HEADER.format(",").encode() + b'gifts,1,donor,T1\ngifts,"2,donor,T1\ngifts,3,donor,T1\n', "row 3: .*quote"),
        (HEADER.format(",").encode() + b'gifts,1,donor,T1\ngifts,"2"3,donor,T1\n', "row 3: .*quote"),
    ],
)
def test_a_broken_truth_is_told_by_its_row(home: Home, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes(content)
    with pytest.raises(FundlinkError, match=rf"broken\.csv[,:].*{told}"):
        evaluate(home, file)


def test_by_size_of_the_true_person(home: Home, tmp_path: Path) -> None:
    sizes = evaluate(home, write(tmp_path / "truth.csv", TRUTH)).by_size
    assert {size: (figures.mentions, figures.exact) for size, figures in sizes.items()} == {
        "1": (1, 0),
        "2": (2, 1),
        "3-5": (3, 0),
    }
