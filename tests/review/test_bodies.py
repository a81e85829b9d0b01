"""Organisations in the queue of a review, and what becomes of the answers."""

from __future__ import annotations

import pytest

from fundlink.config import Home
from fundlink.decisions import writing
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.review import Kind, Question, queue
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Row, groups, write_mentions
from tests.resolution.test_organizations import BIN

NAMESAKES: list[Row] = [
    {"name": "ОФ Шапағат", "city": "Тараз"},
    {"name": "ОФ Шапағат", "city": "Тараз", "phone": "+77011234567"},
]
RENAMED: list[Row] = [{"name": "ТОО Алтын", "bin": BIN}, {"name": "Gold Trading", "bin": BIN}]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("bodies"))


def refresh(home: Home, rows: list[Row]) -> None:
    table = write_mentions(home.table("mention/test"), [{"kind": "organization", **row} for row in rows])
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    resolve_organizations(home, [table], ORGANIZATION_RESOLVER, "r1")


def asked(home: Home) -> list[Question]:
    return queue(home, PERSON_RESOLVER)


@pytest.mark.parametrize("same", [True, False])
def test_namesakes_in_one_city_are_asked_and_the_answer_holds(home: Home, same: bool) -> None:
    refresh(home, NAMESAKES)
    (question,) = asked(home)
    assert (question.kind, question.a, question.b, question.pairs) == (Kind.REVIEW, "m00000", "m00001", 1)
    assert "same name and city" in question.evidence
    with writing(home) as ledger:
        ledger.say(question.answer(same, question.shown, "Aigul"))
    assert not asked(home), "also before the next refresh"
    refresh(home, NAMESAKES)
    assert not asked(home)
    assert len(groups(home, "organization")) == (1 if same else 2)


def test_one_number_under_two_names_is_asked_and_can_be_taken_apart(home: Home) -> None:
    refresh(home, RENAMED)
    (question,) = asked(home)
    assert question.kind is Kind.JOINED
    assert question.person_a == question.person_b
    with writing(home) as ledger:
        ledger.say(question.answer(False, "two bodies", "Aigul"))
    refresh(home, RENAMED)
    assert len(groups(home, "organization")) == 2
    assert not asked(home)
