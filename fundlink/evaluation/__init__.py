"""How well mentions were resolved: against a truth, or estimated from the pairs that people have labelled."""

from __future__ import annotations

from fundlink.evaluation.compare import Evaluation, Reachable, evaluate
from fundlink.evaluation.estimate import Estimate, Stratum, estimate
from fundlink.evaluation.figures import Figures
from fundlink.evaluation.groups import Comparison, Errors, Rate
from fundlink.evaluation.intervals import Interval
from fundlink.evaluation.sampling import draw, read_labels
from fundlink.evaluation.thresholds import Point, Thresholds

__all__ = [
    "Comparison",
    "Errors",
    "Estimate",
    "Evaluation",
    "Figures",
    "Interval",
    "Point",
    "Rate",
    "Reachable",
    "Stratum",
    "Thresholds",
    "draw",
    "estimate",
    "evaluate",
    "read_labels",
]
