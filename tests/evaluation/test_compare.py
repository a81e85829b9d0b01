from __future__ import annotations

from pathlib import Path

import pytest

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
    with pytest.raises(FundlinkError, match="none of its rows"):
        evaluate(home, write(tmp_path / "other.csv", [stranger]))


def test_versions_tell_states_of_one_entry_apart(home: Home, tmp_path: Path) -> None:
    rows = [{**row, "version": "2026" if row["source_key"] == "1" else ""} for row in TRUTH]
    found = evaluate(home, write(tmp_path / "truth.csv", rows))
    assert (found.overall.mentions, found.without_mention) == (5, 1)


def test_bad_files_are_one_clear_line(home: Home, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="No such file"):
        evaluate(home, tmp_path / "none.csv")
    with pytest.raises(FundlinkError, match="no column true_id"):
        evaluate(home, write(tmp_path / "short.csv", [{"source": "x", "source_key": "y", "role": "z"}]))
    with pytest.raises(FundlinkError, match="gifts:1:donor has two true_ids"):
        evaluate(home, write(tmp_path / "double.csv", [*TRUTH, {**TRUTH[0], "true_id": "T9"}]))
    with pytest.raises(FundlinkError, match="fundlink refresh"):
        evaluate(Home(tmp_path / "empty"), write(tmp_path / "truth.csv", TRUTH))


def test_by_size_of_the_true_person(home: Home, tmp_path: Path) -> None:
    sizes = evaluate(home, write(tmp_path / "truth.csv", TRUTH)).by_size
    assert {size: (figures.mentions, figures.exact) for size, figures in sizes.items()} == {
        "1": (1, 0),
        "2": (2, 1),
        "3-5": (3, 0),
    }
