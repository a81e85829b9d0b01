"""What 1 % new mentions cost, against a full rebuild with the same model: `python -m benchmarks.incremental`.

Reads a district of about 23,000 person mentions (`--people 27300` makes 100,000, ten times as many 1,000,000), resolves
99 of 100 of its mentions, lets a human decide some pairs, and then measures in one process: all mentions, from what the
first resolution kept, three times; and all mentions, in a home that has the same decisions and knows nothing else. The
persons and the pairs of both must be equal, and the decisions must hold: else it exits with 3.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks import MISSED
from benchmarks.mentions import run
from fundlink.config import Home
from fundlink.decisions import Verb, Word, read, writing
from fundlink.resolution.columns import count
from fundlink.resolution.persons import resolve_persons
from fundlink.tables import connect, save, scan
from resolvers.person import PERSON_RESOLVER

NEW = "hash(mention_id) % 100 = 7"
DECISIONS = 20
REFRESHES = 3
"""Each from the same state. The median counts: one is short, and a busy moment of the machine would be half of it."""
SEED = 7_003


def without_new(tables: Sequence[Path], folder: Path) -> list[Path]:
    """The same tables without one mention in a hundred."""
    with connect() as connection:
        for table in tables:
            save(connection, f"FROM {scan(table)} WHERE NOT ({NEW})", folder / table.name)
    return [folder / table.name for table in tables]


def decide(home: Home) -> None:
    """Take apart some that were found to be one, and join some doubtful ones, chosen by hash."""
    with connect() as connection:
        pairs = scan(home.table("resolved/person_pairs"))
        chosen = {
            verb: connection.execute(
                f"SELECT mention_a, mention_b FROM {pairs} WHERE band = ? AND NOT conflict "
                f"ORDER BY hash(mention_a, mention_b) LIMIT {DECISIONS}",
                [band],
            ).fetchall()
            for verb, band in ((Verb.NOT_SAME, "same"), (Verb.SAME, "review"))
        }
    told: set[str] = set()
    with writing(home) as ledger:
        for verb, of_verb in chosen.items():
            for a, b in of_verb:
                # One decision a mention: no two of them can contradict each other.
                if not told & {a, b}:
                    told |= {a, b}
                    ledger.say(Word(verb, (a,), (b,), "benchmark", "benchmark"))


def resolve(home: Home, tables: Sequence[Path], refresh_id: str) -> dict[str, Any]:
    """Seconds of a resolution, with those of its stages, and of the processor, which say more on a busy machine."""
    start, working = time.perf_counter(), _processor_seconds()
    done = resolve_persons(home, tables, PERSON_RESOLVER, refresh_id)
    took = {
        "seconds": round(time.perf_counter() - start, 2),
        "processor_seconds": round(_processor_seconds() - working, 2),
    }
    return {**took, "mentions": done.counts["mentions"], "changed": done.counts["changed"], "stages": done.seconds}


def _processor_seconds() -> float:
    """Of this process and of those it started, which read names."""
    return sum(os.times()[:4])


def differences(one: Home, other: Home) -> dict[str, int]:
    """How many persons and pairs stand in one home and not in the other."""
    told = {
        "person_members": "SELECT list_sort(list(mention_id)) FROM {table} GROUP BY person_id",
        "person_pairs": "SELECT mention_a, mention_b, match_weight, band FROM {table}",
    }
    found = {}
    with connect() as connection:
        for name, query in told.items():
            a, b = (query.format(table=scan(home.table(f"resolved/{name}"))) for home in (one, other))
            found[name] = count(connection, f"((({a}) EXCEPT ({b})) UNION ALL (({b}) EXCEPT ({a})))")
    return found


def broken(home: Home) -> int:
    """Decisions of two mentions that do not hold."""
    with connect() as connection:
        rows = connection.execute(
            f"SELECT mention_id, person_id FROM {scan(home.table('resolved/person_members'))}"
        ).fetchall()
    person: dict[str, str] = dict(rows)
    decided = read(home)
    return sum(person[a] != person[b] for a, b in decided.same) + sum(person[a] == person[b] for a, b in decided.apart)


def measure(tables: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Resolve twice, and compare."""
    kept, fresh = Home(folder / "kept"), Home(folder / "fresh")
    resolve(kept, without_new(tables, folder / "part"), "first")
    decide(kept)
    fresh.ledgers.mkdir(parents=True)
    for file in kept.ledgers.glob("decisions*"):
        shutil.copy(file, fresh.ledgers)
    refreshes = []
    for number in range(REFRESHES):
        renewed = Home(folder / f"renewed{number}")
        shutil.copytree(kept.path, renewed.path)
        os.sync()
        refreshes.append(resolve(renewed, tables, "more"))
    incremental = sorted(refreshes, key=itemgetter("seconds"))[REFRESHES // 2]
    full = resolve(fresh, tables, "all")
    return {
        "incremental": incremental,
        "incremental_seconds": sorted(took["seconds"] for took in refreshes),
        "full": full,
        **{
            f"ratio_of_{taken}": round(incremental[taken] / full[taken], 4)
            for taken in ("seconds", "processor_seconds")
        },
        "differences": differences(renewed, fresh),
        "decisions": len(read(renewed).active),
        "decisions_broken": broken(renewed),
    }


def main() -> None:
    """Make or take mentions, measure, print. Exits with 3 when the two ways differ, or a decision does not hold."""
    found = run(__doc__, SEED, measure)
    sys.exit(MISSED if any(found["differences"].values()) or found["decisions_broken"] else 0)


if __name__ == "__main__":
    main()
