"""The command line of a benchmark on mention tables: of a district made for it, or made before."""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fundlink.world import write_world
from resolvers.train import make_mentions


def run(told: str | None, seed: int, measure: Callable[[Sequence[Path], Path], dict[str, Any]]) -> dict[str, Any]:
    """Read the arguments, make or take mention tables, measure in a scratch folder, print what was found and return it.

    Args:
        told: what the benchmark does, for `--help`.
        seed: of the district, if the command line names no other.
        measure: takes the mention tables and the folder.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_300)
    parser.add_argument("--transfers", type=int, help="as many as people if not given")
    parser.add_argument("--seed", type=int, default=seed, help="of the district")
    parser.add_argument("--mentions", type=Path, help="folder of mention tables made before, not a new district")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.mentions:
            tables = sorted(given.mentions.glob("*.parquet"))
        else:
            write_world(folder / "world", given.people, given.transfers or given.people, given.seed)
            tables = make_mentions(folder / "world", folder / "read")
        found = measure(tables, folder)
    print(json.dumps(found, indent=1))
    return found
