"""A random sample of pairs for people to label, out to CSV and back."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation.strata import make_frame
from fundlink.evaluation.traits import EVIDENCE
from fundlink.spreadsheets import read_table, refuse_filled, write_csv, write_to_fill
from fundlink.tables import connect, digest, save, scan

_SHOWN = ("source", "source_key", "role", "name", "aliases", "father_name", *EVIDENCE, "city")

_NEEDED = ("sample", "mention_a", "mention_b", "same")

_FEWEST = 5
"""Pairs drawn of a stratum of found pairs, if it has them."""

_ANSWERS = {"yes": True, "y": True, "same": True, "1": True, "no": False, "n": False, "not same": False, "0": False}

LABELS = pa.schema(
    [("mention_a", pa.string()), ("mention_b", pa.string()), ("same", pa.bool_()), ("weight", pa.float64())]
)
"""Labelled pairs; `weight` is how many pairs each stands for, up to a factor."""


def draw(home: Home, count: int, seed: int, file: Path) -> dict[str, tuple[int, int]]:
    """Write a stratified random sample of pairs to label, about half of them joined.

    The rows say what the two records say, in a random order, and nothing that hangs on the stratum, so that nobody
    labels by it; `same` is empty. With what chance each pair had to be drawn stays in the home folder, under `sample`.

    Args:
        home: with the tables of a refresh.
        count: about how many pairs; fewer when there are not as many.
        seed: the same tables and seed give the same sample.
        file: CSV to write.

    Returns:
        stratum -> pairs drawn, pairs there.

    Raises:
        FundlinkError: when there was no refresh yet, or the file is there or cannot be written.
    """
    refuse_filled(file)
    with connect() as connection:
        make_frame(connection, home)
        rows = connection.execute("SELECT stratum, found, count(*) FROM frame GROUP BY ALL ORDER BY ALL").fetchall()
        taken = _allocate({(stratum, found): size for stratum, found, size in rows}, count)
        sizes = {stratum: size for stratum, _, size in rows}
        wanted = pa.table({"stratum": list(sizes), "taken": [taken[s] for s in sizes], "there": list(sizes.values())})
        connection.register("wanted", wanted)
        connection.execute(
            """
            CREATE TABLE drawn AS
            SELECT a AS mention_a, b AS mention_b, taken / there AS inclusion_probability,
                md5(concat($seed, a, b)) AS chance
            FROM frame JOIN wanted USING (stratum)
            QUALIFY row_number() OVER (PARTITION BY stratum ORDER BY chance) <= taken
            """,
            {"seed": str(seed)},
        )
        sample = _keep_design(connection, home)
        mentions = scan(*sorted(home.tables.glob("mention/*.parquet")))
        sides = ", ".join(f"{side}.{column} AS {column}_{side}" for column in _SHOWN for side in "ab")
        found = connection.execute(
            f"""
            SELECT $sample AS sample, mention_a, mention_b, '' AS same, {sides}
            FROM drawn d JOIN {mentions} a ON a.mention_id = mention_a JOIN {mentions} b ON b.mention_id = mention_b
            -- Not by the chance itself: in a small stratum, taken whole, it is larger.
            ORDER BY md5(chance)
            """,
            {"sample": sample},
        ).to_arrow_table()
    cells = (map(_cell, row.values()) for row in found.to_pylist())
    write_to_fill(file, lambda partial: write_csv(partial, found.column_names, cells))
    return {stratum: (taken[stratum], there) for stratum, there in sizes.items()}


def read_labels(home: Home, file: Path) -> pa.Table:
    """Labels of a sample that people have filled in: `LABELS`. Rows without a label are left out.

    Raises:
        FundlinkError: when the file cannot be read, a label is neither yes nor no, a pair has both, or was not drawn
            from this home.
    """
    labels = []
    first: dict[frozenset[str], tuple[int, bool]] = {}
    samples: dict[str, dict[frozenset[str], float]] = {}
    for row, cells in read_table(file, _NEEDED, "Draw a sample with --sample").rows:
        if not cells["same"]:
            continue
        same = _answer(file, row, cells["same"])
        pair = frozenset((cells["mention_a"], cells["mention_b"]))
        before, otherwise = first.setdefault(pair, (row, same))
        if same != otherwise:
            raise FundlinkError(f"{file}, rows {before} and {row}: one pair is both same and not. Keep one of the two.")
        sample = cells["sample"]
        if sample not in samples:
            samples[sample] = _design(home, sample)
        if pair not in samples[sample]:
            raise FundlinkError(
                f"{file}, row {row}: the pair is in no sample {sample!r} that was drawn here. Put back the columns "
                "sample, mention_a and mention_b as they were."
            )
        labels.append({**cells, "same": same, "weight": 1 / samples[sample][pair]})
    return pa.Table.from_pylist(labels, schema=LABELS)


def _keep_design(connection: duckdb.DuckDBPyConnection, home: Home) -> str:
    """Keep the chance of each pair `drawn`, by which its stratum could be told, and return the name of the sample."""
    design = "SELECT mention_a, mention_b, inclusion_probability FROM drawn ORDER BY ALL"
    # A hash alone may be like a number, which a spreadsheet would make of it.
    sample = f"s-{digest(connection.execute(design).fetchall())[:12]}"
    save(connection, design, home.sample(sample))
    return sample


def _design(home: Home, sample: str) -> dict[frozenset[str], float]:
    """The pairs of a sample and the chance of each; none where there is no such sample."""
    # What a sheet says is no path.
    kept = {file.stem: file for file in home.samples.glob("*.parquet")}.get(sample)
    if kept is None:
        return {}
    rows = pq.read_table(kept).to_pylist()
    return {frozenset((row["mention_a"], row["mention_b"])): row["inclusion_probability"] for row in rows}


def _answer(file: Path, row: int, label: str) -> bool:
    if label.lower() not in _ANSWERS:
        raise FundlinkError(f"{file}, row {row}: same is {label!r}. Write yes or no, or leave it empty.")
    return _ANSWERS[label.lower()]


def _allocate(sizes: dict[tuple[str, bool], int], count: int) -> dict[str, int]:
    """How many pairs to draw of each (stratum, found): half of each kind, where there are so many.

    Found pairs are nearly all right, so they are drawn in proportion to their strata, at least `_FEWEST`: one error
    in a small sample of a large stratum would outweigh all else. Of the others each stratum is asked about alike.
    """
    found = {stratum: size for (stratum, is_found), size in sizes.items() if is_found}
    others = {stratum: size for (stratum, is_found), size in sizes.items() if not is_found}
    wanted, there = max(count // 2, count - sum(others.values())), sum(found.values())
    taken = {stratum: min(size, max(_FEWEST, wanted * size // there)) for stratum, size in found.items()}
    left = max(0, count - sum(taken.values()))
    for place, (stratum, size) in enumerate(sorted(others.items(), key=lambda item: (item[1], item[0]))):
        taken[stratum] = min(size, left // (len(others) - place))
        left -= taken[stratum]
    return taken


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value
