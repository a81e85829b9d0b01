"""Seconds and memory of a full rebuild of the persons, against plain Splink 5: `python -m benchmarks.speed`.

Both resolve the mentions of one district in the same run, one after the other, each part in a process of its own:
training a model, and resolving with it. Splink has its ready-made comparisons (`benchmarks/rivals/with_splink.py`) and
is given names that are folded already; fundlink folds them in its own seconds. So each ratio stands three times:

- `ratio`: fundlink's seconds by Splink's plus those of folding what Splink is given, as both need folded columns.
- `ratio_from_folded_columns`: the folding is on neither side.
- `ratio_to_splink_alone`: the folding is on fundlink's side only.

Seconds are those of the work, without the start of the process; peak memory is that of the process.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.rivals.district import District, make_district, prepare, write_stock
from benchmarks.rivals.running import run_module
from fundlink.tables import connect, rows, scan

PARTS = ("fundlink-train", "fundlink-resolve", "splink-train", "splink-resolve")


def main() -> None:
    """Make or take the district, run the parts, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=8_001)
    parser.add_argument("--world", type=Path, help="a district made before (with inbox/ and truth/), not a new one")
    parser.add_argument("--home", type=Path, help="home of a refresh of that district, to read its mentions only")
    given = parser.parse_args()
    if (given.world is None) != (given.home is None):
        parser.error("--world and --home go together")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.home is None:
            district = make_district(folder, given.mentions, given.seed)
        else:
            tables = sorted((given.home / "tables" / "mention").glob("*.parquet"))
            district = prepare(folder, tables, given.world / "truth" / "members.csv")
        print(json.dumps(measure(district, folder), indent=1))


def measure(district: District, folder: Path) -> dict[str, Any]:
    """Run all parts and put the figures together."""
    folding = _folding(district, folder / "folded.parquet")
    seconds: dict[str, float] = {}
    peaks: dict[str, int] = {}
    stages: dict[str, Any] = {}
    for part in PARTS:
        print(f"{part}, {rows(district.stock):,} mentions", file=sys.stderr)
        cost = run_module(
            Path(sys.executable), "benchmarks.speed_parts", part, folder, district.stock, *district.tables
        )
        told = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
        seconds[part], stages[part] = told["seconds"], told["stages"]
        peaks[part] = round(cost.peak_mb)
    both = {
        "training": ("fundlink-train", "fundlink-resolve", "splink-train", "splink-resolve"),
        "loading_a_model": ("fundlink-resolve", "splink-resolve"),
    }
    ratios = {}
    for name, parts in both.items():
        folded = sum(stages[part].get("folding", 0.0) for part in parts)
        ours, theirs = (sum(seconds[p] for p in parts if p.startswith(tool)) for tool in ("fundlink", "splink"))
        ratios[name] = {
            "ratio": round(ours / (theirs + folding), 3),
            "ratio_from_folded_columns": round((ours - folded) / theirs, 3),
            "ratio_to_splink_alone": round(ours / theirs, 3),
            "fundlink_seconds": round(ours, 1),
            "splink_seconds": round(theirs, 1),
        }
    return {
        "mentions": rows(district.stock),
        **ratios,
        "folding_seconds": round(folding, 1),
        "peak_mb": peaks,
        "stages": stages,
    }


def _folding(district: District, scratch: Path) -> float:
    """Seconds of making the columns that Splink is given."""
    start = time.perf_counter()
    with connect() as connection:
        connection.execute(f"CREATE VIEW mentions AS FROM {scan(*district.tables)} WHERE kind = 'person'")
        write_stock(connection, scratch)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
