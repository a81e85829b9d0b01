"""Places of a dendrogram: a person's mentions as leaves, the merges as joints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fundlink.resolution.merging import Step


@dataclass(frozen=True)
class Joint:
    """A merge: `depth` columns from the leaves, at `row`; `arms` are depth and row of what it joins."""

    step: int
    depth: int
    row: float
    arms: tuple[tuple[int, float], ...]


def layout(mentions: Sequence[str], steps: Sequence[Step]) -> tuple[list[str], list[Joint]]:
    """The leaves from top to bottom, so that no lines cross, and the joints in order.

    A step that joins mentions that say the same has an arm for each; any other has two.
    """
    parts: dict[str, tuple[str, ...]] = {mention: (mention,) for mention in mentions}
    order = list(mentions)
    for step in steps:
        arms = _arms(parts, step)
        whole = tuple(mention for arm in arms for mention in arm)
        first = min(order.index(mention) for mention in whole)
        rest = [mention for mention in order if mention not in set(whole)]
        before = sum(mention not in set(whole) for mention in order[:first])
        order = [*rest[:before], *whole, *rest[before:]]
        parts |= dict.fromkeys(whole, whole)
    places: dict[tuple[str, ...], tuple[int, float]] = {(m,): (0, float(order.index(m))) for m in mentions}
    parts = {mention: (mention,) for mention in mentions}
    joints = []
    for number, step in enumerate(steps, 1):
        arms = _arms(parts, step)
        held = tuple(places[arm] for arm in arms)
        whole = tuple(mention for arm in arms for mention in arm)
        joint = Joint(number, 1 + max(depth for depth, _ in held), (held[0][1] + held[-1][1]) / 2, held)
        joints.append(joint)
        places[whole] = joint.depth, joint.row
        parts |= dict.fromkeys(whole, whole)
    return order, joints


def _arms(parts: dict[str, tuple[str, ...]], step: Step) -> list[tuple[str, ...]]:
    """The parts that a step joins, each once."""
    return list(dict.fromkeys(parts[mention] for mention in (*step.left, *step.right)))
