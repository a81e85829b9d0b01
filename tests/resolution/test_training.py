"""A model: trained again it is the same, and another is taken only by a human who saw its effect."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.resolution import Comparison, Level, retraining
from fundlink.resolution.model import Model, accepted, load
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.training import _beside_declared, train
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Row, groups, write_mentions

GIVEN = ("Нұрлан", "Серік", "Асқар", "Айгүл", "Сәуле", "Марат", "Динара", "Ержан", "Жанар", "Болат", "Ықылас", "Мәлік")
SURNAMES = ("Ахметов", "Омаров", "Ибраев", "Касымов", "Иванов", "Құдайбергенов", "Оспанов", "Сейітов", "Бөкеев")


def some_people(number: int = 400, seed: int = 3) -> list[Row]:
    """People of a few names, each with two to four mentions that say a part of what is known of them."""
    rng = random.Random(seed)
    rows: list[Row] = []
    for person in range(number):
        given, surname = rng.choice(GIVEN), rng.choice(SURNAMES)
        born = f"19{rng.randint(50, 99)}-{rng.randint(1, 12):02d}-{rng.randint(2, 28):02d}"
        for _ in range(rng.randint(2, 4)):
            rows.append(
                {
                    "name": f"{given} {surname}" if rng.random() < 0.8 else f"{surname} {given[:-1]}",
                    "birth_dates": [born] if rng.random() < 0.8 else [],
                    "phone": f"+7701{person:07d}" if rng.random() < 0.6 else None,
                    "email": f"{person}@mail.example" if rng.random() < 0.4 else None,
                    "father_name": rng.choice(GIVEN) if rng.random() < 0.3 else None,
                    "city": rng.choice(("Алматы", "Астана", "Шымкент")) if rng.random() < 0.5 else None,
                }
            )
    return rows


@pytest.fixture(scope="module")
def mentions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mentions(tmp_path_factory.mktemp("trained") / "mentions.parquet", some_people())


@pytest.fixture(scope="module")
def trained(mentions: Path) -> Model:
    return train(PERSON_RESOLVER, [mentions], {"world": "test"})


def test_the_order_of_rows_does_not_matter(mentions: Path, trained: Model, tmp_path: Path) -> None:
    rows = pq.read_table(mentions).to_pylist()
    random.Random(1).shuffle(rows)
    again = train(PERSON_RESOLVER, [write_mentions(tmp_path / "shuffled.parquet", rows)], {})
    assert again.version == trained.version


def test_a_model_says_what_it_was_trained_on(mentions: Path, trained: Model) -> None:
    assert trained.trained_on["mentions"] == pq.read_metadata(mentions).num_rows
    assert {"world", "on", "training_seed", "splink", "comparisons"} <= trained.trained_on.keys()


def test_the_chance_that_two_share_a_value_is_exact(tmp_path: Path) -> None:
    # 4 of a phone, 6 of another, 90 of their own: (4 * 3 + 6 * 5) / (100 * 99).
    phones = ["+77010000001"] * 4 + ["+77010000002"] * 6 + [f"+7702{i:07d}" for i in range(90)]
    rows = [{**row, "phone": phone} for row, phone in zip(_distinct(100), phones, strict=True)]
    model = train(PERSON_RESOLVER, [write_mentions(tmp_path / "mentions.parquet", rows)], {})
    assert model.u["phone"]["same"] == pytest.approx(42 / 9900, rel=1e-5)


def test_the_chance_of_one_birth_date_is_exact_where_dates_and_numbers_meet(tmp_path: Path) -> None:
    rows = [{**row, "birth_dates": [f"19{50 + i % 50}-05-17"]} for i, row in enumerate(_distinct(100))]
    model = train(PERSON_RESOLVER, [write_mentions(tmp_path / "mentions.parquet", rows)], {})
    assert model.u["birth"]["same day"] == pytest.approx(50 / (100 * 99 / 2), rel=1e-5)


def _distinct(number: int) -> list[Row]:
    return [
        {"name": f"{chr(0x410 + i % 30)}{chr(0x430 + i // 30)}дар Омаров", "email": f"{i}@x.kz"} for i in range(number)
    ]


def test_what_training_never_saw_weighs_what_is_declared_or_nothing(mentions: Path) -> None:
    def unseen(name: str, *levels: Level) -> Comparison:
        return Comparison(name, "wallet_l IS NULL OR wallet_r IS NULL", levels)

    declared = unseen(
        "declared", Level("same", "wallet_l = wallet_r", m=0.9, u=1e-4), Level("no", "ELSE", m=0.1, u=0.9)
    )
    silent = unseen("silent", Level("same", "wallet_l = wallet_r"), Level("no", "ELSE"))
    resolver = replace(PERSON_RESOLVER, comparisons=(*PERSON_RESOLVER.comparisons, declared, silent))
    model = train(resolver, [mentions], {})
    assert (model.m["declared"], model.u["declared"]) == ({"same": 0.9, "no": 0.1}, {"same": 1e-4, "no": 0.9})
    assert model.m["silent"] == model.u["silent"]


def test_a_level_on_which_only_different_people_agree_stops_no_training(tmp_path: Path) -> None:
    rows = [
        # Three in a row share what nobody else has, so that it is quite sure who is not one.
        {**row, "wallet": f"x{number // 3}", "account": f"KZ{number // 3}", "device": f"d{number // 3}"}
        for number, row in enumerate(some_people())
    ]
    model = train(PERSON_RESOLVER, [write_mentions(tmp_path / "mentions.parquet", rows)], {})
    assert model.m["father"]["same"] == model.m["account"]["different"] == 1e-3


@pytest.fixture
def refreshed(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of mentions that were resolved with the shipped model, and one decision."""
    monkeypatch.setattr(retraining, "LEAST_MENTIONS", 100)
    table = write_mentions(home.table("mention/test"), some_people(120, seed=4))
    with writing(home) as ledger:
        ledger.say(Word(Verb.NOT_SAME, ("m00000",), ("m00001",), "father and son", "tester"))
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    return home


def ids(home: Home) -> dict[str, str]:
    rows = pq.read_table(home.table("resolved/person_members")).to_pylist()
    return {row["mention_id"]: row["person_id"] for row in rows}


def evidence(home: Home) -> dict[tuple[str, str], list[str]]:
    rows = pq.read_table(home.table("resolved/person_pairs")).to_pylist()
    return {(row["mention_a"], row["mention_b"]): row["evidence"] for row in rows}


def test_a_candidate_changes_nothing_until_it_is_accepted_and_ids_stay(refreshed: Home) -> None:
    before, persons, told_before = groups(refreshed), ids(refreshed), evidence(refreshed)
    shipped = load(PERSON_RESOLVER, refreshed).version
    model, effect = retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")
    assert load(PERSON_RESOLVER, refreshed).version == shipped != model.version
    assert not list((refreshed.path / "models").glob(".trial-*"))

    retraining.accept(refreshed, PERSON_RESOLVER, "tester", "tried")
    assert load(PERSON_RESOLVER, refreshed).version == model.version
    resolve_persons(refreshed, [refreshed.table("mention/test")], PERSON_RESOLVER, "r2")
    after, now = groups(refreshed), ids(refreshed)
    assert now["m00000"] != now["m00001"]  # the decision holds
    # What the effect told is what happened.
    moved = {mention for group in after if group not in before for mention in group}
    assert len(moved) == effect.moved
    # Whoever has the same mentions has the same id.
    assert all(persons[group[0]] == now[group[0]] for group in after if group in before)
    assert effect.mentions == len(now)
    assert effect.bands["same"]["same"] > 0
    assert sum(effect.labels["candidate"].values()) == 1
    told_after = evidence(refreshed)
    assert effect.examples
    for example in effect.examples:
        pair = example["mention_a"], example["mention_b"]
        assert (example["evidence_was"], example["evidence_becomes"]) == (told_before.get(pair), told_after.get(pair))

    told = [json.loads(line) for line in retraining.history_file(refreshed).read_text().splitlines()]
    assert [(line["action"], line["by"]) for line in told] == [("train", "tester"), ("accept", "tester")]
    assert told[1]["model"] == model.version
    assert told[1]["instead_of"] == shipped


def test_a_candidate_is_refused_when_the_home_has_changed_since(refreshed: Home) -> None:
    retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")
    with writing(refreshed) as ledger:
        ledger.say(Word(Verb.NOT_SAME, ("m00000",), ("m00005",), "seen", "tester"))
    with pytest.raises(FundlinkError, match="has changed since"):
        retraining.accept(refreshed, PERSON_RESOLVER, "tester")
    retraining.reject(refreshed, PERSON_RESOLVER, "tester", "another day")
    with pytest.raises(FundlinkError, match="no candidate"):
        retraining.accept(refreshed, PERSON_RESOLVER, "tester")


def test_a_candidate_of_a_home_that_changes_meanwhile_is_refused(refreshed: Home) -> None:
    def refresh(work: str, stage: str) -> None:
        if (work, stage) == ("training", "matching"):
            table = write_mentions(refreshed.table("mention/test"), some_people(120, seed=4)[:-1])
            resolve_persons(refreshed, [table], PERSON_RESOLVER, "r2")

    with pytest.raises(FundlinkError, match=r"has changed while.*Run fundlink model train"):
        retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester", begins=refresh)
    assert retraining.read_candidate(refreshed, PERSON_RESOLVER) is None


def test_one_training_at_a_time_removes_what_a_killed_one_left(
    refreshed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retraining, "LEAST_MENTIONS", 10_000)
    left = refreshed.path / "models" / ".trial-killed"
    (left / "tables").mkdir(parents=True)
    with FileLock(left.parent / "training.lock"), pytest.raises(FundlinkError, match="another training is under way"):
        retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")
    assert left.exists()
    with pytest.raises(FundlinkError, match="teach too little"):
        retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")
    assert not left.exists()


def test_training_waits_for_a_refresh_and_for_enough_mentions(refreshed: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_mentions(refreshed.table("mention/more"), [{"mention_id": "x1", "name": "Асан Омаров"}])
    with pytest.raises(FundlinkError, match="refresh first"):
        retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")
    monkeypatch.setattr(retraining, "LEAST_MENTIONS", 10_000)
    with pytest.raises(FundlinkError, match="teach too little"):
        retraining.train_candidate(refreshed, PERSON_RESOLVER, "tester")


def test_a_model_of_the_home_for_other_comparisons_is_refused_with_its_mend(home: Home, trained: Model) -> None:
    file = accepted(home, PERSON_RESOLVER)
    replace(trained, m={}).save(file)
    with pytest.raises(FundlinkError, match=r"trained for other comparisons.*fundlink model train"):
        load(PERSON_RESOLVER, home)
    file.write_text("{")
    with pytest.raises(FundlinkError, match="damaged"):
        load(PERSON_RESOLVER, home)


def test_declared_levels_take_nothing_from_what_is_learned(trained: Model) -> None:
    """Who shares father and telephone is on a level whose share is declared: the others are the whole all the same."""
    assert trained.m["father"]["same, with a contact in common"] == 0.003
    # Levels that were never seen have the least share each.
    assert sum(share for share in trained.m["father"].values() if share > 0.001) == pytest.approx(1, abs=0.002)


def test_what_training_saw_on_declared_levels_alone_leaves_the_others_with_nothing() -> None:
    levels = (Level("same", "x_l = x_r", m=0.7), Level("near", "x_l > x_r", u=0.1), Level("different", "ELSE"))
    assert _beside_declared(levels, [0.7, 0.0, "level not observed in training dataset"]) == {"same": 0.7, "near": 0.0}
    found = _beside_declared(levels, [0.7, 0.5, 0.25])
    assert found == {"same": 0.7, "near": pytest.approx(0.2), "different": pytest.approx(0.1)}
