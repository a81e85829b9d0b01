"""Trains the person resolver and writes `person.json`: `python -m resolvers.train`.

The model is learned on a fictional district of its own seed, so that a benchmark on any other seed says how it
does on people it has never seen. The same seed gives the same file.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from fundlink.resolution.training import train
from fundlink.world import write_world
from resolvers.person import PERSON_RESOLVER

SEED, PEOPLE, TRANSFERS = 1001, 12_000, 12_000


def make_mentions(world: Path, home: Path) -> list[Path]:
    """Read a world's inbox into a home folder with fundlink itself, and return its mention tables."""
    command = [str(Path(sys.executable).with_name("fundlink")), "refresh", "--input", str(world / "inbox")]
    environment = {**os.environ, "FUNDLINK_HOME": str(home), "DAGSTER_HOME": str(home / "dagster")}
    subprocess.run([*command, "--select", "+group:mention"], env=environment, check=True, stdout=sys.stderr)
    return sorted((home / "tables" / "mention").glob("*.parquet"))


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--transfers", type=int, default=TRANSFERS)
    parser.add_argument("--output", type=Path, default=PERSON_RESOLVER.model)
    given = parser.parse_args()
    # Splink says of each training round what it cannot learn there; another round learns it.
    logging.getLogger("splink").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        world = Path(folder) / "world"
        write_world(world, given.people, given.transfers, given.seed)
        tables = make_mentions(world, Path(folder) / "home")
        district = {"world": "fictional district", "seed": given.seed, "people": given.people}
        model = train(PERSON_RESOLVER, tables, {**district, "transfers": given.transfers})
    model.save(given.output)
    print(f"{given.output}: {model.trained_on['mentions']:,} mentions, seed {given.seed}", file=sys.stderr)


if __name__ == "__main__":
    main()
