from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fundlink.decisions import Contradiction, Verb, Word, Writer
from fundlink.decisions.contradiction import grounds
from tests.decisions.desk import apart, same, undo

MENTIONS = [f"m-{letter}" for letter in "abcdef"]

two_sides = st.permutations(MENTIONS).flatmap(
    lambda order: st.tuples(st.integers(1, 2), st.integers(1, 2)).map(
        lambda sizes: (tuple(order[: sizes[0]]), tuple(order[sizes[0] : sum(sizes)]))
    )
)
words = st.one_of(
    st.tuples(st.sampled_from([Verb.SAME, Verb.NOT_SAME, Verb.SPLIT]), two_sides).map(
        lambda said: Word(said[0], *said[1], "seen", "Aigul")
    ),
    st.integers(1, 8).map(undo),
)


def consistent(active: list[Word]) -> bool:
    """By brute force: the mentions that are one, closed step by step, then every pair that is two."""
    one = {(m, m) for m in MENTIONS}
    for word in active:
        if word.verb is Verb.SAME:
            one |= {(a, b) for a in (*word.a, *word.b) for b in (*word.a, *word.b)}
    while more := {(a, d) for a, b in one for c, d in one if b == c} - one:
        one |= more
    return not any(
        pair in one for word in active if word.verb is not Verb.SAME for pair in itertools.product(word.a, word.b)
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(words, max_size=12))
def test_a_word_is_refused_exactly_when_it_cannot_hold(said: list[Word]) -> None:
    writer = Writer([])
    model: dict[int, Word] = {}
    undone: set[int] = set()
    for word in said:
        if word.verb is Verb.UNDO:
            if word.undoes in model:
                line = writer.say(word)
                assert (line is None) == (word.undoes in undone)
                undone |= {word.undoes}
            continue
        active = [kept for number, kept in model.items() if number not in undone]
        try:
            line = writer.say(word)
        except Contradiction:
            assert not consistent([*active, word])
        else:
            assert consistent([*active, word])
            if line:
                model[line.number] = word
    assert len(writer.decisions.active) == len(model) - len(undone)


def writer(*said: Word) -> Writer:
    made = Writer([])
    for word in said:
        made.say(word)
    return made


def test_the_chain_is_told() -> None:
    made = writer(same("m-a", "m-b", "one passport"), apart("m-x", "m-y"), same("m-c", "m-b", "one phone"))
    with pytest.raises(Contradiction) as told:
        made.say(apart("m-a", "m-c"))
    assert str(told.value).startswith(
        "m-a = m-b (no 1, Aigul: one passport), m-b = m-c (no 3, Aigul: one phone), so m-a ≠ m-c contradicts."
    )


def test_the_chain_of_a_new_same_names_who_is_kept_apart() -> None:
    made = writer(same("m-a", "m-b"), apart("m-a", "m-d", "brothers"), same("m-c", "m-d"))
    with pytest.raises(Contradiction) as told:
        made.say(same("m-c", "m-b"))
    assert "m-b = m-c (this decision)" in str(told.value)
    assert "contradicts m-a ≠ m-d (no 2, Aigul: brothers)" in str(told.value)


def test_the_chain_is_the_shortest() -> None:
    made = writer(*(same(a, b) for a, b in itertools.pairwise(MENTIONS)), same("m-b", "m-f"))
    with pytest.raises(Contradiction) as told:
        made.say(apart("m-a", "m-f"))
    assert "m-a = m-b (no 1, Aigul: seen), m-b = m-f (no 6, Aigul: seen), so" in str(told.value)


def test_undone_it_no_longer_contradicts() -> None:
    made = writer(same("m-a", "m-b"), same("m-b", "m-c"), undo(1))
    assert made.say(apart("m-a", "m-c"))


def test_a_word_that_only_follows_from_others_is_written_too() -> None:
    made = writer(same("m-a", "m-b"), same("m-b", "m-c"))
    assert made.say(same("m-a", "m-c")), "it holds also when one of the others is undone"
    assert made.say(same("m-a", "m-c")) is None


def test_one_decision_on_many_is_one_step() -> None:
    made = writer(Word(Verb.SAME, ("m-a", "m-b"), ("m-c", "m-d"), "one passport", "Aigul"))
    with pytest.raises(Contradiction, match=r"^m-a = m-d \(no 1, Aigul: one passport\), so m-a ≠ m-d contradicts"):
        made.say(apart("m-a", "m-d"))


def test_grounds_are_the_words_by_which_two_are_one_or_two() -> None:
    writer = Writer([])
    for word in (same("m-a", "m-b"), same("m-b", "m-c"), same("m-c", "m-d"), apart("m-a", "m-e")):
        writer.say(word)
    assert [line.number for line in grounds(writer.decisions, "m-b", "m-a")] == [1]
    assert [line.number for line in grounds(writer.decisions, "m-d", "m-b")] == [2, 3]
    assert [line.number for line in grounds(writer.decisions, "m-e", "m-d")] == [4]
    assert grounds(writer.decisions, "m-e", "m-x") == []
