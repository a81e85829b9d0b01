"""`fundlink model`, as a user runs it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution import retraining
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import write_mentions
from tests.resolution.test_training import some_people


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path_factory.mktemp("model") / "home")
    monkeypatch.setenv("FUNDLINK_HOME", str(home.path))
    monkeypatch.setattr(retraining, "LEAST_MENTIONS", 100)
    return home


def said(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["model", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def told(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said(*arguments, "--json"))
    return answer


def test_before_the_first_refresh_the_shipped_model_is_named(home: Home) -> None:
    assert not told()["own"]
    assert "shipped with fundlink" in said()
    with pytest.raises(FundlinkError, match="Run fundlink refresh"):
        said("train")
    with pytest.raises(FundlinkError, match="Run fundlink model train"):
        said("accept")


def test_train_shows_the_effect_and_accept_takes_it(home: Home) -> None:
    table = write_mentions(home.table("mention/test"), some_people(120, seed=5))
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    before = told()
    assert before["candidate"] is None

    candidate = told("train", "--by", "an analyst", "--seed", "0")
    assert candidate["trained_on"]["training_seed"] == 0
    assert candidate["model"] != before["model"]
    assert candidate["effect"]["mentions"] == candidate["trained_on"]["mentions"] == int(before["drift"][0]["now"])
    assert told()["candidate"]["effect"] == candidate["effect"]
    assert told()["model"] == before["model"]
    assert "a candidate waits" in said()

    assert candidate["model"] in said("accept", "--reason", "seen", "--by", "an analyst")
    after = told()
    assert (after["model"], after["own"], after["candidate"]) == (candidate["model"], True, None)


def test_a_rejected_candidate_is_gone(home: Home) -> None:
    table = write_mentions(home.table("mention/test"), some_people(120, seed=6))
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    text = said("train")
    assert "persons would be made of several" in text
    assert "not kept" in text
    said("reject", "--reason", "joins brothers")
    assert told()["candidate"] is None


def test_whoever_waits_is_told_each_stage(home: Home) -> None:
    table = write_mentions(home.table("mention/test"), some_people(120, seed=7))
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    told: list[str] = []
    retraining.train_candidate(
        home, PERSON_RESOLVER, "test", begins=lambda work, stage: told.append(f"{work}: {stage}")
    )
    assert (told[0], told[-1]) == ("training: mentions", "resolution: tables")
    assert told.index("training: matching") < told.index("resolution: scoring")
