from __future__ import annotations

from dataclasses import replace

import pytest

from fundlink.config import Home
from fundlink.decisions import Decisions, Word, Writer
from fundlink.review import Kind, Question, queue, still_open
from fundlink.review.bridges import _copies, _question
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
    found = [q for q in queue(resolved, PERSON_RESOLVER.same_at) if q.average is not None]
    assert [q.order for q in found] == sorted(q.order for q in found)
    of = persons(resolved)
    between = [q for q in found if q.kind is not Kind.JOINED]
    assert len({frozenset((q.person_a, q.person_b)) for q in between}) == len(between) > 2
    for q in between:
        assert q.a < q.b
        assert q.a in of[q.person_a]
        assert q.b in of[q.person_b]
        assert q.pairs == len(of[q.person_a]) * len(of[q.person_b])
    joined = [q for q in found if q.kind is Kind.JOINED]
    assert joined
    for q in joined:
        assert {*q.sides[0], *q.sides[1]} <= set(of[q.person_a])
        assert q.average is not None
        assert q.average < PERSON_RESOLVER.same_at
        assert any(q.a in side and q.b not in side for side in q.sides)


def test_what_was_decided_is_asked_no_more_also_before_the_refresh(resolved: Home) -> None:
    first, second, *rest = queue(resolved, PERSON_RESOLVER.same_at)
    say(resolved, first.answer(True, "seen", "Aigul"), second.answer(False, "seen", "Aigul"))
    left = queue(resolved, PERSON_RESOLVER.same_at)
    assert {(q.a, q.b) for q in left} <= {(q.a, q.b) for q in rest}
    assert still_open(resolved, [first, second]) == []
    say(resolved, undo(2))
    assert still_open(resolved, [first, second]) == [second]


def test_the_weak_bridge_of_two_tight_halves() -> None:
    def pair(a: str, b: str, weight: float, alike: bool = False) -> tuple[str, str, str, float, str, list[str], bool]:
        return "P-1", a, b, weight, "same" if weight >= 4 else "different", [f"{a}{b}"], alike

    # a says the same as a2, which is paired with it alone.
    rows = [pair("a", "a2", 30, True), pair("a", "b", 20), pair("c", "d", 20), pair("a", "c", 5), pair("a", "d", -3)]
    rows += [pair("b", "c", -3), pair("b", "d", -3)]
    assert _copies(rows) == {"a": "a", "a2": "a", "b": "b", "c": "c", "d": "d"}
    found = _question("P-1", rows, 4.0)
    assert found is not None
    assert found.sides == (("a", "a2", "b"), ("c", "d"))
    assert (found.a, found.b, found.pairs) == ("a", "c", 6)
    assert found.average == pytest.approx((2 * 5 - 3 * 4) / 6, abs=0.01)
    assert _question("P-1", [pair("a", "a2", 2, True)], 4.0) is None, "one profile is no two halves"
    assert _question("P-1", [pair("a", "b", 9)], 4.0) is None, "strong enough"
