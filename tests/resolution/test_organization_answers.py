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
from fundlink.resolution.organizations import RuleVerdict, explain_organizations, trace_organization
from resolvers.organization import ORGANIZATION_RESOLVER
from tests.resolution.conftest import Resolve, Row, groups, write_mentions
from tests.resolution.test_organizations import AGENT, BIN, ENTRY, OTHER_BIN, PHONE, TRADE, WIDER, pairs


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


def test_a_word_of_one_that_left_keeps_its_fellow_apart(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.SAME, ["m00000"], ["gone"])
    decide(home, Verb.NOT_SAME, ["gone"], ["m00001"])
    resolve_bodies(shops(["Обмен Жол"] * 3))
    assert groups(home, "organization") == [["m00000", "m00002"], ["m00001"]]
    assert pairs(home)["m00000", "m00001"]["evidence"][-1] == "a human keeps them apart"


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


def test_how_tells_which_rules_hold_beside_a_human_s_word(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.SAME, ["m00000"], ["m00001"])
    rows = shops(["Обмен Жол", "Obmen Jol"])
    resolve_bodies(rows)
    write_mentions(home.table("mention/test"), [{**row, "kind": "organization"} for row in rows])
    (step,) = trace_organization(home, ORGANIZATION_RESOLVER, "m00001").steps
    assert step.rule == "human: same"
    assert step.evidence[0] == "human: same"
    assert "besides names alike and same phone" in step.evidence


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


def verdicts_of(home: Home, rows: list[Row], a: str = "m00000", b: str = "m00001") -> dict[str, RuleVerdict]:
    """What `why` says of each rule, after a refresh of the rows."""
    write_mentions(home.table("mention/test"), [{"kind": "organization", **row} for row in rows])
    return {verdict.rule: verdict for verdict in explain_organizations(home, ORGANIZATION_RESOLVER, a, b).rules}


def test_why_says_that_a_second_city_keeps_agents_apart(resolve_bodies: Resolve, home: Home) -> None:
    rows = [{**AGENT, "name": "Обмен Жол", "city": city} for city in ("Тараз", None, "Алматы")]
    resolve_bodies(rows)
    assert len(groups(home, "organization")) == 3
    verdict = verdicts_of(home, rows)["agents of the same name in one source, no second city"]
    assert verdict.holds is False
    assert verdict.reasons[-1] == "not so: no second city under that name"


def test_why_says_that_a_group_of_companies_keeps_two_apart(resolve_bodies: Resolve, home: Home) -> None:
    rows: list[Row] = [{**row, "city": None} for row in (TRADE, WIDER, {**TRADE, "name": "Aman Trade Logistics"})]
    resolve_bodies(rows)
    assert len(groups(home, "organization")) == 3
    verdict = verdicts_of(home, rows)["names alike but for their reach, and same address"]
    assert verdict.holds is False
    assert verdict.reasons[-1].startswith("not so: no third such name there")
    resolve_bodies(rows[:2])
    assert verdicts_of(home, rows[:2])["names alike but for their reach, and same address"].holds is True


def test_why_says_that_others_under_another_key_say_the_same(resolve_bodies: Resolve, home: Home) -> None:
    row = {**ENTRY, "name": "ОФ Шапағат", "source_key": "1"}
    rows = [row, {**row, "city": "Тараз"}, {**row, "source_key": "2"}]
    resolve_bodies(rows)
    assert len(groups(home, "organization")) == 3
    verdict = verdicts_of(home, rows)["same entry of the same source"]
    assert verdict.holds is False
    assert verdict.reasons[-1] == "not so: nothing under another key says the same"


def test_why_says_that_names_are_alike_by_way_of_others(resolve_bodies: Resolve, home: Home) -> None:
    names = ("Quillby Exports", "Quillbi Ekspots", "Qullbi Ekspts")
    rows: list[Row] = [{"name": name, "phone": PHONE} for name in names]
    resolve_bodies(rows)
    assert len(groups(home, "organization")) == 1
    verdict = verdicts_of(home, rows, "m00000", "m00002")["names alike and same phone"]
    assert verdict.holds is True
    assert verdict.reasons[-1].startswith("alike by way of names")


def test_why_says_that_neither_goes_by_the_name(resolve_bodies: Resolve, home: Home) -> None:
    rows: list[Row] = [
        {"name": f"{name} d/b/a Najm Express", "phone": PHONE} for name in ("Noor Travel", "Karim Cargo")
    ]
    resolve_bodies(rows)
    verdict = verdicts_of(home, rows)["names alike and same phone"]
    assert verdict.holds is False
    assert verdict.reasons[-1] == "neither goes by that name"


def test_why_of_organisations_asks_for_two_mentions_that_agree_on_all(resolve_bodies: Resolve, home: Home) -> None:
    one = [{"name": "Алтын", "city": "Тараз", "bin": BIN}, {"name": "Шапағат", "city": "Алматы", "bin": BIN}]
    other = [{"name": "Алтын", "city": "Алматы", "bin": OTHER_BIN}, {"name": "Орда", "bin": OTHER_BIN}]
    resolve_bodies([*one, *other])
    ids = [
        row["organization_id"] for row in pq.read_table(home.table("resolved/organization_members")).to_pylist()[1:3]
    ]
    verdict = verdicts_of(home, [*one, *other], *ids)["same name and city"]
    # Of the record of that name, and not of another one in that city.
    assert verdict.holds is False
    assert [reason.split(":")[0] for reason in verdict.reasons] == ["same name", "city differs"]


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


def test_each_is_asked_about_with_the_first_that_it_may_be(resolve_bodies: Resolve, home: Home) -> None:
    decide(home, Verb.NOT_SAME, ["m00000"], ["m00001", "m00002"])
    resolve_bodies([{"name": "Обмен Жол", "city": "Тараз"}] * 3)
    assert {pair for pair, row in pairs(home).items() if row["band"] == "review"} == {("m00001", "m00002")}
