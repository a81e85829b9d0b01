from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.config import Home
from fundlink.decisions import Decisions, Word, Writer
from fundlink.resolution.linkage import Edge, Merge, average_linkage
from fundlink.review import Kind, Question, queue, still_open
from fundlink.review.bridges import joined
from fundlink.review.question import held, undecided
from resolvers.person import PERSON_RESOLVER
from tests.decisions.desk import apart, persons, same, say, undo


def question(a: str, b: str, **more: object) -> Question:
    made = Question(
        kind=Kind.REVIEW,
        a=f"m-{a}",
        b=f"m-{b}",
        person_a=f"P-{a}",
        person_b=f"P-{b}",
        sides=((f"P-{a}",), (f"P-{b}",)),
        pairs=1,
        match_weight=1.0,
        average=1.0,
        probability=0.5,
        evidence=(),
        why="",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def decided(*words: Word) -> Decisions:
    writer = Writer([])
    for word in words:
        writer.say(word)
    return writer.decisions


PERSON_OF = {f"m-{letter}{at}": f"P-{letter}" for letter in "abcd" for at in ("", "2")}
ABC = [question("a", "b"), question("b", "c"), question("a", "c"), question("c", "d")]


@pytest.mark.parametrize(
    ("words", "open"),
    [
        ([], "ab bc ac cd"),
        ([same("m-a", "m-b")], "bc ac cd"),
        ([same("m-a2", "m-b2")], "bc ac cd"),
        ([same("m-a", "m-b"), same("m-b2", "m-c2")], "cd"),
        ([apart("m-a2", "m-b2")], "bc ac cd"),
        ([same("m-a", "m-b"), apart("m-b2", "m-c2")], "cd"),
        ([same("m-a", "m-gone"), same("m-gone", "m-b")], "bc ac cd"),
        ([same("m-a", "m-b"), undo(1)], "ab bc ac cd"),
        ([apart("m-a", "m-a2")], "ab bc ac cd"),
    ],
)
def test_what_a_decision_answers_by_itself_or_through_others(words: list[Word], open: str) -> None:
    left = undecided(ABC, decided(*words), PERSON_OF)
    assert " ".join(q.a[2:] + q.b[2:] for q in left) == open


JOINED = question("a", "a2", kind=Kind.JOINED, person_b="P-a", sides=(("m-a", "m-x"), ("m-a2", "m-y")))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], True),
        ([same("m-x", "m-y")], False),
        ([apart("m-x", "m-y")], False),
        ([same("m-a", "m-gone"), same("m-gone", "m-y")], False),
        ([same("m-a", "m-x")], True),
        ([same("m-a", "m-x"), apart("m-gone", "m-x")], True),
    ],
)
def test_a_joined_person_is_asked_until_both_halves_are_decided(words: list[Word], asked: bool) -> None:
    assert bool(undecided([JOINED], decided(*words), PERSON_OF)) == asked


def test_whose_answer_changes_most_comes_first() -> None:
    small, large = question("a", "b", pairs=2, probability=0.9), question("c", "d", pairs=10, probability=0.5)
    sure, joined = question("e", "f", pairs=10, probability=0.6), replace(JOINED, pairs=100, probability=0.96)
    assert sorted([small, large, sure, joined], key=lambda q: q.order) == [sure, large, joined, small]
    assert [held(1.0), held(0.0)] == pytest.approx([0.95, 0.05])


def test_one_question_a_pair_of_persons_and_its_strongest_pair_stands_for_it(resolved: Home) -> None:
    found = [q for q in queue(resolved, PERSON_RESOLVER) if q.average is not None]
    assert [q.order for q in found] == sorted(q.order for q in found)
    of = persons(resolved)
    between = [q for q in found if q.kind is not Kind.JOINED]
    assert len({frozenset((q.person_a, q.person_b)) for q in between}) == len(between) > 2
    for q in between:
        assert q.a < q.b
        assert q.a in of[q.person_a]
        assert q.b in of[q.person_b]
        assert q.pairs == len(of[q.person_a]) * len(of[q.person_b])
    told = [q.why for q in between if "conflict" in q.why]
    assert told
    assert all(re.search(r"a conflict: \w+: [^(]+ \(m-\w+, m-\w+\)$", why) for why in told)
    joined = [q for q in found if q.kind is Kind.JOINED]
    assert joined
    for q in joined:
        assert {*q.sides[0], *q.sides[1]} <= set(of[q.person_a])
        assert q.average is not None
        assert q.average < PERSON_RESOLVER.same_at
        assert any(q.a in side and q.b not in side for side in q.sides)


def test_what_was_decided_is_asked_no_more_also_before_the_refresh(resolved: Home) -> None:
    first, second, *rest = queue(resolved, PERSON_RESOLVER)
    say(resolved, first.answer(True, "seen", "Aigul"), second.answer(False, "seen", "Aigul"))
    left = queue(resolved, PERSON_RESOLVER)
    assert {(q.a, q.b) for q in left} <= {(q.a, q.b) for q in rest}
    assert still_open(resolved, [first, second]) == []
    say(resolved, undo(2))
    assert still_open(resolved, [first, second]) == [second]


Pair = tuple[str, str, float]


def joined_of(members: list[tuple[str, str]], pairs: list[Pair]) -> list[Question]:
    """Questions on persons by their letter: mentions, the statement of each, and pairs with their weights."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE members (mention_id TEXT, person_id TEXT, statement_id TEXT)")
        connection.executemany("INSERT INTO members VALUES (?, ?, ?)", [(m, f"P-{m[0]}", of) for m, of in members])
        connection.execute(
            "CREATE TABLE pairs (mention_a TEXT, mention_b TEXT, match_weight DOUBLE, band TEXT, evidence TEXT[])"
        )
        connection.executemany(
            "INSERT INTO pairs VALUES (?, ?, ?, ?, ?)",
            [(a, b, weight, "same" if weight >= 4 else "different", [a + b]) for a, b, weight in pairs],
        )
        return joined(connection, 4.0)


def test_the_weak_bridge_of_two_tight_halves() -> None:
    # x1 and x2 say the same, and x2 is paired with x1 alone.
    members = [("x1", "x1"), ("x2", "x1"), *((name, name) for name in ("x3", "x4", "x5"))]
    pairs = [("x1", "x2", 30.0), ("x1", "x3", 20.0), ("x4", "x5", 20.0), ("x1", "x4", 5.0), ("x1", "x5", -3.0)]
    pairs += [("x3", "x4", -3.0), ("x3", "x5", -3.0)]
    # y1 and y2 say the same and no more; z1 and z2 are one without a doubt.
    members += [("y1", "y1"), ("y2", "y1"), ("z1", "z1"), ("z2", "z2")]
    pairs += [("y1", "y2", 2.0), ("z1", "z2", 9.0)]
    (found,) = joined_of(members, pairs)
    assert (found.person_a, found.person_b) == ("P-x", "P-x")
    assert found.sides == (("x1", "x2", "x3"), ("x4", "x5"))
    assert (found.a, found.b, found.pairs, found.evidence, found.match_weight) == ("x1", "x4", 6, ("x1x4",), 5.0)
    assert found.average == pytest.approx((2 * 5 - 2 * 3 - 2 * 3) / 6, abs=0.01)


@given(st.lists(st.integers(-8, 14), min_size=6, max_size=6), st.integers(1, 4))
def test_who_is_passed_over_needs_no_linkage(weights: list[int], copies: int) -> None:
    names = ("x1", "x2", "x3", "x4")
    members = [(name, name) for name in names] + [(f"x1{at}", "x1") for at in range(copies - 1)]
    pairs = [(a, b, float(weight)) for (a, b), weight in zip(combinations(names, 2), weights, strict=True)]
    merges: list[Merge] = []
    edges = [Edge(a, b, round(100 * weight), weight >= 4, conflict=False) for a, b, weight in pairs]
    average_linkage({name: copies if name == "x1" else 1 for name in names}, edges, -1_000_000, merges)
    weakest = min((merge.average for merge in merges if merge.average is not None), default=400)
    assert [question.average for question in joined_of(members, pairs)] == (
        [pytest.approx(weakest / 100, abs=0.006)] if weakest < 400 else []
    )


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_one_kind_of_party_alone_can_be_reviewed(resolved: Home, kind: str) -> None:
    everything = queue(resolved, PERSON_RESOLVER)
    for table in resolved.tables.glob(f"resolved/{kind}*"):
        table.unlink()
    left = queue(resolved, PERSON_RESOLVER)
    assert left == [q for q in everything if (q.average is None) == (kind == "person")]
    assert still_open(resolved, left) == left
