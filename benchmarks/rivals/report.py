"""What was measured, as a table, as JSON and as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from benchmarks.rivals.figures import best_precision, recall_at, thinned
from benchmarks.rivals.measuring import Measured

PRECISION = 0.995
_HEAD = (
    "tool", "mentions", "precision", "recall", "F1", f"recall at {PRECISION}", "own best precision",
    "recall there", "fundlink's recall there", "seconds", "CPU s", "peak MB",
)  # fmt: skip


def rows(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row a tool and size."""
    ours = {found.mentions: found.points for found in measured if found.tool == "fundlink"}
    return [_row(found, ours) for found in measured]


def _row(found: Measured, ours: dict[int, Any]) -> dict[str, Any]:
    best = best_precision(found.points)
    own = ours.get(found.mentions)
    values = (
        found.tool, found.mentions, found.at_own.precision, found.at_own.recall, found.at_own.f1,
        recall_at(found.points, PRECISION), best, recall_at(found.points, best), own and recall_at(own, best),
        round(found.cost.seconds, 1), round(found.cost.cpu_seconds, 1), round(found.cost.peak_mb),
    )  # fmt: skip
    return dict(zip(_HEAD, values, strict=True))


def table(measured: Sequence[Measured]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(_HEAD)} |", f"|{'---|' * len(_HEAD)}"]
    for row in rows(measured):
        cells = (f"{cell:.4f}" if isinstance(cell, float) and cell <= 1 else f"{cell or '-'}" for cell in row.values())
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def as_json(measured: Sequence[Measured], seed: int) -> dict[str, Any]:
    """Everything, curves too."""
    return {
        "seed": seed,
        "table": rows(measured),
        "curves": [
            {"tool": found.tool, "mentions": found.mentions, "points": list(map(asdict, thinned(found.points)))}
            for found in measured
        ],
    }


def chart(measured: Sequence[Measured], file: Path) -> None:
    """Precision by recall, a panel a size; the ring is a tool's own setting."""
    points = pd.DataFrame(
        {"tool": found.tool, "mentions": found.mentions, "precision": point.precision, "recall": point.recall}
        for found in measured
        for point in thinned(found.points)
    )
    owns = pd.DataFrame(
        {
            "tool": found.tool,
            "mentions": found.mentions,
            "precision": found.at_own.precision,
            "recall": found.at_own.recall,
        }
        for found in measured
    )
    x = alt.X("recall:Q", scale=alt.Scale(domain=[0.3, 1]), title="recall of pairs")
    y = alt.Y("precision:Q", scale=alt.Scale(domain=[0.8, 1]), title="precision of pairs")
    color = alt.Color("tool:N", title=None)
    panels = []
    for mentions in points["mentions"].unique():
        lines, rings = (frame[frame["mentions"] == mentions] for frame in (points, owns))
        panel = alt.layer(
            alt.Chart(lines).mark_line(clip=True).encode(x=x, y=y, color=color, order="recall:Q"),
            alt.Chart(rings).mark_point(size=70, clip=True).encode(x=x, y=y, color=color),
            alt.Chart(pd.DataFrame({"precision": [PRECISION]})).mark_rule(strokeDash=[4, 4], color="#888").encode(y=y),
        )
        panels.append(panel.properties(width=340, height=300, title=f"{mentions:,} mentions"))
    file.parent.mkdir(parents=True, exist_ok=True)
    alt.hconcat(*panels).save(file)
