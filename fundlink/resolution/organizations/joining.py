"""Joins profiles by the rules, never against two numbers, two legal forms, or a human's word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from fundlink.forest import Forest
from fundlink.resolution.organizations.grouping import Group
from fundlink.resolution.organizations.rules import Rule

TWO_NUMBERS = "two business identification numbers"
TWO_FORMS = "different legal forms"
HUMAN_APART = "a human keeps them apart"
WHICH_NUMBER = "two numbers bear the name: which is meant, nobody can say"
WHICH_FORM = "two legal forms bear the name: which is meant, nobody can say"
NAMES_DIFFER = "one number, quite different names"


@dataclass(frozen=True)
class Join:
    """Two profiles (or the mentions of one) that a rule made one organisation."""

    a: int
    b: int
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Doubt:
    """Two profiles that agree on a rule, and why that is not the whole story.

    Attributes:
        reason: empty where the rule itself asks for a human's look.
        conflict: nothing but a human could join them.
    """

    a: int
    b: int
    rule: str
    evidence: tuple[str, ...]
    reason: str
    conflict: bool = False

    @property
    def about_names(self) -> bool:
        """Whether they are one organisation, and only their names are in doubt."""
        return self.reason == NAMES_DIFFER


@dataclass(frozen=True)
class Profile:
    """What joining must know of a profile."""

    mentions: tuple[str, ...]
    number: str | None
    forms: frozenset[str]


@dataclass
class Clusters:
    """Who is one organisation so far, and how it came to that.

    Attributes:
        profiles: by their number.
        apart: profile -> those that a human keeps apart from it.
        joins: in order.
        doubts: in order; of many, each against the first that it does not fit.
        closed: profiles of several mentions that are one organisation, with the rule that says so.
    """

    profiles: Sequence[Profile]
    apart: dict[int, set[int]]
    joins: list[Join] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    closed: dict[int, Join] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forest = Forest[int]()
        self._members = {at: [at] for at in range(len(self.profiles))}
        self._numbers = {at: {p.number} for at, p in enumerate(self.profiles) if p.number}
        self._forms = {at: set(p.forms) for at, p in enumerate(self.profiles) if p.forms}

    def join(self, a: int, b: int, rule: str, evidence: tuple[str, ...] = ()) -> None:
        """Make the organisations of two profiles one."""
        low, high = sorted((self.forest.root(a), self.forest.root(b)))
        if low == high:
            return
        self.forest.unite(low, high)
        self._members[low] += self._members.pop(high)
        for known in (self._numbers, self._forms):
            if high in known:
                known.setdefault(low, set()).update(known.pop(high))
        self.joins.append(Join(a, b, rule, evidence))

    def apply(self, rule: Rule, found: Iterable[Group]) -> None:
        """Join what a rule says, as far as nothing speaks against it.

        All groups that hang together are judged together: in which order they come makes no difference.
        """
        groups = list(found)
        linked = Forest[int]()
        speaker: dict[int, Group] = {}
        for group in groups:
            for profile in group.profiles:
                linked.unite(self.forest.root(group.profiles[0]), self.forest.root(profile))
                speaker.setdefault(self.forest.root(profile), group)
        allowed = {
            root: (component[0], number)
            for component in linked.components(speaker)
            for number, piece in enumerate(self._allowed(rule, component, speaker))
            for root in piece
        }
        # Before anything is joined: roots change.
        place = {profile: allowed.get(self.forest.root(profile)) for group in groups for profile in group.profiles}
        for group in groups:
            self._join_group(rule, group, place)

    def review(self, rule: Rule, found: Iterable[Group], most: int) -> None:
        """Note what agrees on a rule and is not one organisation, for a human to look at."""
        for group in found:
            first = {self.forest.root(profile): profile for profile in reversed(group.profiles)}
            if 1 < len(first) <= most:
                known = sorted(first.items())
                for at, (other, b) in enumerate(known):
                    kept = self._kept_from(other)
                    fits = (a for one, a in known[:at] if one not in kept and not self._clash([one, other]))
                    if (a := next(fits, None)) is not None:
                        self.doubts.append(Doubt(a, b, rule.label, group.evidence, ""))

    def _join_group(self, rule: Rule, group: Group, place: Mapping[int, tuple[int, int] | None]) -> None:
        first: dict[tuple[int, int], int] = {}
        for profile in group.profiles:
            at = place[profile]
            if at is None:
                continue
            if len(self.profiles[profile].mentions) > 1:
                self.closed.setdefault(profile, Join(profile, profile, rule.label, group.evidence))
            self.join(first.setdefault(at, profile), profile, rule.label, group.evidence)
        one, *others = group.names or (group.profiles[:1],)
        for other in others:
            if self.forest.root(one[0]) == self.forest.root(other[0]):
                self.doubts.append(Doubt(one[0], other[0], rule.label, group.evidence, NAMES_DIFFER))

    def _allowed(self, rule: Rule, roots: list[int], speaker: Mapping[int, Group]) -> list[list[int]]:
        """The organisations that a rule links, in the pieces that may be joined."""

        def refuse(one: int, other: int, reason: str, conflict: bool = False) -> None:
            a, b = (next(p for p in speaker[root].profiles if self.forest.root(p) == root) for root in (one, other))
            self.doubts.append(Doubt(a, b, rule.label, speaker[other].evidence, reason, conflict))

        if self._clash(roots):
            one, *others = sorted(roots, key=lambda root: (root not in self._numbers, root))
            for other in others:
                numbered = other in self._numbers
                refuse(one, other, TWO_NUMBERS if numbered else WHICH_NUMBER, conflict=numbered)
            return []
        pieces = self._by_form(roots) if rule.by_name else [roots]
        if len(pieces) > 1:
            for other in sorted(set(roots) - set(pieces[0])):
                refuse(pieces[0][0], other, TWO_FORMS if other in self._forms else WHICH_FORM)
        return [apart for piece in pieces for apart in self._as_humans_say(piece, refuse)]

    def _clash(self, roots: Iterable[int]) -> bool:
        numbers = [self._numbers[root] for root in roots if root in self._numbers]
        return bool(numbers) and not set.intersection(*numbers)

    def _by_form(self, roots: list[int]) -> list[list[int]]:
        """Those of each legal form, where there are several; then those without one are in no piece."""
        formed = [root for root in roots if root in self._forms]
        if not formed or set.intersection(*(self._forms[root] for root in formed)):
            return [roots]
        shared = Forest[int]()
        bearer: dict[str, int] = {}
        for root in formed:
            for form in self._forms[root]:
                shared.unite(bearer.setdefault(form, root), root)
        pieces = shared.components(formed)
        return pieces if len(pieces) > 1 else [roots]

    def _kept_from(self, root: int) -> set[int]:
        """The organisations that a human keeps apart from one."""
        return {self.forest.root(other) for profile in self._members[root] for other in self.apart.get(profile, ())}

    def _as_humans_say(self, piece: list[int], refuse: Callable[[int, int, str, bool], None]) -> Iterable[list[int]]:
        """The piece in as many as humans keep apart: whom they spoke of least and who is largest first."""
        if not self.apart:
            return [piece]
        kept = {root: self._kept_from(root) & set(piece) for root in piece}
        place: dict[int, int] = {}
        pieces: dict[int, list[int]] = {}
        for root in sorted(piece, key=lambda root: (len(kept[root]), -self._size(root), root)):
            taken = {place[other]: other for other in sorted(kept[root], reverse=True) if other in place}
            place[root] = next(number for number in count() if number not in taken)
            pieces.setdefault(place[root], []).append(root)
            if place[root]:
                refuse(root, taken[0], HUMAN_APART, True)
        return [sorted(piece) for piece in pieces.values()]

    def _size(self, root: int) -> int:
        return sum(len(self.profiles[profile].mentions) for profile in self._members[root])
