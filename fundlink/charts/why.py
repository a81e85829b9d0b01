"""WHY as a page: two records side by side, and each comparison's weight from the prior to the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fundlink.charts.page import render
from fundlink.charts.records import Record
from fundlink.charts.scale import Scale
from fundlink.charts.words import answer, between, changes_by_band, silent, standing
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.explain import Explanation
from fundlink.sources.parties import ATTRIBUTES


@dataclass(frozen=True)
class Bar:
    """One row of the waterfall: `bits` from where the sum stood to where it stands, and its place in per cent."""

    label: str
    a: Any
    b: Any
    level: str
    proof: str | None
    bits: float
    total: float
    left: float
    width: float


def why_page(found: Explanation, records: Mapping[str, Record], resolver: Resolver) -> str:
    """The page of one explanation; `records` of both mentions of its pair."""
    bars, scale = waterfall(found, resolver)
    sides = [
        next(mention for mention in side.mentions if mention["mention_id"] == mention_id)
        for side, mention_id in zip((found.a, found.b), found.pair, strict=True)
    ]
    pair = [records[mention_id] for mention_id in found.pair]
    names = [mention["name"] or mention["mention_id"] for mention in sides]
    return render(
        "why.html",
        f"One person? {names[0]} and {names[1]}",
        found=found,
        answer=answer(found),
        sides=sides,
        records=pair,
        attributes=[name for name in ATTRIBUTES if name in pair[0].said or name in pair[1].said],
        bars=bars,
        zero=scale.at(0),
        marks=[(name, at, scale.at(at)) for name, at in _marks(resolver)],
        silent=silent(found),
        standing=standing(found),
        between=between(found),
        changes=changes_by_band(found),
        odds=odds(found.match_weight),
    )


def waterfall(found: Explanation, resolver: Resolver) -> tuple[list[Bar], Scale]:
    """The bars from the prior to the sum, and their axis, which holds 0 and the thresholds too."""
    steps: list[tuple[str, Any, Any, str, str | None, float]] = [
        ("any two mentions", None, None, "", None, found.prior)
    ]
    steps += [(c.comparison, c.a, c.b, c.level, c.proof, c.bits) for c in found.compared if c.level is not None]
    totals = [0.0]
    for step in steps:
        totals.append(totals[-1] + step[-1])
    scale = Scale.around([*totals, found.match_weight, *(at for _, at in _marks(resolver))])
    bars = [
        Bar(*step, total, *scale.bar(before, total))
        for step, (before, total) in zip(steps, pairwise(totals), strict=True)
    ]
    weight = found.match_weight
    return [*bars, Bar("sum", None, None, "", None, weight, weight, *scale.bar(0, weight))], scale


def odds(weight: float) -> str:
    """Odds of a weight in bits, in words."""
    if abs(weight) < 0.5:
        return "as likely one person as two"
    times = 2 ** abs(weight)
    said = f"{times:,.0f}" if times < 1e6 else f"{times / 1e6:,.0f} million" if times < 1e9 else "over 1,000 million"
    return f"{said} to 1 {'for' if weight > 0 else 'against'} one person, by the weights alone"


def _marks(resolver: Resolver) -> tuple[tuple[str, float], ...]:
    return ("review", resolver.review_at), ("same", resolver.same_at)
