"""Rows a second of each reader against a bare read of the same files: `python -m benchmarks.reading`.

One line a source: from its files to its typed, checked table, with text and ids, beside the plain parser of their
format (DuckDB for flat tables, else csv, json, ElementTree, calamine, libyaml), as a ratio of one run. The files are
made up (`benchmarks.big_inbox`): `--rows` of the flat tables and a fifth of them, by which memory can be compared, and
`--records` of each other format. `--data INBOX` adds the sources with a reader that have a folder there (real lists).

A read costs some tenths of a second and some memory whatever the file: the first line says how much, by a file of three
rows. Each line comes from a process of its own.
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
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import yaml
from python_calamine import CalamineWorkbook

from benchmarks.big_inbox import FIXTURES, FLAT, write_inbox
from fundlink.config import Home
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.tables import escaped


def timed(inbox: Path, name: str) -> dict[str, float]:
    """What a process of its own measures: rows, seconds of our reading and of the bare one, and our peak memory."""
    command = [sys.executable, "-m", "benchmarks.reading", "--measure", name, str(inbox)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measure(name: str, inbox: Path) -> dict[str, float]:
    """Read one source of an inbox into an empty home, then its files as plainly as can be."""
    source = next(source for source in declared_sources() if source.name == name)
    # DuckDB imports pandas at its first parameter: half a second that a refresh spends once, whatever it reads.
    duckdb.execute("SELECT $1", ["x"])
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
    counts = reading.counts
    return {"rows": counts.read, "loaded": counts.loaded, "ours": ours, "bare": bare, "megabytes": peak}


def _duckdb(file: Path) -> None:
    duckdb.sql(f"CREATE OR REPLACE TABLE bare AS SELECT * FROM read_csv('{escaped(file)}', all_varchar = true)")


def _calamine(file: Path) -> None:
    book = CalamineWorkbook.from_path(file)
    for sheet in book.sheet_names:
        book.get_sheet_by_name(sheet).to_python()


def _commas(file: Path, delimiter: str = ",") -> None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        list(csv.reader(stream, delimiter=delimiter))


def _json(file: Path) -> None:
    with file.open(encoding="utf-8") as stream:
        try:
            json.load(stream)
        except json.JSONDecodeError:
            stream.seek(0)
            [json.loads(line) for line in stream]


BARE: dict[str, Callable[[Path], object]] = {
    ".csv": _commas,
    ".txt": lambda file: _commas(file, "\t"),
    ".xml": ElementTree.parse,
    ".json": _json,
    ".xlsx": _calamine,
    ".yaml": lambda file: yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader),
}
"""Ending of a file's name -> its plain parser."""


def report(places: list[tuple[Path, str]]) -> None:
    """Print the table: a line for each inbox and source."""
    least = timed(FIXTURES, "npo_register")
    print(f"a read of {least['rows']:.0f} rows: {least['ours']:.2f} s, {least['megabytes']:.0f} MB\n")
    print(f"{'source':<24} {'rows':>9} {'ours s':>7} {'bare s':>7} {'ratio':>6} {'rows/s':>9} {'peak MB':>8}")
    for inbox, name in places:
        told = timed(inbox, name)
        ours, bare = told["ours"], told["bare"]
        print(
            f"{name:<24} {told['rows']:>9,.0f} {ours:>7.2f} {bare:>7.2f} {ours / bare:>6.1f} "
            f"{told['rows'] / ours:>9,.0f} {told['megabytes']:>8,.0f}",
            flush=True,
        )


def main() -> None:
    """Write the inbox, then measure each source of it in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each flat table")
    parser.add_argument("--records", type=int, default=20_000, help="records of each other format")
    parser.add_argument("--only", nargs="+", metavar="SOURCE", help="leave out the other sources")
    parser.add_argument("--data", type=Path, help="an inbox of real files: one folder a source")
    parser.add_argument("--measure", nargs=2, metavar=("SOURCE", "INBOX"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure[0], Path(given.measure[1]))))
        return
    with_reader = [source.name for source in declared_sources() if source.reader]
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: on Linux a child's peak memory begins with what its parent ever had.
        with ProcessPoolExecutor(1, get_context("spawn")) as aside:
            whole = aside.submit(write_inbox, Path(folder) / "whole", given.rows, given.records).result()
            fifth = aside.submit(write_inbox, Path(folder) / "fifth", given.rows // 5, 1).result()
        places = [(inbox, name) for name in FLAT for inbox in (fifth, whole)]
        places += [(whole, name) for name in with_reader]
        if given.data:
            places += [(given.data, name) for name in with_reader if (given.data / name).is_dir()]
        report([place for place in places if not given.only or place[1] in given.only])


if __name__ == "__main__":
    main()
