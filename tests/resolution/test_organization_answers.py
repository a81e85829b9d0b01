"""Decisions of humans about organisations, and why and how of them."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app
from fundlink.config import Home
from fundlink.decisions import Verb, Word, writing
from fundlink.errors import FundlinkError
from fundlink.resolution.organizations import explain_organizations, trace_organization
from resolvers.organization import ORGANIZATION_RESOLVER
from tests.resolution.conftest import Resolve, Row, groups, write_mentions
from tests.resolution.test_organizations import AGENT, BIN, OTHER_BIN, PHONE, pairs


def decide(home: Home, verb: Verb, a: list[str], b: list[str]) -> None:
    with writing(home) as ledger:
        ledger.say(Word(verb, tuple(a), tuple(b), "said so", "analyst"))


def shops(names: list[str]) -> list[Row]:
    return [
        {**AGENT, "kind": "organization", "name": name, "phone": PHONE, "city": "Тараз", "source_key": str(at)}
        for at, name in enumerate(names)
    ]


def test_a_human_joins_what_no_rule_does(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.SAME, ["m00000"], ["m00001"])
    resolve_bodies([{"name": "Алтын", "bin": BIN}, {"name": "Gold", "bin": OTHER_BIN}, {"name": "Алтын"}])
    assert groups(home, "organization") == [["m00000", "m00001"], ["m00002"]]
    members = pq.read_table(home.table("resolved/organization_members")).to_pylist()
    assert [row["decided_by"] for row in members] == ["human", "human", "rule"]
    assert pairs(home)["m00000", "m00001"]["rule"] == "human: same"


def test_a_human_takes_one_out_of_many(resolve_bodies: Resolve, home: Home) -> None:
    rows = shops(["Обмен Жол"] * 4)
    decide(home, Verb.SPLIT, ["m00002"], ["m00000", "m00001", "m00003"])
    resolve_bodies(rows)
    assert groups(home, "organization") == [["m00000", "m00001", "m00003"], ["m00002"]]
    assert {
        pair["conflict"] for pair in pairs(home).values() if "m00002" in (pair["mention_a"], pair["mention_b"])
    } == {True}


def test_a_human_takes_one_half_from_the_other(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.SPLIT, ["m00001", "m00003"], ["m00000", "m00002"])
    resolve_bodies(shops(["Обмен Жол"] * 4))
    assert groups(home, "organization") == [["m00000", "m00002"], ["m00001", "m00003"]]


def test_a_decision_about_one_holds_for_all_that_are_the_same(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.SAME, ["m00000"], ["gone"])
    decide(home, Verb.SAME, ["gone"], ["m00001"])
    resolve_bodies([{"name": "Алтын"}, {"name": "Gold"}])
    assert len(groups(home, "organization")) == 1


def test_how_tells_each_join_with_its_rule(resolve_bodies: Resolve, home: Home) -> None:
    rows = [*shops(["Обмен Жол", "Obmen Jol", "Обмен Жол"]), {**shops(["Обмен Жол"])[0], "phone": None}]
    resolve_bodies(rows)
    write_mentions(home.table("mention/test"), [{**row, "kind": "organization"} for row in rows])
    told = trace_organization(home, ORGANIZATION_RESOLVER, "m00001")
    assert len(told.mentions) == 4
    assert [(step.left, step.right) for step in told.steps] == [
        (("m00000",), ("m00002",)),
        (("m00000", "m00002"), ("m00001",)),
        (("m00000", "m00001", "m00002"), ("m00003",)),
    ]
    assert [step.rule for step in told.steps][1:] == ["names alike and same phone", "agents of the same name and city"]


def test_why_tells_what_holds_and_what_fails(resolve_bodies: Resolve, home: Home) -> None:
    rows = [
        {**shops(["Обмен Жол"])[0], "bin": BIN},
        {**shops(["Obmen Jol"])[0], "bin": OTHER_BIN},
        {"kind": "organization", "name": "Обмен Жол", "source": "test", "role": "donor"},
    ]
    resolve_bodies(rows)
    write_mentions(home.table("mention/test"), rows)
    told = explain_organizations(home, ORGANIZATION_RESOLVER, "m00000", "m00001")
    verdicts = {verdict.rule: verdict for verdict in told.rules}
    assert not told.together
    assert verdicts["names alike and same phone"].holds is True
    assert verdicts["same business identification number"].holds is False
    assert verdicts["names alike and same e-mail"].holds is None
    assert [doubt["evidence"][-1] for doubt in told.doubts] == ["two business identification numbers"]
    other = explain_organizations(home, ORGANIZATION_RESOLVER, "m00000", "m00002")
    agents = {verdict.rule: verdict for verdict in other.rules}["agents of the same name and city"]
    assert agents.holds is None
    assert agents.reasons == ("it is about other records",)


def test_why_of_two_that_are_one_gives_the_chain(resolve_bodies: Resolve, home: Home) -> None:
    rows = shops(["Обмен Жол"] * 2)
    rows[1]["phone"] = None
    resolve_bodies(rows)
    write_mentions(home.table("mention/test"), rows)
    told = explain_organizations(home, ORGANIZATION_RESOLVER, "m00000", "m00001")
    assert told.together
    assert [row["rule"] for row in told.joins] == ["agents of the same name and city"]


def test_nobody_of_that_name(resolve_bodies: Resolve, home: Home) -> None:
    resolve_bodies(shops(["Обмен Жол"]))
    write_mentions(home.table("mention/test"), shops(["Обмен Жол"]))
    with pytest.raises(FundlinkError):
        trace_organization(home, ORGANIZATION_RESOLVER, "O-none")


def test_the_commands_answer_for_organisations(
    resolve_bodies: Resolve, home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = shops(["Обмен Жол", "Obmen Jol"])
    resolve_bodies(rows)
    write_mentions(home.table("mention/test"), rows)
    monkeypatch.setenv("FUNDLINK_HOME", str(home.path))
    run = CliRunner().invoke
    why = run(app, ["why", "m00000", "m00001"])
    assert "names alike and same phone" in why.stdout
    assert "one organisation" in why.stdout
    how = run(app, ["how", "m00000", "--json"])
    assert [step["rule"] for step in json.loads(how.stdout)["steps"]] == ["names alike and same phone"]
    with pytest.raises(FundlinkError):
        run(app, ["how", "m00000", "--html", str(tmp_path / "how.html")], catch_exceptions=False)
