"""How long `fundlink why A B` and `fundlink how A` take: `python -m benchmarks.why --home HOME`.

HOME is one that was refreshed. The pairs are some of those that the refresh weighed, of each band. The whole command
is run, as somebody types it, and in turn with it `python -c pass` and the import of what reads the tables: Python's own
share, in the same run. `explained` is the answer alone, in a process that has answered before.

Target: the whole command in under a second on a million mentions.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from fundlink.config import Home
from fundlink.resolution.explain import explain
from fundlink.tables import connect, rows, scan
from resolvers.person import PERSON_RESOLVER

FUNDLINK = str(Path(sys.executable).with_name("fundlink"))
READERS = "import duckdb, pyarrow.parquet"


def pairs(home: Home, number: int) -> list[tuple[str, str]]:
    """So many weighed pairs, of each band alike, the same ones in every run."""
    with connect() as connection:
        return connection.execute(
            f"""SELECT mention_a, mention_b FROM {scan(home.table("resolved/person_pairs"))}
            QUALIFY row_number() OVER (PARTITION BY band ORDER BY hash(mention_a, mention_b)) <= {number}
            ORDER BY hash(mention_b) LIMIT {number}"""
        ).fetchall()


def run(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and processor seconds of a command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print seconds as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Home.current().path)
    parser.add_argument("--pairs", type=int, default=12)
    told = parser.parse_args()
    home = Home(told.home.resolve())
    environment = {**os.environ, "FUNDLINK_HOME": str(home.path)}
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for a, b in pairs(home, told.pairs):
        python = [sys.executable, "-c"]
        commands = {"python": [*python, "pass"], "readers": [*python, READERS]}
        commands |= {"why": [FUNDLINK, "why", a, b], "how": [FUNDLINK, "how", a]}
        for name, command in commands.items():
            taken[name].append(run(command, environment))
        start = time.perf_counter(), time.process_time()
        explain(home, PERSON_RESOLVER, a, b)
        taken["explained"].append((time.perf_counter() - start[0], time.process_time() - start[1]))
    found = {"mentions": rows(home.table("resolved/person_members")), "pairs": told.pairs}
    for name, seconds in taken.items():
        # The first of each reads its files from the disk.
        wall, processor = zip(*seconds[1:], strict=True)
        found[name] = {"wall": median(wall), "worst": max(wall), "processor": median(processor)}
    found["why / readers"] = found["why"]["wall"] / found["readers"]["wall"]
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
