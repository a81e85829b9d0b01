"""What holds while one word after another is added: each costs what it touches, however many were said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from fundlink.decisions.decision import Decision, Pair, Verb, Word
from fundlink.forest import Forest


class Standing:
    """The decisions that hold, as classes of those that are one, and which of these are two."""

    def __init__(self, active: Iterable[Decision]) -> None:
        self._said: dict[bool, set[Pair]] = {True: set(), False: set()}
        self._one = Forest[str]()
        self._apart: dict[str, set[str]] = defaultdict(set)
        """Root of a class -> roots of those that are somebody else."""
        for line in active:
            self.add(line)

    def says(self, word: Word) -> bool:
        """Whether it was said already, in as many words; what only follows from others does not count."""
        return word.pairs <= self._said[word.verb is Verb.SAME]

    def refuses(self, word: Word) -> bool:
        """Whether a word cannot hold beside the others."""
        if word.verb is Verb.SAME:
            roots = sorted({self._one.root(mention) for mention in (*word.a, *word.b)})
            return any(other in self._apart[one] for one, other in combinations(roots, 2))
        return any(self._one.root(a) == self._one.root(b) for a, b in word.pairs)

    def add(self, word: Word | Decision) -> None:
        """Let a word hold that is not refused."""
        same = word.verb is Verb.SAME
        self._said[same] |= word.pairs
        for a, b in word.pairs:
            if same:
                self._unite(a, b)
            else:
                one, other = self._one.root(a), self._one.root(b)
                self._apart[one].add(other)
                self._apart[other].add(one)

    def _unite(self, a: str, b: str) -> None:
        roots = {self._one.root(a), self._one.root(b)}
        self._one.unite(a, b)
        for gone in roots - {self._one.root(a)}:
            for other in self._apart.pop(gone, ()):
                self._apart[other].remove(gone)
                self._apart[other].add(self._one.root(a))
                self._apart[self._one.root(a)].add(other)
