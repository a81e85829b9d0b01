"""How good and how fast the person resolver is on a district it never saw: `python -m benchmarks.identity`.

Makes a district of about 23,000 person mentions (`--people 27300 --transfers 27300` makes 100,000, ten times as many
1,000,000), reads and resolves it with fundlink as a user would (in a home of its own, no Neo4j), and compares
`resolved/person_members` with the district's truth as `fundlink evaluate` does. Reachable pairs are those that evidence
beyond the name can join, directly or through the person's other mentions. Memory is the most that a process held.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fundlink.config import Home
from fundlink.evaluation import Comparison, Evaluation, Rate, evaluate
from fundlink.resolution.persons import resolve_persons
from fundlink.world import write_world
from resolvers.person import PERSON_RESOLVER

READ = '+key:"resolved/person" and not key:"resolved/person"'
"""The assets that a refresh makes before it resolves persons."""


def read(world: Path, home: Home) -> dict[str, Any]:
    """Read the world's inbox, as `fundlink refresh` does, in a process of its own."""
    fundlink = str(Path(sys.executable).with_name("fundlink"))
    return _run(fundlink, "refresh", "--input", str(world / "inbox"), "--select", READ, home=home)


def resolve(home: Home) -> dict[str, Any]:
    """Resolve the persons in a process of its own, which comes back here with `--resolve`; with the stages' seconds."""
    used = _run(sys.executable, "-m", "benchmarks.identity", "--resolve", "--home", str(home.path), home=home)
    return {**used, "seconds_by_stage": json.loads((home.path / "stages.json").read_text())}


def resolve_here(home: Home) -> None:
    """Resolve, and leave the seconds of each stage in the home."""
    done = resolve_persons(home, sorted(home.tables.glob("mention/*.parquet")), PERSON_RESOLVER, "benchmark")
    (home.path / "stages.json").write_text(json.dumps(done.seconds))


def _run(*command: str, home: Home) -> dict[str, Any]:
    """Run a process: seconds, its start included, and the most memory it held. What it prints goes to stderr."""
    environment = {**os.environ, "FUNDLINK_HOME": str(home.path), "DAGSTER_HOME": str(home.path / "dagster")}
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(code)
    return {"seconds": round(time.perf_counter() - start, 1), "memory_gb": _gigabytes(used.ru_maxrss)}


def measure(world: Path, home: Home) -> tuple[Evaluation, dict[str, Any]]:
    """Compare `resolved/person_members` with `world/truth`, and say what that took."""
    start = time.perf_counter()
    truth = world / "truth"
    found = evaluate(home, truth / "members.csv", truth / "reachable.csv", resolver=PERSON_RESOLVER)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found, {"seconds": round(time.perf_counter() - start, 1), "memory_gb": _gigabytes(used)}


def figures(found: Evaluation) -> dict[str, Any]:
    """Precision, recall and F1 of pairs, B-cubed, whole persons, and the errors by group; shares to five decimals."""
    overall, reachable = found.overall, found.reachable
    assert reachable is not None
    return {
        "mentions": overall.mentions,
        "persons": overall.parties,
        "precision": _round(overall.precision),
        "recall_reachable": _round(reachable.recall),
        "recall": _round(overall.recall),
        "reachable_share": _round(reachable.share),
        "f1": _round(overall.f1),
        "b_cubed": [_round(x) for x in (overall.b_cubed_precision, overall.b_cubed_recall, overall.b_cubed_f1)],
        "exact_persons": _round(overall.exact),
        "exact_by_size": {size: _round(sized.exact) for size, sized in found.by_size.items()},
        "groups": {trait: _groups(comparison) for trait, comparison in found.groups.items()},
    }


def _groups(comparison: Comparison) -> dict[str, Any]:
    def told(rate: Rate | None) -> list[float | None] | None:
        return [_round(x) for x in (rate.share.value, rate.share.low, rate.share.high)] if rate and rate.share else None

    rates = {
        name: {
            "mentions": errors.mentions,
            "false_match": told(errors.false_match),
            "missed": told(errors.missed),
            "missed_reachable": told(errors.missed_reachable),
        }
        for name, errors in comparison.groups.items()
    }
    return {**rates, "worst_to_best": {error: asdict(worst) for error, worst in comparison.widest.items()}}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def _gigabytes(kilobytes: int) -> float:
    # Linux counts in kB, macOS in bytes.
    return round(kilobytes * 1024 / 1e9 if sys.platform != "darwin" else kilobytes / 1e9, 2)


def main() -> None:
    """Make, refresh, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_300)
    parser.add_argument("--transfers", type=int, default=6_300)
    parser.add_argument("--seed", type=int, default=7_001)
    parser.add_argument("--world", type=Path, help="a district made before (with inbox/ and truth/), not a new one")
    parser.add_argument("--home", type=Path, help="home of a refresh of that district, to measure only")
    parser.add_argument("--resolve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.resolve:
        resolve_here(Home(given.home))
        return
    with tempfile.TemporaryDirectory() as folder:
        world = given.world or Path(folder) / "world"
        if given.world is None:
            write_world(world, given.people, given.transfers, given.seed)
        home = Home(given.home or Path(folder) / "home")
        stages = {} if given.home else {"read": read(world, home), "resolve": resolve(home)}
        found, stages["evaluate"] = measure(world, home)
    print(json.dumps({**figures(found), "stages": stages}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
