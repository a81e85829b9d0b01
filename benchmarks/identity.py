"""Precision and recall of the person resolver on a district it was never trained on: `python -m benchmarks.identity`.

Makes a district of about 20,000 person mentions, refreshes it with fundlink as a user would (in a home folder of its
own, no Neo4j), and compares `resolved/person_members` with the district's truth as `fundlink evaluate` does. Reachable
pairs are those that evidence beyond the name can join, directly or through the person's other mentions.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fundlink.config import Home
from fundlink.evaluation import evaluate
from fundlink.world import write_world


def refresh(world: Path, home: Home) -> None:
    """Read the world's inbox and resolve its persons."""
    command = [str(Path(sys.executable).with_name("fundlink")), "refresh", "--input", str(world / "inbox")]
    environment = {**os.environ, "FUNDLINK_HOME": str(home.path), "DAGSTER_HOME": str(home.path / "dagster")}
    subprocess.run([*command, "--select", '+key:"resolved/person"'], env=environment, check=True, stdout=sys.stderr)


def measure(world: Path, home: Home) -> dict[str, float | None]:
    """Figures of `resolved/person_members` against `world/truth`."""
    found = evaluate(home, world / "truth" / "members.csv", world / "truth" / "reachable.csv")
    assert found.reachable is not None
    return {
        "mentions": found.overall.mentions,
        "persons": found.overall.parties,
        "precision": found.overall.precision,
        "recall_reachable": found.reachable.recall,
        "recall": found.overall.recall,
        "reachable_share": found.reachable.share,
        "exact_persons": found.overall.exact,
    }


def main() -> None:
    """Make, refresh, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_300)
    parser.add_argument("--transfers", type=int, default=6_300)
    parser.add_argument("--seed", type=int, default=7_001)
    parser.add_argument("--world", type=Path, help="a district made before (with inbox/ and truth/), not a new one")
    parser.add_argument("--home", type=Path, help="home of a refresh of that district, to measure only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = given.world or Path(folder) / "world"
        if given.world is None:
            write_world(world, given.people, given.transfers, given.seed)
        start = time.perf_counter()
        home = Home(given.home or Path(folder) / "home")
        if given.home is None:
            refresh(world, home)
        seconds = round(time.perf_counter() - start, 1)
        figures = measure(world, home)
    print(json.dumps({**{k: v and round(v, 4) for k, v in figures.items()}, "refresh_seconds": seconds}, indent=1))


if __name__ == "__main__":
    main()
