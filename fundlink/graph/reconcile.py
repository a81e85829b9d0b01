"""Two pairs of tables that compare as text when only the server can say what it holds: its content, and the new one.

Both are written in canonical JSON, because the server does not keep the order of keys or the spelling of times.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fundlink.graph import content
from fundlink.graph.state import Tables
from fundlink.graph.values import canonical, to_table
from fundlink.server import Connection
from fundlink.tables import rows, write_atomically

NODES = pa.schema(
    [("label", pa.string()), ("id", pa.string()), ("labels", pa.list_(pa.string())), ("properties", pa.string())]
)
RELATIONSHIPS = pa.schema(
    [(name, pa.string()) for name in ("type", "start_label", "start_id", "end_label", "end_id", "properties")]
)


def server_tables(connection: Connection, folder: Path) -> Tables | None:
    """Write what the server holds as tables in `folder`; None when it holds nothing of ours."""
    tables = Tables(folder / "server_nodes.parquet", folder / "server_relationships.parquet")
    nodes = ((*row, to_table(properties)) for *row, properties in content.nodes(connection))
    relationships = ((*row, to_table(properties)) for *row, properties in content.relationships(connection))
    _save(nodes, NODES, tables.nodes)
    _save(relationships, RELATIONSHIPS, tables.relationships)
    return tables if rows(tables.nodes) else None


def canonical_tables(tables: Tables, folder: Path) -> Tables:
    """Write copies of the tables in canonical JSON in `folder`.

    Raises:
        FundlinkError: a label, type or property that the schema does not declare, or a value of another type.
    """
    copies = Tables(folder / "canonical_nodes.parquet", folder / "canonical_relationships.parquet")
    for source, columns, target in (
        (tables.nodes, NODES, copies.nodes),
        (tables.relationships, RELATIONSHIPS, copies.relationships),
    ):
        _save(_canonical_rows(source, columns), columns, target)
    return copies


def discard(folder: Path) -> None:
    """Remove what the two functions wrote."""
    for pattern in ("server_*.parquet", "canonical_*.parquet"):
        for path in folder.glob(pattern):
            path.unlink()


def _canonical_rows(source: Path, columns: pa.Schema) -> Iterator[tuple[Any, ...]]:
    for batch in pq.ParquetFile(source).iter_batches(content.BATCH, columns=columns.names):
        for name, *between, properties in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield name, *between, canonical(name, properties)


def _save(table: Iterator[tuple[Any, ...]], columns: pa.Schema, target: Path) -> None:
    def write(partial: Path) -> None:
        with pq.ParquetWriter(partial, columns, compression="zstd") as writer:
            while batch := list(islice(table, content.BATCH)):
                values = zip(zip(*batch, strict=True), columns, strict=True)
                arrays = [pa.array(column, field.type) for column, field in values]
                writer.write_table(pa.Table.from_arrays(arrays, schema=columns))

    write_atomically(target, write)
