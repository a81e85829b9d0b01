"""fundlink and its rivals on one district: `python -m benchmarks.rivals [--mentions 10000 100000] [--tools ...]`.

The mentions of a district that nothing was trained or tuned on (seed 8001) go through fundlink, plain Splink,
recordlinkage, nomenklatura and dedupe (at 10,000 only: it does not get through more), each in an environment of its
own. Printed: pairwise precision, recall and F1 of the clusters at each tool's own setting; from its curve (connected
components at every threshold of its scores; for fundlink its own clusters at every weight that `same` may start at)
the recall at precision 0.995, and the best precision it reaches while it finds at least a tenth of the pairs;
seconds and processor seconds, process start included, and peak memory of the largest process.

The rivals get names parsed and folded to ASCII by fundlink, which helps them (nomenklatura reads the names as written,
which is what it is made for). dedupe is told the truth of the pairs that it asks about.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.rivals.district import make_district
from benchmarks.rivals.environments import DEFAULT, PACKAGES
from benchmarks.rivals.measuring import measure
from benchmarks.rivals.report import as_json, chart, table

TOOLS = ("fundlink", *PACKAGES)
_MOST = {"dedupe": 20_000}
"""Mentions that a tool can take in the time and memory of one machine."""


def main() -> None:
    """Make the districts, run the tools, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("--seed", type=int, default=8_001)
    parser.add_argument("--environments", type=Path, default=DEFAULT, help=f"folder they are kept in (now {DEFAULT})")
    parser.add_argument("--json", type=Path, help="write the table and the curves there")
    parser.add_argument("--chart", type=Path, help="draw the curves there, as .svg or .png")
    given = parser.parse_args()
    measured = []
    for mentions in given.mentions:
        with tempfile.TemporaryDirectory() as folder:
            district = make_district(Path(folder), mentions, given.seed)
            for tool in given.tools:
                if mentions > _MOST.get(tool, mentions):
                    continue
                print(f"{tool}, {mentions:,} mentions", file=sys.stderr)
                measured.append(measure(tool, district, Path(folder) / tool, given.environments))
    print(table(measured))
    if given.json:
        given.json.write_text(json.dumps(as_json(measured, given.seed), indent=1) + "\n", encoding="utf-8")
    if given.chart:
        chart(measured, given.chart)


if __name__ == "__main__":
    main()
