"""Rows a second of each reader against a bare read of the same file: `python -m benchmarks.reading`.

Two parts, each printed as ratios of one run:

- informal transfers and donations, `--rows` of each (1,000,000): from the CSV file to the typed table, beside DuckDB
  reading the same file as text, and the peak memory beside that of a fifth of the rows: it should not grow with them;
- the sources with a reader that have a folder in the inbox `--data` (real lists), beside the bare parser of their
  format (ElementTree, json, csv, calamine, PyYAML). A read costs some tenths of a second whatever the file: the first
  line says how much, by a file of three rows.

Each figure comes from a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import yaml
from python_calamine import CalamineWorkbook

from fundlink.config import Home
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.tables import connect, escaped
from fundlink.world import write_world

FLAT = {"informal_transfers": "transfer_id", "crowdfunding_donations": "donation_id"}
FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"


def multiply(plain: Path, target: Path, key: str, rows: int) -> None:
    """The rows of a CSV file again and again, each under a key of its own, until there are `rows`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with connect() as connection:
        connection.execute(f"CREATE VIEW once AS SELECT * FROM read_csv('{escaped(plain)}', all_varchar = true)")
        (had,) = connection.execute("SELECT count(*) FROM once").fetchone() or (0,)
        times = -(-rows // had)
        connection.execute(
            f"""COPY (SELECT once.* REPLACE ({key} || '-' || i AS {key}) FROM range({times}) t(i), once LIMIT {rows})
            TO '{escaped(target)}' (HEADER)"""
        )


def timed(inbox: Path, name: str) -> dict[str, float]:
    """What a process of its own measures: seconds of our reading and of the bare one, rows, and our peak memory."""
    command = [sys.executable, "-m", "benchmarks.reading", "--measure", name, str(inbox)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(name: str, inbox: Path) -> dict[str, float]:
    """Read one source of an inbox into an empty home, then its files as plainly as can be."""
    source = next(source for source in declared_sources() if source.name == name)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        reading = read(Home(Path(folder)), source, inbox, "benchmark")
        ours = time.perf_counter() - start
    if reading.stopped:
        raise SystemExit(reading.stopped)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    for file in sorted((inbox / name).iterdir()):
        (BARE[file.suffix.lower()] if source.reader else _duckdb)(file)
    bare = time.perf_counter() - start
    return {"rows": reading.counts.read, "ours": ours, "bare": bare, "megabytes": peak}


def _duckdb(file: Path) -> None:
    duckdb.sql(f"CREATE OR REPLACE TABLE bare AS SELECT * FROM read_csv('{escaped(file)}', all_varchar = true)")


def _calamine(file: Path) -> None:
    book = CalamineWorkbook.from_path(file)
    for sheet in book.sheet_names:
        book.get_sheet_by_name(sheet).to_python()


def _lines(file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        list(csv.reader(stream))


def _json_lines(file: Path) -> None:
    with file.open(encoding="utf-8") as stream:
        [json.loads(line) for line in stream]


BARE: dict[str, Callable[[Path], object]] = {
    ".csv": _lines,
    ".txt": _lines,
    ".xml": ElementTree.parse,
    ".json": lambda file: json.loads(file.read_bytes()),
    ".jsonl": _json_lines,
    ".ftm": _json_lines,
    ".xlsx": _calamine,
    ".yaml": lambda file: yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader),
    ".yml": lambda file: yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader),
}


def flat(rows: int, folder: Path) -> None:
    """Print the first part."""
    write_world(folder / "world", people=2_000, transfers=8_000, seed=5)
    print(f"{'source':<26} {'rows':>9} {'rows a second':>13} {'against DuckDB':>14} {'megabytes':>9} {'memory':>7}")
    for name, key in FLAT.items():
        told = {}
        for part in (rows // 5, rows):
            inbox = folder / str(part)
            multiply(folder / "world" / "inbox" / name / f"{name}.csv", inbox / name / f"{name}.csv", key, part)
            told[part] = timed(inbox, name)
        whole, fifth = told[rows], told[rows // 5]
        print(
            f"{name:<26} {whole['rows']:>9,.0f} {whole['rows'] / whole['ours']:>13,.0f} "
            f"{whole['ours'] / whole['bare']:>13.1f}x {whole['megabytes']:>9,.0f} "
            f"{whole['megabytes'] / fifth['megabytes']:>6.2f}x"
        )


def readers(data: Path) -> None:
    """Print the second part."""
    least = timed(FIXTURES, "npo_register")
    print(f"\na read of {least['rows']:.0f} rows: {least['ours']:.2f} s")
    print(f"{'source':<26} {'entries':>9} {'seconds':>8} {'against the bare parser':>24}")
    for source in declared_sources():
        if source.reader and (data / source.name).is_dir():
            told = timed(data, source.name)
            ratio = told["ours"] / told["bare"]
            print(f"{source.name:<26} {told['rows']:>9,.0f} {told['ours']:>8.2f} {ratio:>23.1f}x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each flat source")
    parser.add_argument("--data", type=Path, help="an inbox of real files: one folder a source")
    parser.add_argument("--measure", nargs=2, metavar=("SOURCE", "INBOX"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure[0], Path(given.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        flat(given.rows, Path(folder))
    if given.data:
        readers(given.data)


if __name__ == "__main__":
    main()
