"""When retraining is due, and by how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundlink.config import Home
from fundlink.resolution import drift
from fundlink.resolution.drift import DUE_INDEX, drifts, read_drift, stability_index
from fundlink.resolution.model import accepted, comparisons_digest, load
from fundlink.resolution.retraining import expectations
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Resolve, Row

THEN = {"known": 0.9, "unknown": 0.1}


def people(number: int, given: str = "Нұрлан") -> list[Row]:
    """Each mentioned twice, in two cities, with an e-mail address."""
    return [
        {
            "name": f"{given} {chr(0x410 + i % 30)}{chr(0x430 + i // 30 % 30)}ментаев",
            "email": f"{i}@mail.example",
            "city": city,
        }
        for i in range(number)
        for city in ("Алматы", "Астана")
    ]


def test_the_index_is_nothing_for_the_same_and_large_for_another_population() -> None:
    assert stability_index(THEN, THEN) == 0
    # (0.6 - 0.9) ln(0.6 / 0.9) + (0.4 - 0.1) ln(0.4 / 0.1)
    assert stability_index(THEN, {"known": 0.6, "unknown": 0.4}) == pytest.approx(0.53753, abs=1e-4)
    assert stability_index(THEN, {"known": 0.88, "unknown": 0.12}) < 0.01


def test_a_category_never_seen_before_counts_and_does_not_divide_by_nothing() -> None:
    assert stability_index({"same": 1.0}, {"same": 0.5, "different": 0.5}) > DUE_INDEX


def test_due_says_what_and_by_how_much() -> None:
    model = replace(load(PERSON_RESOLVER), expected={"terms: given": THEN, "terms: city": THEN})
    trained = int(model.trained_on["mentions"])
    now = {"terms: given": {"known": 0.5, "unknown": 0.5}, "terms: city": THEN}
    found = {(told.measure, told.field): told for told in drifts(PERSON_RESOLVER, model, trained, now)}
    assert found["terms", "given"].due
    assert not found["terms", "city"].due
    assert not found["mentions", ""].due
    (grown, *_) = drifts(PERSON_RESOLVER, model, 30 * trained, {})
    assert grown.due
    assert grown.index == 30


def test_other_conditions_than_those_of_the_training_are_due() -> None:
    model = load(PERSON_RESOLVER)
    same, other = (
        replace(model, trained_on={**model.trained_on, "comparisons": digest})
        for digest in (comparisons_digest(PERSON_RESOLVER), "other")
    )
    assert [drifts(PERSON_RESOLVER, known, 1, {})[1].due for known in (same, other)] == [False, True]


def test_of_many_pairs_some_are_looked_at(resolve: Resolve, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = people(1500)
    for row in rows[: len(rows) * 2 // 3 : 2]:  # Of two thirds one side has no city.
        row["city"] = None
    resolve(rows)
    model = load(PERSON_RESOLVER, home)
    of_all = expectations(home, PERSON_RESOLVER, model)["levels: city"]
    monkeypatch.setattr(drift, "_MOST_PAIRS", 400)
    of_some = expectations(home, PERSON_RESOLVER, model)["levels: city"]
    assert of_some != of_all
    assert of_some == pytest.approx(of_all, abs=0.1)


def test_a_refresh_measures_warns_and_keeps_it(resolve: Resolve, home: Home, caplog: pytest.LogCaptureFixture) -> None:
    resolve(people(1100))
    model = load(PERSON_RESOLVER, home)
    expected = expectations(home, PERSON_RESOLVER, model)
    assert expected["levels: email"]["same"] == 1
    assert expected["levels: phone"]["nothing known"] == 1
    # A model of another population: there all given names were known, and nobody had an e-mail address.
    other = {"terms: given": {"known": 1.0, "unknown": 0.0}, "levels: email": {"nothing known": 1.0}}
    replace(model, expected=other).save(accepted(home, PERSON_RESOLVER))
    resolve(people(1100, "Уәлихантөре"), "r2")
    found = {(told.measure, told.field): told for told in read_drift(home)}
    assert found["terms", "given"].due
    assert found["levels", "email"].due
    assert "retraining is due" in caplog.text
    assert {told.model for told in found.values()} == {model.version}


def test_a_handful_of_records_says_nothing(resolve: Resolve, home: Home) -> None:
    resolve(people(10))
    assert {drift.measure for drift in read_drift(home)} == {"mentions", "comparisons"}
