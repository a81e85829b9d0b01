from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation import draw, estimate, read_labels
from resolvers.person import PERSON_RESOLVER
from tests.evaluation.conftest import fill

Label = dict[str, Any]


@pytest.fixture
def people(tmp_path: Path) -> Home:
    """Mentions `aNNN` and `bNNN`: 300 pairs that were joined, 40 in review.

    Every tenth of those joined, and every second of the others, is one the system has wrong.
    """
    home = Home(tmp_path / "people")
    pairs = [(f"a{n:03}", f"b{n:03}") for n in range(340)]
    mentions = [{"mention_id": m, "name": f"Асан {m}"} for pair in pairs for m in pair]
    found = {m: m[1:] if int(m[1:]) < 300 else m for pair in pairs for m in pair}
    kept = [(a, b, 12.0, "same") if int(a[1:]) < 300 else (a, b, 3.0, "review") for a, b in pairs]
    fill(home, mentions, found, kept)
    return home


def _same(mention: str) -> bool:
    number = int(mention[1:])
    return number % 10 != 0 if number < 300 else number % 2 == 0


def _labelled(file: Path, rows: list[dict[str, str]]) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return file


def _drawn(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_sample_of_all_pairs_gives_what_is_true(people: Home, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    assert draw(people, 10_000, 1, file) == {
        "apart: review, under 10 bits": (40, 40),
        "joined: same, 10 bits and more": (300, 300),
    }
    rows = [{**row, "same": "yes" if _same(row["mention_a"]) else "no"} for row in _drawn(file)]
    found = estimate(people, read_labels(people, _labelled(file, rows)))
    assert found.precision is not None
    assert found.recall is not None
    assert (found.precision.low, found.precision.high) == pytest.approx((0.9, 0.9))
    assert (found.recall.low, found.recall.high) == pytest.approx((270 / 290, 270 / 290))


def test_intervals_of_samples_hold_the_truth(people: Home, tmp_path: Path) -> None:
    held = [0, 0]
    for seed in range(20):
        file = tmp_path / f"{seed}.csv"
        draw(people, 60, seed, file)
        rows = [{**row, "same": "1" if _same(row["mention_a"]) else "0"} for row in _drawn(file)]
        found = estimate(people, read_labels(people, _labelled(file, rows)))
        assert found.precision is not None
        assert found.recall is not None
        assert found.labels == 60
        held[0] += found.precision.low <= 0.9 <= found.precision.high
        held[1] += found.recall.low <= 270 / 290 <= found.recall.high
    assert min(held) >= 17


def test_a_sample_is_seeded_and_does_not_say_what_the_system_thinks(people: Home, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        draw(people, 50, seed, tmp_path / name)
    one, again, other = ((tmp_path / name).read_text("utf-8-sig") for name in "abc")
    assert one == again != other
    rows = _drawn(tmp_path / "a")
    assert not rows[0].keys() & {"stratum", "band", "match_weight", "person_id", "inclusion_probability"}
    (sample,) = {row["sample"] for row in rows}
    assert sample.startswith("s-"), "a hash alone may be a number to a spreadsheet"
    joined = [int(row["mention_a"][1:]) < 300 for row in rows]
    assert joined.count(True) == 25
    assert joined != sorted(joined), "the order would tell"
    assert joined != sorted(joined, reverse=True)


def test_cells_that_a_spreadsheet_would_run_are_text(home: Home, tmp_path: Path) -> None:
    names = {"1": "=HYPERLINK(1)", "2": "Асан"}
    fill(home, [{"mention_id": m, "name": n, "phone": "+77010000000"} for m, n in names.items()], {"1": "P", "2": "P"})
    draw(home, 5, 1, tmp_path / "pairs.csv")
    (row,) = _drawn(tmp_path / "pairs.csv")
    assert (row["name_a"], row["phone_a"]) == ("'=HYPERLINK(1)", "'+77010000000")


def test_labels_are_never_overwritten(people: Home, tmp_path: Path) -> None:
    draw(people, 5, 1, tmp_path / "pairs.csv")
    with pytest.raises(FundlinkError, match="is there already"):
        draw(people, 5, 1, tmp_path / "pairs.csv")
    with pytest.raises(FundlinkError, match="cannot be written"):
        draw(people, 5, 1, tmp_path / "pairs.csv" / "more.csv")


def test_bad_labels_are_one_clear_line(people: Home, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    draw(people, 5, 1, file)
    rows = _drawn(file)
    with pytest.raises(FundlinkError, match="nobody has labelled"):
        estimate(people, read_labels(people, file))
    with pytest.raises(FundlinkError, match=r"row 2: same is 'perhaps'"):
        read_labels(people, _labelled(file, [{**rows[0], "same": "perhaps"}]))
    for wrong in ({"sample": ""}, {"sample": "../samples/a"}, {"mention_a": "a339"}):
        with pytest.raises(FundlinkError, match=r"pairs\.csv, row 2: the pair is in no sample"):
            read_labels(people, _labelled(file, [{**rows[0], "same": "yes", **wrong}]))
    turned = {**rows[0], "mention_a": rows[0]["mention_b"], "mention_b": rows[0]["mention_a"]}
    with pytest.raises(FundlinkError, match=r"pairs\.csv, rows 2 and 3: one pair is both"):
        read_labels(people, _labelled(file, [{**rows[0], "same": "yes"}, {**turned, "same": "no"}]))
    _labelled(file, [{**rows[0], "same": "yes"}])
    text = file.read_text("utf-8-sig")
    file.write_text(f"{text}a000\n", "utf-8")
    with pytest.raises(FundlinkError, match=r"pairs\.csv, row 3: cut short"):
        read_labels(people, file)
    file.write_text(text.replace("yes", "да"), "cp1251")
    with pytest.raises(FundlinkError, match=r"pairs\.csv: not UTF-8"):
        read_labels(people, file)
    with pytest.raises(FundlinkError, match="no column mention_b"):
        read_labels(people, _labelled(file, [{"sample": "x", "mention_a": "a000"}]))
    both = [_label("a000", True, 1), {**_label("a000", False, 2)}]
    with pytest.raises(FundlinkError, match="a000 and b000 are both"):
        estimate(people, pa.Table.from_pylist(both), PERSON_RESOLVER)
    with pytest.raises(FundlinkError, match="fundlink refresh"):
        estimate(Home(tmp_path / "none"), pa.Table.from_pylist(both), PERSON_RESOLVER)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_labels_as_excel_saves_them_in_kazakhstan(people: Home, tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "pairs.csv"
    draw(people, 34, 1, file)
    (found, *_) = (row for row in _drawn(file) if int(row["mention_a"][1:]) < 300)
    pair = {"mention_a": found["mention_a"], "mention_b": found["mention_b"]}
    lines = (("sample", *pair, "same"), (found["sample"], *pair.values(), "Yes"))
    file.write_text("\n".join(map(delimiter.join, lines)), "utf-8-sig")
    assert read_labels(people, file).to_pylist() == [{**pair, "same": True, "weight": pytest.approx(300 / 17)}]


def test_few_pairs_of_one_side_leave_the_sample_to_the_other(people: Home, tmp_path: Path) -> None:
    drawn = draw(people, 200, 1, tmp_path / "pairs.csv")
    assert drawn == {"apart: review, under 10 bits": (40, 40), "joined: same, 10 bits and more": (160, 300)}


def _label(a: str, same: bool, decision: int) -> Label:
    return {"mention_a": f"b{a[1:]}", "mention_b": a, "same": same, "decision": decision}


def test_decisions_speak_of_the_model_and_say_what_they_are(people: Home) -> None:
    review = [_label(f"a{n}", _same(f"a{n}"), n) for n in range(300, 320)]
    found = estimate(people, pa.Table.from_pylist(review), PERSON_RESOLVER)
    assert (found.precision, found.recall, found.covered_found) == (None, None, 0.0)
    assert any("no random sample" in line for line in found.caveats)
    assert any("0% of the pairs found, 100% of the others" in line for line in found.caveats)
    assert "the model" in found.speaks_of
    same = [_label(f"a{n:03}", _same(f"a{n:03}"), n) for n in range(20)]
    strange = {"mention_a": "a001", "mention_b": "b002", "same": False, "decision": 9}
    found = estimate(people, pa.Table.from_pylist([*review, *same, strange]), PERSON_RESOLVER)
    assert found.precision is not None
    assert found.precision.value == pytest.approx(18 / 20)
    assert found.recall is not None
    assert found.recall.value == pytest.approx(270 / 290)
    assert found.unknown == 1


def test_what_one_decision_says_counts_once(people: Home) -> None:
    def width(decisions: int) -> float:
        rows = [_label(f"a{n:03}", _same(f"a{n:03}"), n % decisions) for n in range(40)]
        precision = estimate(people, pa.Table.from_pylist(rows), PERSON_RESOLVER).precision
        assert precision is not None
        return precision.high - precision.low

    assert width(4) > 2 * width(40)


def test_what_humans_decided_counts_for_the_model_as_it_answered(people: Home, tmp_path: Path) -> None:
    """A human has joined a pair of the review band: it is not one that the model found."""
    ids = {"a": "A", "b": "B"}
    evidence = ["human: same", "given: same +8.5", "surname: same +6.0", "phone: same +9.0", "birth: far apart -12.0"]
    kept = [("a", "b", 11.5, "same")]
    fill(people, [{"mention_id": m, "name": m} for m in ids], ids, kept, {"a": evidence})
    label = {"mention_a": "a", "mention_b": "b", "same": True, "decision": 1}
    (stratum,) = estimate(people, pa.Table.from_pylist([label]), PERSON_RESOLVER).strata
    assert (stratum.name, stratum.found, stratum.labels) == ("review, 10 bits and more", False, 1)
