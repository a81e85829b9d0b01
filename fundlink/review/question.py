"""One question for a human: are these two mentions, and with them their persons, one?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fundlink.decisions import Decisions, Verb, Word, classes

SUREST = 0.95
"""The model is never taken to be surer than this, either way: what is asked is what its rules would not decide. On a
district of 3,000 people the two were one in 62 % of the band `review` below 5 bits, and in 96 % from there on, however
many bits; and in 98 % of what was joined, however low the average."""


class Kind(StrEnum):
    """Why it is asked."""

    REVIEW = "review"
    """Two parties, and a pair that only a human may decide."""
    CUT = "cut"
    """Two persons, and a pair that is `same`, but all else kept them from becoming one."""
    JOINED = "joined"
    """One party, whose two halves hang together by little."""


@dataclass(frozen=True, slots=True)
class Question:
    """The strongest pair between two persons, or between two halves of one, stands for both.

    Attributes:
        kind: why it is asked.
        a, b: the mentions of the pair.
        person_a, person_b: their persons, or organisations; the same one where they are joined.
        sides: what stands behind `a` and behind `b`: its person, or of a joined one the mentions of its half.
        pairs: pairs of mentions that come together, or part, when the answer is not what now stands.
        match_weight: of the pair, in bits; None of organisations, whose rules weigh nothing.
        average: of all weighed pairs between the sides, in bits; None of organisations.
        probability: that the pair is one, by the model, held between 1 - SUREST and SUREST.
        evidence: of the pair.
        why: in words.
    """

    kind: Kind
    a: str
    b: str
    person_a: str
    person_b: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    pairs: int
    match_weight: float | None
    average: float | None
    probability: float
    evidence: tuple[str, ...]
    why: str

    @property
    def priority(self) -> float:
        """Expected number of pairs of mentions that the answer changes: pairs × probability that what stands is wrong.

        On a district of 3,000 people a quarter of the queue in this order held 66 % of all changes, a tenth 32 %. Times
        the entropy of that probability, which asks what is most uncertain first, it was 62 % and 24 %.
        """
        wrong = 1 - self.probability if self.kind is Kind.JOINED else self.probability
        return round(self.pairs * wrong, 2)

    @property
    def shown(self) -> str:
        """What was seen: the weight, where there is one, and the evidence."""
        bits = [] if self.match_weight is None else [f"{self.match_weight:+.2f} bits"]
        return f"as shown: {', '.join([*bits, '; '.join(self.evidence)])}"

    @property
    def order(self) -> tuple[float, str, str]:
        """Whose answer changes most comes first; ties by id."""
        return -self.priority, self.a, self.b

    def answer(self, same: bool, reason: str, by: str) -> Word:
        """The decision that an answer is: on the pair that was shown, and no other."""
        return Word(Verb.SAME if same else Verb.NOT_SAME, (self.a,), (self.b,), reason, by)


def held(probability: float) -> float:
    """The probability, held between 1 - SUREST and SUREST."""
    return min(max(probability, 1 - SUREST), SUREST)


def undecided(questions: Sequence[Question], decisions: Decisions, person_of: Mapping[str, str]) -> list[Question]:
    """Those questions that no decision answers yet, itself or through others.

    Args:
        questions: some.
        decisions: all there are, also those that no refresh has seen yet.
        person_of: mention -> person at the last refresh; those that decisions name are enough.
    """
    now = [(mention, person_of[mention]) for mention in decisions.spoken if mention in person_of]
    alone = _Said(decisions, decisions.group)
    with_person = _Said(decisions, classes([*decisions.same, *now]))
    return [q for q in questions if not (alone if q.kind is Kind.JOINED else with_person).answers(q)]


class _Said:
    """What decisions say of groups: of mentions said to be the same, or of the persons that hold those."""

    def __init__(self, decisions: Decisions, group: Mapping[str, str]) -> None:
        self._group = group
        self._apart = {frozenset((group.get(a, a), group.get(b, b))) for a, b in decisions.apart}

    def answers(self, question: Question) -> bool:
        one, other = ({self._group.get(node, node) for node in side} for side in question.sides)
        return bool(one & other) or any(frozenset((a, b)) in self._apart for a in one for b in other)
