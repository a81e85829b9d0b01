"""Whatever bytes a file holds, a reader gives rows of text or one line that says what is wrong: never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundlink.errors import BadFile
from fundlink.sources import EVERY, Source
from tests.sources.conftest import FIXTURES, SOURCES

READ = {
    f"{name}: {file}": (source, file)
    for name, source in SOURCES.items()
    if source.reader
    for file in (["all together"] if source.together else sorted(f.name for f in (FIXTURES / name).iterdir()))
}
HOSTILE = (
    *(
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1a",
        b"<html>",
        b'"',
        b"]]>",
        b"&a;",
        b"9" * 40,
        b"\xd9\xa1\xd9\xa2",
    ),
    *(b"-1", b"NaN", b"1e308", b"2026-02-30", b"99.99.9999", b"0000-00-00", b"true", b"null", b"[]", b"{}", b"- : -"),
    *(b"\xe2\x80\xae", b"\\ud800", b"\n\n", b"\t", b",,,,", b"*a", b"!!python/object:os.system", b"1" * 5000),
)
pieces = st.binary(max_size=8) | st.sampled_from(HOSTILE)
each_reader = pytest.mark.parametrize(("source", "file"), READ.values(), ids=READ.keys())
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def files_of(source: Source, file: str) -> dict[str, bytes]:
    """What the reader is given: the files that belong together, or one of the fixture."""
    every = sorted(f.name for f in (FIXTURES / source.name).iterdir())
    names = every if source.together == EVERY else source.together or [file]
    return {name: (FIXTURES / source.name / name).read_bytes() for name in names}


def read(source: Source, files: dict[str, bytes]) -> None:
    """Read the files; the rows must fit the source's table, and a refusal one line."""
    assert source.reader is not None
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content)
        try:
            snapshot = source.reader(*paths)
        except BadFile as bad:
            refusal = str(bad)
            snapshot = None
    if snapshot is None:
        assert "\n" not in refusal
        return
    fields = [pa.field(c.name, pa.list_(pa.string()) if c.many else pa.string()) for c in source.columns]
    pa.Table.from_pylist(list(snapshot.rows), schema=pa.schema(fields))
    assert all(row.keys() <= {"_row", *(c.name for c in source.columns)} for row in snapshot.rows)
    assert all("\n" not in signal for signal in snapshot.signals)


@each_reader
@quick
@given(content=st.binary(max_size=200))
def test_any_bytes(source: Source, file: str, content: bytes) -> None:
    read(source, dict.fromkeys(files_of(source, file), content))


@each_reader
@quick
@given(data=st.data())
def test_a_file_with_a_piece_of_it_replaced(source: Source, file: str, data: st.DataObject) -> None:
    files = files_of(source, file)
    name = data.draw(st.sampled_from(sorted(files)))
    content = files[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)))
    read(source, {**files, name: content[:start] + data.draw(pieces) + content[end:]})


@each_reader
@quick
@given(data=st.data())
def test_a_file_with_a_value_replaced(source: Source, file: str, data: st.DataObject) -> None:
    files = files_of(source, file)
    name = data.draw(st.sampled_from(sorted(files)))
    words = sorted(set(files[name].replace(b">", b" ").replace(b"<", b" ").replace(b'"', b" ").split()))
    word = data.draw(st.sampled_from(words))
    read(source, {**files, name: files[name].replace(word, data.draw(pieces))})


@each_reader
@quick
@given(end=st.floats(0, 1))
def test_a_file_cut_off(source: Source, file: str, end: float) -> None:
    for name, content in files_of(source, file).items():
        read(source, {**files_of(source, file), name: content[: int(end * len(content))]})
