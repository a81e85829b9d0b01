from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation import evaluate

# Mention, source, name, found person, true person.
MENTIONS = (
    ("1", "gifts", "Нұрлан", "P-1", "T1"),
    ("2", "gifts", "Nurlan", "P-1", "T1"),
    ("3", "gifts", "نورلان", "P-2", "T1"),
    ("4", "transfers", "Асан", "P-2", "T2"),
    ("5", "transfers", "Aсан", "P-3", "T3"),  # its first letter is Latin
    ("6", "transfers", None, "P-3", "T3"),
)
TRUTH = [{"source": source, "source_key": m, "role": "donor", "true_id": true} for m, source, _, _, true in MENTIONS]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Six mentions of three people, as a refresh would have left them."""
    home = Home(tmp_path / "home")
    shared = {"role": "donor", "version": None}
    members: list[dict[str, Any]] = [
        {"mention_id": m, "source": source, "source_key": m, "person_id": found, **shared}
        for m, source, _, found, _ in MENTIONS
    ]
    names = [{"mention_id": m, "name": name} for m, _, name, _, _ in MENTIONS]
    for key, rows in (("resolved/person_members", members), ("mention/all", names)):
        home.table(key).parent.mkdir(parents=True)
        schema = pa.schema([(column, pa.string()) for column in rows[0]])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), home.table(key))
    return home


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


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
