"""One part of `benchmarks/speed.py`, in a process of its own: trains or resolves, and writes how long it took."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.rivals import with_splink
from fundlink.config import Home
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.result import Stages
from fundlink.resolution.training import train
from resolvers.person import PERSON_RESOLVER

Seconds = dict[str, float]


def fundlink_train(folder: Path, _: Path, tables: list[Path]) -> Seconds:
    stages = Stages("training")
    train(PERSON_RESOLVER, tables, {"world": "benchmark"}, stages=stages).save(folder / "person.json")
    return stages.seconds


def fundlink_resolve(folder: Path, _: Path, tables: list[Path]) -> Seconds:
    """All of it, from the mention tables to the written tables of persons."""
    resolver = replace(PERSON_RESOLVER, model=folder / "person.json")
    return resolve_persons(Home(folder / "resolved"), tables, resolver, "benchmark").seconds


def splink_train(folder: Path, stock: Path, _: list[Path]) -> Seconds:
    made = with_splink.linker(pd.read_parquet(stock), with_splink.settings())
    with_splink.train(made)
    made.misc.save_model_to_json(str(folder / "splink.json"))
    return {}


def splink_resolve(folder: Path, stock: Path, _: list[Path]) -> Seconds:
    """From the folded columns to written pairs and clusters."""
    made = with_splink.linker(pd.read_parquet(stock), json.loads((folder / "splink.json").read_text(encoding="utf-8")))
    start = time.perf_counter()
    scored = made.inference.predict(threshold_match_probability=0.01)
    middle = time.perf_counter()
    clusters = made.clustering.cluster_pairwise_predictions_at_threshold(scored, with_splink.THRESHOLD)
    end = time.perf_counter()
    written: tuple[tuple[Any, str], ...] = ((scored, "pairs"), (clusters, "clusters"))
    for table, name in written:
        table.to_parquet(str(folder / f"splink-{name}.parquet"))
    return {"blocking and scoring": middle - start, "clustering": end - middle}


PARTS: dict[str, Callable[[Path, Path, list[Path]], Seconds]] = {
    "fundlink-train": fundlink_train,
    "fundlink-resolve": fundlink_resolve,
    "splink-train": splink_train,
    "splink-resolve": splink_resolve,
}


def main() -> None:
    """Run the part that the command line names, on a folder, the folded columns, and mention tables."""
    part, *paths = sys.argv[1:]
    folder, stock, *tables = map(Path, paths)
    start = time.perf_counter()
    stages = PARTS[part](folder, stock, tables)
    seconds = time.perf_counter() - start
    told = {"seconds": round(seconds, 2), "stages": {name: round(value, 2) for name, value in stages.items()}}
    (folder / f"{part}.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
