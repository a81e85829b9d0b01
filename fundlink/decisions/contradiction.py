"""Same is an equivalence: what follows by a chain, and who therefore cannot be two."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import groupby, pairwise

from fundlink.decisions.decision import Decision, Decisions, Pair, Verb, Word, ordered
from fundlink.errors import FundlinkError

Edges = dict[str, dict[str, Decision | None]]
"""Mention -> mention said to be the same -> who said so first; None for the word in question."""


class Contradiction(FundlinkError):
    """A new decision cannot hold beside those that do."""


def contradiction(decisions: Decisions, word: Word) -> Contradiction:
    """Why a word cannot hold beside the decisions that hold: by the shortest chain that stands against it."""
    edges = _edges(decisions)
    if word.verb is not Verb.SAME:
        chain = _shortest(edges, sorted(word.pairs))
        return Contradiction(f"{_told(edges, chain)}, so {chain[0]} ≠ {chain[-1]} contradicts. {_REPAIR}")
    for a, b in sorted(word.pairs):
        edges[a].setdefault(b, None)
        edges[b].setdefault(a, None)
    chain = _shortest(edges, [*decisions.apart, *decisions.apart_transfers])
    said = next(
        line for line in decisions.active if line.verb is not Verb.SAME and ordered(chain[0], chain[-1]) in line.pairs
    )
    against = f"{chain[0]} ≠ {chain[-1]} {_who(said)}"
    return Contradiction(f"{_told(edges, chain)} contradicts {against}. {_REPAIR}")


def grounds(decisions: Decisions, a: str, b: str) -> list[Decision]:
    """The decisions by which two mentions are one, or two, in their order; also where that follows by way of others."""
    edges = _edges(decisions)
    chain = _chain(edges, a, {b}) if a in edges else None
    if chain:
        found = {line.number: line for one, other in pairwise(chain) if (line := edges[one][other])}
        return [found[number] for number in sorted(found)]
    sides = {decisions.group.get(mention, mention) for mention in (a, b)}
    return [
        line
        for line in decisions.active
        if line.verb is not Verb.SAME
        and any({decisions.group.get(mention, mention) for mention in pair} == sides for pair in line.pairs)
    ]


_REPAIR = "Undo one of them first (fundlink undo NUMBER), or leave it."


def _edges(decisions: Decisions) -> Edges:
    edges: Edges = defaultdict(dict)
    for line in decisions.active:
        if line.verb is Verb.SAME:
            for a, b in sorted(line.pairs):
                edges[a].setdefault(b, line)
                edges[b].setdefault(a, line)
    return edges


def _shortest(edges: Edges, apart: Sequence[Pair]) -> list[str]:
    """The shortest of all chains from one end of a pair to its other; of equal ones the first in sorted order."""
    ends: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        if a in edges and b in edges:
            ends[a].add(b)
    chains = (_chain(edges, start, goals) for start, goals in sorted(ends.items()))
    return min((chain for chain in chains if chain), key=len)


def _chain(edges: Edges, start: str, goals: set[str]) -> list[str] | None:
    """Breadth first from `start` to the nearest of `goals`."""
    came: dict[str, str] = {start: start}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node in goals:
            chain = [node]
            while chain[-1] != start:
                chain.append(came[chain[-1]])
            return chain[::-1]
        for other in sorted(edges[node]):
            if other not in came:
                came[other] = node
                queue.append(other)
    return None


def _told(edges: Edges, chain: Sequence[str]) -> str:
    steps = []
    # One decision on many mentions is one step: that it is kept as a chain of them is nobody's word.
    for line, links in groupby(pairwise(chain), key=lambda link: edges[link[0]][link[1]]):
        nodes = [node for link in links for node in link]
        steps.append(f"{nodes[0]} = {nodes[-1]} {_who(line) if line else '(this decision)'}")
    return ", ".join(steps)


def _who(line: Decision) -> str:
    return f"(no {line.number}, {line.by}: {line.reason})"
