from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.evaluation import Comparison, evaluate
from tests.evaluation.conftest import TRUTH, fill, write

Row = dict[str, Any]
MAN, WOMAN = "850101300005", "850101400001"


def _compared(home: Home, folder: Path, reachable: list[tuple[str, str]] | None = None) -> dict[str, Comparison]:
    """Errors of people of two mentions each, whose ids are the person's and a letter."""
    ids = pq.read_table(home.table("mention/all"))["mention_id"].to_pylist()
    key = {"source": "gifts", "role": "donor"}
    truth = write(folder / "truth.csv", [{**key, "source_key": m, "true_id": m[:-1]} for m in ids])
    pairs = None
    if reachable:
        rows = [
            {f"{side}_{c}": v for side, m in zip("ab", pair, strict=True) for c, v in {**key, "source_key": m}.items()}
            for pair in reachable
        ]
        pairs = write(folder / "reachable.csv", rows)
    return evaluate(home, truth, pairs).groups


def _people(count: int, prefix: str, found: int, **said: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """So many people of two mentions, the first `found` of them resolved to one person, the others left apart."""
    mentions = [{"mention_id": f"{prefix}{n:03}{half}", **said} for n in range(count) for half in "ab"]
    ids = {m["mention_id"]: m["mention_id"][: -1 if int(m["mention_id"][-4:-1]) < found else None] for m in mentions}
    return mentions, ids


def _fill(home: Home, *people: tuple[list[dict[str, Any]], dict[str, str]]) -> None:
    fill(home, [m for mentions, _ in people for m in mentions], {m: p for _, ids in people for m, p in ids.items()})


def test_false_and_missed_pairs_worked_out_by_hand(home: Home, tmp_path: Path) -> None:
    groups = evaluate(home, write(tmp_path / "truth.csv", TRUTH)).groups["script"].groups
    # Found 12, 34, 56; true 12, 13, 23, 56. Arabic is 3: found 34, wrong; true 13 and 23, both missed.
    arabic, cyrillic = groups["Arabic"], groups["Cyrillic"]
    assert (arabic.false_match.errors, arabic.false_match.pairs) == (1, 1)
    assert (arabic.missed.errors, arabic.missed.pairs) == (2, 2)
    # Cyrillic are 1, 4 and 5.
    assert (cyrillic.false_match.errors, cyrillic.false_match.pairs) == (1, 3)
    assert (cyrillic.missed.errors, cyrillic.missed.pairs) == (1, 3)
    assert (arabic.missed_reachable, arabic.reachable) == (None, None)


def test_a_mention_without_a_number_has_the_sex_of_its_true_person(home: Home, tmp_path: Path) -> None:
    mentions = [
        {"mention_id": "M1a", "name": "Асан", "iin": MAN},
        {"mention_id": "M1b", "name": "Асан"},
        {"mention_id": "W1a", "name": "Айгүл", "iin": WOMAN},
        {"mention_id": "N1a", "name": "Нұр"},
        {"mention_id": "B1a", "name": "Екеу", "iin": MAN},
        {"mention_id": "B1b", "name": "Екеу", "iin": WOMAN},
    ]
    fill(home, mentions, {m["mention_id"]: "P" for m in mentions})
    groups = _compared(home, tmp_path)["sex"].groups
    assert {sex: errors.mentions for sex, errors in groups.items()} == {"male": 2, "female": 1}


def test_a_patronymic_is_a_column_or_a_part_of_the_name(home: Home, tmp_path: Path) -> None:
    names = [("Асанов Нұрлан", "Серік"), ("Асанов Нұрлан Серікұлы", None), ("Асанов Нұрлан", None), (None, None)]
    mentions: list[Row] = [{"mention_id": f"{n}a", "name": name, "father_name": f} for n, (name, f) in enumerate(names)]
    fill(home, mentions, {m["mention_id"]: "P" for m in mentions})
    groups = _compared(home, tmp_path)["patronymic"].groups
    assert {name: errors.mentions for name, errors in groups.items()} == {"with": 2, "without": 1}


def test_evidence_is_counted_by_kind(home: Home, tmp_path: Path) -> None:
    rich = {"mention_id": "1a", "name": "Асан", "iin": MAN, "birth_dates": ["1985"], "documents": [], "phone": "+7"}
    fill(home, [{**rich, "address": "Абая 1"}, {"mention_id": "2a", "name": "Асан"}], {"1a": "P", "2a": "P"})
    assert _compared(home, tmp_path)["script"].groups["Cyrillic"].evidence == 2


def test_less_evidence_is_the_reason(home: Home, tmp_path: Path) -> None:
    rich = _people(200, "r", 190, name="Асан", phone="+77010000000", email="a@b.example")
    poor = _people(200, "p", 100, name="Asan", phone="+77010000000")
    _fill(home, rich, poor)
    widest = _compared(home, tmp_path)["script"].widest["missed"]
    assert (widest.worst, widest.best) == ("Latin", "Cyrillic")
    assert widest.ratio == pytest.approx(10)
    assert widest.reason is not None
    assert widest.reason.startswith("less evidence: 1.00 kinds of evidence beyond the name a mention, against 2.00")


def test_the_same_evidence_is_no_reason(home: Home, tmp_path: Path) -> None:
    _fill(home, _people(200, "r", 190, name="Асан"), _people(200, "p", 100, name="Asan"))
    every = [(f"{prefix}{n:03}a", f"{prefix}{n:03}b") for prefix in "rp" for n in range(200)]
    compared = _compared(home, tmp_path, every)["script"]
    reached = compared.groups["Latin"].missed_reachable
    assert reached is not None
    assert (reached.errors, reached.pairs, compared.groups["Latin"].reachable) == (200, 400, 1.0)
    reason = compared.widest["missed_reachable"].reason
    assert reason is not None
    assert reason.startswith("not for want of evidence, so look at the names")


def test_few_errors_may_be_chance_and_few_people_are_not_compared(home: Home, tmp_path: Path) -> None:
    _fill(home, _people(40, "r", 39, name="Асан"), _people(40, "p", 36, name="Asan"))
    widest = _compared(home, tmp_path)["script"].widest["missed"]
    assert widest.ratio == pytest.approx(4)
    assert widest.reason == "may be chance: the 95 % intervals overlap"
    _fill(home, _people(40, "r", 39, name="Асан"), _people(20, "p", 0, name="Asan"))
    assert "missed" not in _compared(home, tmp_path)["script"].widest


def test_pairs_of_one_person_are_not_independent(home: Home, tmp_path: Path) -> None:
    """Thirty people of two mentions, against two of sixteen (as many errors, as many pairs): the interval is wider."""

    def width(persons: int, size: int, missed: int) -> float:
        mentions = [{"mention_id": f"{p:02}{n:02}", "name": "Асан"} for p in range(persons) for n in range(size)]
        apart = {m["mention_id"]: m["mention_id"] for m in mentions if int(m["mention_id"][:2]) < missed}
        fill(home, mentions, {m["mention_id"]: apart.get(m["mention_id"], m["mention_id"][:2]) for m in mentions})
        key = {"source": "gifts", "role": "donor"}
        rows = [{**key, "source_key": m["mention_id"], "true_id": m["mention_id"][:2]} for m in mentions]
        share = evaluate(home, write(tmp_path / "truth.csv", rows)).groups["script"].groups["Cyrillic"].missed.share
        assert share is not None
        assert share.value == pytest.approx(0.25)
        return share.high - share.low

    assert width(4, 8, 1) > width(40, 2, 10) > 0.1
