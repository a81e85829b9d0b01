"""HOW as a page: the merges of one person as a tree, with the records at its leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fundlink.charts.page import plain, render
from fundlink.charts.records import Record
from fundlink.charts.scale import Scale
from fundlink.charts.tree import layout
from fundlink.charts.words import average, by_human
from fundlink.resolution.merging import Merging, Step

_WEIGHED = re.compile(r"(.+) ([+-][\d.]+)")

ROW, COLUMN, LEFT, LETTERS = 34, 56, 300, 30
"""Height of a leaf, width of a merge and of the leaves' text, in pixels; letters of a name beside its leaf."""


def how_page(found: Merging, records: Mapping[str, Record]) -> str:
    """The page of one person; `records` of all its mentions."""
    by_id = {mention["mention_id"]: mention for mention in found.mentions}
    number = {mention_id: at for at, mention_id in enumerate(by_id, 1)}
    order, joints = layout(list(by_id), found.steps)
    deepest = max((joint.depth for joint in joints), default=0)
    scale = Scale.around([0.0, *(weight for step in found.steps for _, weight in evidence(step))])

    def x(depth: int) -> int:
        return LEFT + depth * COLUMN

    def y(row: float) -> float:
        return (row + 0.5) * ROW

    return render(
        "how.html",
        f"How {found.name or found.person_id} came together",
        found=found,
        records=records,
        number=number,
        leaves=[
            (number[m], plain(by_id[m]["name"] or "(no name)", LETTERS), by_id[m], y(at)) for at, m in enumerate(order)
        ],
        joints=[
            {
                "step": joint.step,
                "x": x(joint.depth),
                "y": y(joint.row),
                "top": y(joint.arms[0][1]),
                "bottom": y(joint.arms[-1][1]),
                "arms": [(x(depth), y(row)) for depth, row in joint.arms],
                "told": "; ".join((average(found.steps[joint.step - 1]), *found.steps[joint.step - 1].evidence)),
            }
            for joint in joints
        ],
        start=LEFT,
        width=x(deepest) + COLUMN,
        height=len(order) * ROW,
        steps=[_step(step, number, scale) for step in found.steps],
        zero=scale.at(0),
    )


def evidence(step: Step) -> list[tuple[str, float]]:
    """The evidence of a step's pair: what agrees or not, and its bits."""
    found = (_WEIGHED.fullmatch(line) for line in step.evidence)
    return [(match[1], float(match[2])) for match in found if match]


def _step(step: Step, number: Mapping[str, int], scale: Scale) -> dict[str, Any]:
    return {
        "left": [number[mention] for mention in step.left],
        "right": [number[mention] for mention in step.right],
        "average": step.average,
        "human": by_human(step),
        "pair": [number[mention] for mention in step.pair] if step.pair else None,
        "weight": step.match_weight,
        "evidence": [(text, weight, *scale.bar(0, weight)) for text, weight in evidence(step)],
    }
