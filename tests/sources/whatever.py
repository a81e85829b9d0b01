"""Whatever bytes a file holds, a reader gives rows or one line that says why not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from fundlink.errors import BadFile
from fundlink.sources import Snapshot, Source


def damaged(good: bytes) -> st.SearchStrategy[bytes]:
    """Any bytes, or a good file cut off, with bytes of it changed, or with a piece put in."""
    place = st.integers(0, len(good))
    cut = place.map(lambda at: good[:at])
    changed = st.tuples(place, st.binary(max_size=4)).map(lambda c: good[: c[0]] + c[1] + good[c[0] + len(c[1]) :])
    put_in = st.tuples(place, st.binary(max_size=4)).map(lambda c: good[: c[0]] + c[1] + good[c[0] :])
    return st.one_of(st.binary(max_size=200), cut, changed, put_in)


def read_or_refused(source: Source, content: bytes, file: Path) -> Snapshot | None:
    """What the reader gives, held to its form; None where it refuses the file in one line."""
    assert source.reader is not None
    file.write_bytes(content)
    snapshot, said = None, file.name
    try:
        snapshot = source.reader(file)
    except BadFile as refused:
        said = str(refused)
    assert said.startswith(file.name)
    assert "\n" not in said
    if snapshot is None:
        return None
    columns = {column.name: column.many for column in source.columns}
    for row in snapshot.rows:
        for name, value in row.items():
            if name == "_row":
                assert isinstance(value, int)
            elif columns[name]:
                assert all(isinstance(item, str) for item in value)
            else:
                assert value is None or isinstance(value, str)
    return snapshot
