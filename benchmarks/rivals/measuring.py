"""Runs each tool on a district and takes its figures."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.rivals.district import District
from benchmarks.rivals.environments import interpreter
from benchmarks.rivals.figures import Pairwise, Point, curve, pairwise
from benchmarks.rivals.running import Cost, run_module
from resolvers.person import PERSON_RESOLVER

SAME_AT = tuple(map(float, (0, 2, 4, 6, *range(8, 21), 25, 30)))
"""Weights from which fundlink calls a pair `same`, for its curve."""


@dataclass(frozen=True)
class Measured:
    """A tool on a district: at its own setting, and at every other (surest first)."""

    tool: str
    mentions: int
    at_own: Pairwise
    cost: Cost
    points: list[Point]


def mapping(table: Path, key: str, value: str) -> dict[str, str]:
    """Two columns of a Parquet table."""
    found = pq.read_table(table, columns=[key, value])
    return dict(zip(found[key].to_pylist(), found[value].to_pylist(), strict=True))


def scores(table: Path) -> list[tuple[str, str, float]]:
    """The pairs of a tool, the surest first; scores rounded, so that a curve has no more points than mean anything."""
    found = pq.read_table(table)
    names = found["mention_a"].to_pylist(), found["mention_b"].to_pylist()
    scored = [(a, b, round(float(score), 4)) for a, b, score in zip(*names, found["score"].to_pylist(), strict=True)]
    return sorted(scored, key=lambda pair: (-pair[2], pair))


def measure(tool: str, district: District, folder: Path, environments: Path) -> Measured:
    """Run a tool in its environment.

    Args:
        tool: `fundlink`, or one of `environments.PACKAGES`.
        district: what to give it.
        folder: a new folder for what it writes.
        environments: where environments are kept.
    """
    truth = mapping(district.truth, "mention_id", "true_id")
    python = interpreter(tool, environments)
    folder.mkdir(parents=True)
    if tool == "fundlink":
        return _fundlink(python, district, folder, truth)
    shutil.copy(district.truth, folder / "truth.parquet")
    cost = run_module(python, f"benchmarks.rivals.with_{tool}", district.stock, folder)
    clusters = mapping(folder / "clusters.parquet", "mention_id", "cluster")
    points = curve(truth, scores(folder / "pairs.parquet"))
    return Measured(tool, len(truth), pairwise(truth, clusters), cost, points)


def _fundlink(python: Path, district: District, folder: Path, truth: Mapping[str, str]) -> Measured:
    """fundlink, resolved anew for each weight that `same` may start at, as its clusters are no components."""
    own: tuple[Pairwise, Cost] | None = None
    points = []
    for same_at in sorted({*SAME_AT, PERSON_RESOLVER.same_at}, reverse=True):
        home = folder / f"{same_at:g}"
        cost = run_module(python, "benchmarks.rivals.with_fundlink", home, same_at, *district.tables)
        parties = mapping(home / "tables/resolved/person_members.parquet", "mention_id", "person_id")
        found = pairwise(truth, parties)
        points.append(Point(same_at, found.precision, found.recall))
        if same_at == PERSON_RESOLVER.same_at:
            own = found, cost
    assert own is not None
    return Measured("fundlink", len(truth), *own, points)
