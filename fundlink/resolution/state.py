"""What the last resolution knew, kept so that the next one costs only what has changed.

A cache in `FUNDLINK_HOME/resolution/`: it may be deleted at any moment. The next refresh then starts from nothing and
finds the same clusters, as it does when the resolver, the model or the code is another, when a refresh was killed
while it wrote here, or when the files are not as the last one left them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from fundlink.config import Home
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.evidence import make_types
from fundlink.resolution.identities import LEDGER_TABLES, folder, parts
from fundlink.resolution.model import Model
from fundlink.tables import connect, digest, escaped

MOST_MEMORY = "1500MB"
"""What DuckDB may take before it uses the disk. Python takes some for names and components besides."""

MOST_LOG = "64MB"
"""How large the log of changes beside the file becomes before it is worked into it in the middle of a refresh."""

LEAST_LOG = 1 / 5
"""Of the file's size: from there on the log is worked into it at the end, which takes a sixth of a small refresh. Else
it is read again the next time. That of 1 % of a million mentions is a fifteenth."""

_TABLES = """
    mentions (mention_id VARCHAR, said UBIGINT, entry UBIGINT, profile BIGINT);
    profiles (profile BIGINT, content UHUGEINT, size BIGINT, first VARCHAR, one_entry BOOLEAN);
    hubs (field VARCHAR, value VARCHAR);
    keys (key UBIGINT, rule INTEGER, profile BIGINT);
    closed (key UBIGINT);
    pairs (a BIGINT, b BIGINT, match_weight DOUBLE, band state.band, conflict BOOLEAN, doubt BOOLEAN, overrules BOOLEAN,
        mistyped BOOLEAN, differ UTINYINT, silent UTINYINT,
        evidence state.evidence[], within BOOLEAN, mention_a VARCHAR, mention_b VARCHAR);
    placed (profile BIGINT, root BIGINT, component BIGINT, head BIGINT);
    closest (profile BIGINT, match_weight DOUBLE);
"""
"""Beside these, `features`, `persons` and `members` take the columns of what is first put into them.

profiles: mentions that say the same. hubs, closed: identifier values and blocks shared by too many. keys: blocks of
each profile. pairs: a < b, or a = b for a profile with itself; with the `first` of each, smaller first, by which the
written tables name it: to look up two for each pair takes as long as to write them. placed: profiles joined by pairs of
the band `same`; all of them (root), as far as scored together (component), as one person (head). closest: strongest
pair within a person.
"""


def file_of(home: Home, kind: str) -> Path:
    """Where the state of one kind of party is kept."""
    return home.path / "resolution" / f"{kind}.duckdb"


@contextmanager
def kept(home: Home, kind: str, code: str, resolver: Resolver, model: Model) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the state as its schema `state`, empty when there is none of this code, resolver and model.

    What is done inside must be done to its end: otherwise the next refresh finds a half-written state, and starts anew.

    Raises:
        FundlinkError: a part of the ledger of identities is missing.
    """
    file = file_of(home, kind)
    file.parent.mkdir(parents=True, exist_ok=True)
    made_with = digest(duckdb.__version__, _TABLES, code, resolver, model.version)
    complete = file.with_suffix(".complete")
    left = complete.read_bytes() if complete.exists() else b""
    if left != _seal(made_with, file, parts(folder(home, kind))):
        drop(file)
    complete.unlink(missing_ok=True)
    with connect() as connection:
        connection.execute(f"SET memory_limit = '{MOST_MEMORY}'")
        connection.execute(f"SET temp_directory = '{escaped(file.with_suffix('.spill'))}'")
        connection.execute(f"SET checkpoint_threshold = '{MOST_LOG}'")
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        # To DuckDB a list in a condition is one more join, and conditions of pairs have dozens.
        connection.execute("SET disabled_optimizers = 'in_clause'")
        # No older DuckDB will read it, and the newest way to pack texts takes a third less, to write and to read.
        attach = f"ATTACH '{escaped(file)}' AS state (STORAGE_VERSION 'latest')"
        try:
            connection.execute(attach)
        except duckdb.Error:
            # The disk gives back something else than was written to it.
            drop(file)
            connection.execute(attach)
        make_types(connection, resolver, model)
        for table in (_TABLES + LEDGER_TABLES).split(";")[:-1]:
            connection.execute(f"CREATE TABLE IF NOT EXISTS state.{table.strip()}")
        yield connection
        if _size(_log(file)) > LEAST_LOG * _size(file):
            connection.execute("CHECKPOINT state")
        connection.execute("DETACH state")
    complete.write_bytes(_seal(made_with, file, parts(folder(home, kind))))


def _seal(made_with: str, file: Path, ledger: Iterable[Path]) -> bytes:
    """What tells a state from one that was cut, put back or written to since, or whose ledger was.

    The file and the ledger by size and time: to read them would take longer than a small refresh, and what rots in
    them DuckDB finds. Its log by content: DuckDB takes what it can read of it, and says nothing of the rest.
    """
    log = _log(file)
    logged = hashlib.sha256(log.read_bytes()).hexdigest() if log.exists() else None
    files = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in (file, *ledger) if path.exists()]
    return digest(made_with, files, logged).encode()


def drop(file: Path) -> None:
    """Forget a state."""
    for part in (file, _log(file)):
        part.unlink(missing_ok=True)


def _log(file: Path) -> Path:
    return file.with_name(file.name + ".wal")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def like(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    """Make an empty table of the state with the columns of a query, if it is not there."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT * FROM ({query}) LIMIT 0")
