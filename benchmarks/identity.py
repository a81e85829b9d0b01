"""Precision and recall of the person resolver on a district it was never trained on: `python -m benchmarks.identity`.

Makes a district of about 20,000 person mentions, refreshes it with fundlink as a user would (in a home folder of its
own, no Neo4j), and compares `resolved/person_members` with the district's truth. Reachable pairs are those that
evidence beyond the name can join, directly or through the person's other mentions.
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

import duckdb

from fundlink.world import write_world

_SAME_MENTION = """
    {a}.source = {b}source AND {a}.source_key = {b}source_key AND {a}.role = {b}role
    AND coalesce({a}.version, '') = coalesce({b}version, '')
"""


def refresh(world: Path, home: Path) -> None:
    """Read the world's inbox and resolve its persons."""
    command = [str(Path(sys.executable).with_name("fundlink")), "refresh", "--input", str(world / "inbox")]
    environment = {**os.environ, "FUNDLINK_HOME": str(home), "DAGSTER_HOME": str(home / "dagster")}
    subprocess.run([*command, "--select", '+key:"resolved/person"'], env=environment, check=True, stdout=sys.stderr)


def measure(world: Path, tables: Path) -> dict[str, float]:
    """Pairwise figures of `tables/resolved/person_members.parquet` against `world/truth`."""
    connection = duckdb.connect()
    members, truth = tables / "resolved" / "person_members.parquet", world / "truth"
    connection.execute(f"""
        CREATE TABLE placed AS
        SELECT m.mention_id, m.person_id, t.true_id
        FROM '{members}' m JOIN read_csv('{truth / "members.csv"}', all_varchar = true) t
        ON {_SAME_MENTION.format(a="m", b="t.")};
        CREATE TABLE found AS
        SELECT a.mention_id AS a, b.mention_id AS b, a.true_id = b.true_id AS correct
        FROM placed a JOIN placed b ON a.person_id = b.person_id AND a.mention_id < b.mention_id;
        CREATE TABLE reachable AS
        SELECT least(a.mention_id, b.mention_id) AS a, greatest(a.mention_id, b.mention_id) AS b
        FROM read_csv('{truth / "reachable.csv"}', all_varchar = true) r
        JOIN '{members}' a ON {_SAME_MENTION.format(a="a", b="r.a_")}
        JOIN '{members}' b ON {_SAME_MENTION.format(a="b", b="r.b_")}
    """)

    def count(query: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {query}").fetchall()[0][0])

    pairs = "placed a JOIN placed b ON a.true_id = b.true_id AND a.mention_id < b.mention_id"
    found, correct, reachable = count("found"), count("found WHERE correct"), count("reachable")
    exact = count("""(
        SELECT DISTINCT true_id, count(*) OVER (PARTITION BY true_id) AS of_truth,
            count(*) OVER (PARTITION BY person_id) AS of_person,
            count(*) OVER (PARTITION BY true_id, person_id) AS of_both
        FROM placed) WHERE of_truth = of_both AND of_person = of_both""")
    return {
        "mentions": count("placed"),
        "persons": count("(SELECT DISTINCT true_id FROM placed)"),
        "precision": correct / max(found, 1),
        "recall_reachable": count("reachable SEMI JOIN (FROM found WHERE correct) USING (a, b)") / max(reachable, 1),
        "recall": correct / max(count(pairs), 1),
        "reachable_share": reachable / max(count(pairs), 1),
        "exact_persons": exact / max(count("(SELECT DISTINCT true_id FROM placed)"), 1),
    }


def main() -> None:
    """Make, refresh, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=6_300)
    parser.add_argument("--transfers", type=int, default=6_300)
    parser.add_argument("--seed", type=int, default=7_001)
    parser.add_argument("--world", type=Path, help="a district made before (with inbox/ and truth/), not a new one")
    parser.add_argument("--tables", type=Path, help="tables of a refresh of that district, to measure only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = given.world or Path(folder) / "world"
        if given.world is None:
            write_world(world, given.people, given.transfers, given.seed)
        start = time.perf_counter()
        tables = given.tables or Path(folder) / "home" / "tables"
        if given.tables is None:
            refresh(world, Path(folder) / "home")
        seconds = round(time.perf_counter() - start, 1)
        figures = measure(world, tables)
    print(json.dumps({**{k: round(v, 4) for k, v in figures.items()}, "refresh_seconds": seconds}, indent=1))


if __name__ == "__main__":
    main()
