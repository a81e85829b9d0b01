"""Evaluations and estimates as pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fundlink.charts.page import render
from fundlink.charts.scale import Scale
from fundlink.evaluation import Estimate, Evaluation, Point, Rate, Thresholds

WIDTH, HEIGHT = 600, 190
"""Of a panel's axes, in the units of its drawing."""

ERRORS = {
    "false_match": "False matches, of the pairs found",
    "missed": "Missed, of the true pairs",
    "missed_reachable": "Missed, of the reachable pairs",
}


@dataclass(frozen=True)
class Panel:
    """One chart over the thresholds: its lines as SVG points, its ticks with their places, its marks."""

    title: str
    by_weight: str
    by_rules: str
    x_ticks: list[tuple[float, str]]
    y_ticks: list[tuple[float, str]]
    marks: list[tuple[str, float]]


def evaluation_page(found: Evaluation) -> str:
    """The page of a comparison with a truth."""
    groups = [
        (
            trait,
            title,
            comparison.widest.get(error),
            _rates({n: getattr(e, error) for n, e in comparison.groups.items()}),
        )
        for error, title in ERRORS.items()
        for trait, comparison in found.groups.items()
        if error != "missed_reachable" or found.reachable
    ]
    return render(
        "evaluation.html",
        "How well mentions were resolved",
        found=found,
        tables=[
            ("", {"all": found.overall}),
            ("by source", found.by_source),
            ("by script", found.by_script),
            ("by size of the true party", found.by_size),
        ],
        groups=groups,
        panels=_panels(found.thresholds) if found.thresholds and found.thresholds.by_weight else [],
        width=WIDTH,
        height=HEIGHT,
    )


def estimate_page(found: Estimate) -> str:
    """The page of an estimate from labels."""
    shares = {stratum.name: stratum.same for stratum in found.strata if stratum.same}
    scale = Scale(0, 1)
    drawn = {name: (*scale.bar(share.low, share.high), scale.at(share.value)) for name, share in shares.items()}
    return render("estimate.html", "How well mentions were resolved, by an estimate", found=found, drawn=drawn)


def _rates(rates: dict[str, Rate]) -> list[tuple[str, Rate, tuple[float, float, float] | None]]:
    """Of each group its rate, and on a common axis from 0: left and length of its interval, and the rate's place."""
    scale = Scale(0, max((rate.share.high for rate in rates.values() if rate.share), default=1.0) or 1.0)
    return [
        (name, rate, (*scale.bar(rate.share.low, rate.share.high), scale.at(rate.share.value)) if rate.share else None)
        for name, rate in rates.items()
    ]


def _panels(found: Thresholds) -> list[Panel]:
    bits = [point.at for point in found.by_weight]
    x = Scale(min(*bits, found.review_at), max(*bits, found.same_at) + 1)
    lowest = min(point.precision for point in (*found.by_weight, *found.by_rules))
    precision = Scale(min(lowest, 0.99) - 0.002, 1.0)
    return [_panel("Precision", found, x, precision, "precision"), _panel("Recall", found, x, Scale(0, 1), "recall")]


def _panel(title: str, found: Thresholds, x: Scale, y: Scale, figure: str) -> Panel:
    def place(bits: float) -> float:
        return round(x.at(bits) * WIDTH / 100, 1)

    def line(points: Sequence[Point]) -> str:
        return " ".join(
            f"{place(point.at)},{round(HEIGHT - y.at(getattr(point, figure)) * HEIGHT / 100, 1)}" for point in points
        )

    return Panel(
        title,
        line(found.by_weight),
        line(found.by_rules),
        [(place(tick), f"{tick:g}") for tick in x.ticks(10)],
        [(round(HEIGHT - y.at(tick) * HEIGHT / 100, 1), f"{tick:g}") for tick in y.ticks(5)],
        [("review", place(found.review_at)), ("same", place(found.same_at))],
    )
