"""What must merge nobody, at size: `python -m benchmarks.guards`.

100,000 invented people with 50 common names, 3 birth years and nothing else: not one merge. A phone that 500 people
share, each of them twice in the records and many of one name: nobody is merged by it. Exits with 3 when anybody is.
`tests/resolution/test_guard_rails.py` has both, small.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import MISSED
from fundlink.config import Home
from fundlink.mentions import MENTIONS
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER

GIVEN = ("Нұрлан", "Серік", "Асқар", "Айгүл", "Сәуле", "Марат", "Динара", "Ержан", "Жанар", "Болат")
SURNAMES = ("Ахметов", "Омаров", "Ибраев", "Касымов", "Иванов")
YEARS = ("1980", "1981", "1982")
NAMES = tuple(f"{given} {surname}" for given in GIVEN for surname in SURNAMES)

Row = dict[str, Any]


def namesakes(people: int, rng: random.Random) -> list[Row]:
    """People of few names and years, of whom nothing else is known."""
    return [{"name": rng.choice(NAMES), "birth_dates": [rng.choice(YEARS)]} for _ in range(people)]


def sharers(people: int, rng: random.Random) -> list[Row]:
    """People of one phone, of ever so many names, each mentioned twice."""
    letters = "абвгдезиклмнорстуфш"
    names = [
        f"{rng.choice(letters).upper()}{rng.choice('аеиоу')}{rng.choice(letters)}{rng.choice('аеиоу')}н {surname}"
        for surname in (rng.choice(SURNAMES) for _ in range(people))
    ]
    return [{"name": name, "phone": "+77011234567"} for name in names for _ in range(2)]


def write(rows: Sequence[Row], file: Path) -> Path:
    """The rows as a mention table, what they do not say left empty."""
    filled = [
        {
            "mention_id": f"m{number:07d}",
            "source": "invented",
            "source_key": f"{number}",
            "role": "donor",
            "kind": "person",
            "record_id": f"invented/{number}",
            "aliases": [],
            "birth_dates": [],
            "documents": [],
            "labels": [],
            **row,
        }
        for number, row in enumerate(rows)
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(filled, schema=MENTIONS), file)
    return file


def merges(rows: Sequence[Row], home: Home) -> dict[str, Any]:
    """Resolve, and say how many merges there were: mentions less persons."""
    table = write(rows, home.table("mention/invented"))
    start = time.perf_counter()
    done = resolve_persons(home, [table], PERSON_RESOLVER, "guards")
    seconds = round(time.perf_counter() - start, 1)
    return {"mentions": len(rows), "merges": len(rows) - done.counts["resolved/person"], "seconds": seconds}


def main() -> None:
    """Make, resolve, print. Exits with 3 when anybody was merged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--sharers", type=int, default=500)
    given = parser.parse_args()
    rng = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "few names, three years": merges(namesakes(given.people, rng), Home(Path(folder) / "namesakes")),
            "one phone": merges(sharers(given.sharers, rng), Home(Path(folder) / "sharers")),
        }
    print(json.dumps(found, indent=1))
    sys.exit(MISSED if any(case["merges"] for case in found.values()) else 0)


if __name__ == "__main__":
    main()
