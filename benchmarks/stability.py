"""How much of the answer hangs on chance in training: `python -m benchmarks.stability`.

Trains on a district of about 23,000 person mentions: as it is; with another seed; with its rows in another order; with
two threads. Each model resolves the same mentions, each after the other in one home, as retraining does. Says for each
the share of mentions whose person has exactly the same mentions as with the first model, and how many of those kept the
person's id. Exits with 3 when the first share is under 99.9 %, or the second is not all.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import MISSED
from benchmarks.mentions import run
from fundlink.config import Home
from fundlink.resolution.model import Model, accepted
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.training import SEED, train
from fundlink.tables import connect, save, scan
from resolvers.person import PERSON_RESOLVER

ENOUGH = 0.999
"""Share of the mentions whose person has the same mentions with each of the models."""
DISTRICT = 7_004
"""Seed of the district."""

Persons = dict[str, tuple[str, frozenset[str]]]
"""Of each mention: the id of its person, and that person's mentions."""


def shuffled(tables: Sequence[Path], folder: Path) -> list[Path]:
    """The same tables, their rows in another order."""
    with connect() as connection:
        for table in tables:
            save(connection, f"FROM {scan(table)} ORDER BY hash(mention_id, 'other')", folder / table.name)
    return [folder / table.name for table in tables]


def resolve(home: Home, tables: Sequence[Path], model: Model, refresh_id: str) -> Persons:
    """The persons by a model."""
    model.save(accepted(home, PERSON_RESOLVER))
    resolve_persons(home, tables, PERSON_RESOLVER, refresh_id)
    with connect() as connection:
        rows = connection.execute(
            f"SELECT mention_id, person_id FROM {scan(home.table('resolved/person_members'))}"
        ).fetchall()
    by_person: dict[str, set[str]] = defaultdict(set)
    for mention, person in rows:
        by_person[person].add(mention)
    fixed = {person: frozenset(mentions) for person, mentions in by_person.items()}
    return {mention: (person, fixed[person]) for mention, person in rows}


def compare(first: Persons, other: Persons) -> dict[str, Any]:
    """Share of mentions with exactly the same fellows, and share of these with the same id."""
    equal = [mention for mention, (_, fellows) in first.items() if other[mention][1] == fellows]
    kept = sum(first[mention][0] == other[mention][0] for mention in equal)
    return {"same_partition": round(len(equal) / len(first), 6), "ids_kept": round(kept / len(equal), 6)}


def measure(tables: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Train in each way, resolve with each model, compare."""
    ways: dict[str, tuple[Sequence[Path], int, int]] = {
        "as it is": (tables, SEED, 1),
        "another seed": (tables, SEED + 1, 1),
        "a third seed": (tables, SEED + 2, 1),
        "another order of rows": (shuffled(tables, folder / "shuffled"), SEED, 1),
        "two threads": (tables, SEED, 2),
    }
    found: dict[str, Any] = {}
    first: Persons = {}
    home = Home(folder / "home")
    for name, (trained_on, seed, threads) in ways.items():
        start = time.process_time()
        model = train(PERSON_RESOLVER, trained_on, {}, seed, threads)
        cpu = round(time.process_time() - start, 1)
        persons = resolve(home, tables, model, name)
        first = first or persons
        found[name] = {"model": model.version, "cpu_seconds": cpu, "mentions": len(persons), **compare(first, persons)}
    return found


def main() -> None:
    """Make or take mentions, measure, print. Exits with 3 when a figure is missed."""
    found = run(__doc__, DISTRICT, measure)
    reached = all(way["same_partition"] >= ENOUGH and way["ids_kept"] == 1 for way in found.values())
    sys.exit(0 if reached else MISSED)


if __name__ == "__main__":
    main()
