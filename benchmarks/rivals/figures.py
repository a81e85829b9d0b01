"""Pairwise figures of a clustering: which pairs of mentions it joins, against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Pairwise:
    """Counts of pairs: joined and truly one, joined, truly one."""

    right: int
    joined: int
    true: int

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are one; 1 when nothing is joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are joined."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.joined + self.true
        return 2 * self.right / both if both else 1.0


def pairs_of(sizes: Iterable[int]) -> int:
    """Pairs within groups of these sizes."""
    return sum(size * (size - 1) // 2 for size in sizes)


def pairwise(truth: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Pairwise:
    """Compare two clusterings of the same mentions; a mention that `found` does not have stands alone."""
    clusters = {mention: found.get(mention, ("alone", mention)) for mention in truth}
    return Pairwise(
        pairs_of(Counter((clusters[mention], true) for mention, true in truth.items()).values()),
        pairs_of(Counter(clusters.values()).values()),
        pairs_of(Counter(truth.values()).values()),
    )


@dataclass(frozen=True)
class Point:
    """What one threshold gives."""

    threshold: float
    precision: float
    recall: float


def curve(truth: Mapping[str, Hashable], pairs: Iterable[tuple[str, str, float]]) -> list[Point]:
    """Figures of the connected components at every threshold of the scores, the surest first.

    Components and not raw pairs, as that is what a user of the tool gets.

    Args:
        truth: true party by mention; pairs of other mentions are left out.
        pairs: two mentions and their score, sorted by falling score.
    """
    true = pairs_of(Counter(truth.values()).values())
    cluster = {mention: mention for mention in truth}
    members: dict[str, Counter[Hashable]] = {mention: Counter([party]) for mention, party in truth.items()}
    right = joined = 0
    points: list[Point] = []

    def root(mention: str) -> str:
        while cluster[mention] != mention:
            cluster[mention] = cluster[cluster[mention]]
            mention = cluster[mention]
        return mention

    for one, other, score in pairs:
        if one not in truth or other not in truth:
            continue
        small, large = sorted((root(one), root(other)), key=lambda mention: members[mention].total())
        if small == large:
            continue
        joined += members[small].total() * members[large].total()
        right += sum(count * members[large][party] for party, count in members[small].items())
        members[large].update(members.pop(small))
        cluster[small] = large
        point = Point(score, right / joined, right / true)
        if points and points[-1].threshold == score:
            points[-1] = point
        else:
            points.append(point)
    return points


def recall_at(points: Iterable[Point], precision: float) -> float:
    """The highest recall of a curve where its precision is at least that; 0 where it never is."""
    return max((point.recall for point in points if point.precision >= precision), default=0.0)


def best_precision(points: Iterable[Point], least_recall: float = 0.1) -> float:
    """The highest precision of a curve where it still finds a tenth of the pairs; 0 where it never does."""
    return max((point.precision for point in points if point.recall >= least_recall), default=0.0)


def thinned(points: list[Point], most: int = 300) -> list[Point]:
    """So many points at most, even in recall, ends kept."""
    if len(points) <= most:
        return points
    span = (points[-1].recall - points[0].recall) / most or 1.0
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point.recall - kept[-1].recall) >= span:
            kept.append(point)
    return [*kept, points[-1]]
