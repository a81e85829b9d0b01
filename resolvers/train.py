"""Trains the person resolver and writes `person.json`: `python -m resolvers.train`.

The model is learned on a fictional district of its own seed, so that a benchmark on any other seed says how it
does on people it has never seen. The same seed gives the same model. The district is then resolved with it, for what
a refresh elsewhere should look like: what drift is measured against.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from fundlink.config import Home
from fundlink.resolution.model import accepted
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.retraining import expectations
from fundlink.resolution.training import SEED as TRAINING_SEED
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
    """Train, resolve, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="of the district")
    parser.add_argument("--training-seed", type=int, default=TRAINING_SEED, help="of what training draws")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--transfers", type=int, default=TRANSFERS)
    parser.add_argument("--output", type=Path, default=PERSON_RESOLVER.model)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world, home = Path(folder) / "world", Home(Path(folder) / "home")
        write_world(world, given.people, given.transfers, given.seed)
        tables = make_mentions(world, home.path)
        district = {"world": "fictional district", "seed": given.seed, "people": given.people}
        model = train(PERSON_RESOLVER, tables, {**district, "transfers": given.transfers}, given.training_seed)
        model.save(accepted(home, PERSON_RESOLVER))
        resolve_persons(home, tables, PERSON_RESOLVER, "training")
        model = replace(model, expected=expectations(home, PERSON_RESOLVER, model))
    model.save(given.output)
    print(f"{given.output}: {model.version}, {model.trained_on['mentions']:,} mentions", file=sys.stderr)


if __name__ == "__main__":
    main()
