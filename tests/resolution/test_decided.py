"""What humans decided counts before what the model found."""

from __future__ import annotations

import pytest

from fundlink.config import Home
from fundlink.decisions import Verb, Word, read, writing
from fundlink.resolution.evidence import HUMAN_SAME
from fundlink.resolution.explain import explain
from fundlink.resolution.linkage import Edge, Merge
from fundlink.resolution.linked import Component
from fundlink.resolution.merging import trace
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Row, groups, iin, write_mentions


def edge(a: str, b: str, weight: int, *, conflict: bool = False) -> Edge:
    return Edge(a, b, weight, weight > 0 and not conflict, conflict)


STRANGERS = [
    edge("a", "b", 900),
    edge("c", "d", 900),
    *(edge(x, y, -2000) for x, y in (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))),
]
PHONE = {"phone": "+77011234567"}
STRANGE_NAMES = ("Асан Омаров", "Берік Ахметов", "Серік Иманов")
SIZES = dict.fromkeys("abcd", 1)


def test_two_clusters_of_which_a_human_joined_two_become_one_whole() -> None:
    steps: list[Merge] = []
    joined = Component(SIZES, STRANGERS, joined=[("b", "c")])
    assert joined.link(-4, steps) == [["a", "b", "c", "d"]]
    assert steps[-1] == Merge(("a", "b"), ("c", "d"), None)


def test_a_conflict_of_the_model_does_not_stand_against_a_human() -> None:
    edges = [edge("a", "b", 900), edge("a", "c", -900, conflict=True), edge("b", "c", -900, conflict=True)]
    assert Component(dict.fromkeys("abc", 1), edges, joined=[("a", "c")]).link(-4) == [["a", "b", "c"]]


@pytest.mark.parametrize("apart", ["ad", "ac"])
def test_who_is_joined_leaves_fellows_that_a_human_keeps_from_the_other(apart: str) -> None:
    edges = [Edge(e.a, e.b, e.weight, e.same, (e.a, e.b) == tuple(apart)) for e in STRANGERS]
    found = Component(SIZES, edges, joined=[("b", "c")], apart=[(apart[0], apart[1])]).link(-4)
    assert found == [["a"], ["b", "c"], ["d"]]


def test_chains_of_what_was_joined_are_one() -> None:
    found = Component(SIZES, STRANGERS, joined=[("a", "c"), ("b", "d")]).link(-4)
    assert found == [["a", "b", "c", "d"]]


def _say(home: Home, verb: Verb, a: str, b: str) -> None:
    with writing(home) as ledger:
        ledger.say(Word(verb, (a,), (b,), "seen", "tester"))


def _resolve(home: Home, rows: list[Row]) -> list[list[str]]:
    resolve_persons(home, [write_mentions(home.table("mention/test"), rows)], PERSON_RESOLVER, "r")
    return groups(home)


def test_who_is_one_by_way_of_a_third_stays_one_when_that_leaves(home: Home) -> None:
    first, between, last = ({"mention_id": id, "name": name} for id, name in zip("abc", STRANGE_NAMES, strict=True))
    _say(home, Verb.SAME, "a", "b")
    _say(home, Verb.SAME, "b", "c")
    assert _resolve(home, [first, between, last]) == [["a", "b", "c"]]
    assert _resolve(home, [first, last]) == [["a", "c"]]
    assert _resolve(home, [first, between, last]) == [["a", "b", "c"]]


def test_who_is_kept_from_one_that_left_is_kept_from_those_it_was_one_with(home: Home) -> None:
    first, between, last = ({"mention_id": id, "name": "Құдайбергенов Ықылас", "phone": "+77011234567"} for id in "abc")
    assert _resolve(home, [first, between, last]) == [["a", "b", "c"]], "to the model they are one"
    _say(home, Verb.SAME, "a", "b")
    _say(home, Verb.NOT_SAME, "b", "c")
    assert _resolve(home, [first, between, last]) == [["a", "b"], ["c"]]
    assert _resolve(home, [first, last]) == [["a"], ["c"]]


def test_how_tells_of_a_person_whom_a_human_joined_over_a_conflict(home: Home) -> None:
    told = {"name": "Құдайбергенов Ықылас", "birth_dates": ["1980-05-17"], "documents": ["N12345678"]}
    one, other = iin("80051730001"), iin("80051730349")
    by_number: Row = {"mention_id": "c", "name": "Құдайбергенов Ықылас", "iin": one}
    _say(home, Verb.SAME, "a", "b")
    assert _resolve(
        home, [{**told, "mention_id": "a", "iin": one}, {**told, "mention_id": "b", "iin": other}, by_number]
    ) == [["a", "b", "c"]]
    by_model, by_human = trace(home, PERSON_RESOLVER, "a").steps
    assert (by_model.left, by_model.right) == (("a",), ("c",))
    assert by_human.average is None
    assert by_human.evidence[0] == HUMAN_SAME


@pytest.mark.parametrize(
    ("here", "same", "apart"),
    [
        ("abcd", [("a", "b"), ("b", "c")], [("b", "d")]),
        ("acd", [("a", "c")], [("a", "d")]),
        ("abc", [("a", "b"), ("b", "c")], []),
        ("d", [], []),
    ],
)
def test_what_holds_among_those_that_are_here(
    home: Home, here: str, same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    for a, b in ("ab", "bc"):
        _say(home, Verb.SAME, a, b)
    _say(home, Verb.NOT_SAME, "b", "d")
    assert read(home).among(here) == (same, apart)


def test_who_is_kept_from_another_stays_so_when_the_page_is_seen_again(home: Home) -> None:
    page: Row = {"name": "Ахметов Асқар", "source": "pages", "role": "organiser", **PHONE}
    first: Row = {**page, "mention_id": "x1", "source_key": "X", "version": "1"}
    again: Row = {**page, "mention_id": "x2", "source_key": "X", "version": "2", "email": "f@mail.example"}
    other: Row = {**page, "mention_id": "y", "source_key": "Y", "version": "1", "email": "f@mail.example"}
    assert _resolve(home, [first, other]) == [["x1", "y"]], "to the model they are one"
    _say(home, Verb.NOT_SAME, "x1", "y")
    assert _resolve(home, [first, other]) == [["x1"], ["y"]]
    assert _resolve(home, [first, again, other]) == [["x1", "x2"], ["y"]]


def test_nobody_is_joined_to_one_from_whom_a_fellow_is_kept_when_clusters_are_taken_apart() -> None:
    strangers = (("p", "q"), ("r", "s"), ("p", "s"), ("q", "r"), ("q", "s"))
    edges = [
        edge("r", "x", 2000),
        edge("p", "x", 900),
        *(Edge(a, b, -300, same=False, conflict=False) for a, b in strangers),
        *(edge(a, b, -500, conflict=True) for a, b in (("p", "r"), ("q", "x"), ("s", "x"))),
    ]
    joined = Component(
        dict.fromkeys("pqrsx", 1), edges, joined=[("p", "q"), ("r", "s")], apart=[("q", "x"), ("s", "x")]
    )
    assert joined.link(-4) == [["p", "q"], ["r", "s"], ["x"]]


def test_a_word_on_two_who_say_the_same_and_too_little_holds(home: Home) -> None:
    little: Row = {"name": "Ахметов А.", "father_name": "Болат", "city": "Алматы"}
    _say(home, Verb.SAME, "a", "b")
    _say(home, Verb.SAME, "b", "c")
    rows = [{**little, "mention_id": "a"}, {"mention_id": "b", "name": "Ахметов Асқар"}, {**little, "mention_id": "c"}]
    assert _resolve(home, rows) == [["a", "b", "c"]]


def test_later_states_of_a_page_that_a_human_took_apart_are_one(home: Home) -> None:
    page: Row = {"name": "Ахметов Асқар", "source": "pages", "role": "organiser", "source_key": "X", **PHONE}
    states: list[Row] = [{**page, "mention_id": f"v{number}", "version": str(number)} for number in range(1, 7)]
    with writing(home) as ledger:
        ledger.say(Word(Verb.SPLIT, ("v3",), ("v1", "v2"), "seen", "tester"))
    found = _resolve(home, states)
    assert [group for group in found if "v4" in group] == [["v4", "v5", "v6"]], "which of the two, nobody said"
    assert ["v3"] in found


def test_why_knows_the_word_on_another_state_of_the_page(home: Home) -> None:
    page: Row = {"name": "Ахметов Асқар", "source": "pages", "role": "organiser", **PHONE}
    first, again = ({**page, "mention_id": f"x{n}", "source_key": "X", "version": str(n)} for n in (1, 2))
    other: Row = {**page, "mention_id": "y", "source_key": "Y", "version": "1"}
    _say(home, Verb.NOT_SAME, "x1", "y")
    assert _resolve(home, [first, {**again, "email": "f@mail.example"}, other]) == [["x1", "x2"], ["y"]]
    found = explain(home, PERSON_RESOLVER, "x2", "y")
    assert found.human_says is False
    assert found.decided[0].startswith("not same: no 1, tester")
