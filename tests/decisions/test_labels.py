"""What humans decided means one thing, of one kind of party: to estimate from, and to judge a model by."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.decisions import Verb, Word
from fundlink.decisions.labels import labels
from fundlink.resolution.effect import judge_labels
from fundlink.resolution.model import load
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from tests.decisions.desk import same, say
from tests.resolution.conftest import write_mentions

PEOPLE = [{"mention_id": f"m{n}", "name": "Ықылас Құдайбергенов", "phone": "+77011234567"} for n in range(5)]
BODIES = [{"mention_id": f"o{n}", "name": name, "kind": "organization"} for n, name in enumerate(("Алтын", "Күміс"))]


def refresh(home: Home, people: int, refresh_id: str) -> None:
    """Resolve so many of the people, and the organisations."""
    tables = [write_mentions(home.table("mention/test"), PEOPLE[:people] + BODIES)]
    resolve_persons(home, tables, PERSON_RESOLVER, refresh_id)
    resolve_organizations(home, tables, ORGANIZATION_RESOLVER, refresh_id)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two persons joined with two others, one apart from the first; organisations and transfers beside them."""
    home = Home(tmp_path / "home")
    refresh(home, 5, "r1")
    joined = Word(Verb.SAME, ("m0", "m1"), ("m2", "m3"), "seen", "Aigul")
    say(
        home, joined, same("o0", "o1"), same("bank:1", "bank:2"), Word(Verb.NOT_SAME, ("m0",), ("m4",), "seen", "Aigul")
    )
    return home


def pairs(home: Home, kind: str) -> dict[tuple[str, str], bool]:
    return {(label["mention_a"], label["mention_b"]): label["same"] for label in labels(home, kind).to_pylist()}


def test_labels_are_of_one_kind_of_party(home: Home) -> None:
    joined = {(a, b): True for a in ("m0", "m1") for b in ("m2", "m3")}
    assert pairs(home, "person") == {**joined, ("m0", "m4"): False}
    assert pairs(home, "organization") == {("o0", "o1"): True}


def test_a_model_is_judged_by_the_same_labels_and_by_no_other(home: Home) -> None:
    judged = judge_labels(home, PERSON_RESOLVER, load(PERSON_RESOLVER))
    assert sum(judged.values()) == labels(home, "person").num_rows == 5
    assert judged["gone"] == 0


def test_who_has_left_is_still_of_the_kind(home: Home) -> None:
    refresh(home, 4, "r2")
    assert len(pairs(home, "person")) == 5
    assert judge_labels(home, PERSON_RESOLVER, load(PERSON_RESOLVER))["gone"] == 1


def test_before_the_first_refresh_nobody_is_labelled(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    say(home, same("m0", "m1"))
    assert labels(home, "person").num_rows == 0
