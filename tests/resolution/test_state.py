"""What is kept is taken as it was left, or not at all."""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from fundlink import forest
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.identifiers import kazakh
from fundlink.names import folding
from fundlink.resolution import persons, predicting, scoring
from fundlink.resolution.identities import folder
from fundlink.resolution.model import load
from fundlink.resolution.state import kept
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Resolve

ROWS = [{"mention_id": "a", "name": "Ахметов Асқар", "phone": "+77011234567"}, {"mention_id": "b", "name": "Омаров"}]


def put(home: Home, first: int, last: int) -> list[int]:
    """The numbers that were kept; adds more."""
    with kept(home, "person", "code", PERSON_RESOLVER, load(PERSON_RESOLVER, home)) as connection:
        found = connection.execute("SELECT profile FROM state.closest ORDER BY profile").fetchall()
        connection.execute("INSERT INTO state.closest SELECT range, 0 FROM range($1, $2)", [first, last])
    return [number for (number,) in found]


def of_the_state(home: Home, suffix: str) -> Path:
    return home.path / "resolution" / f"person.{suffix}"


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def empty(file: Path) -> None:
    os.truncate(file, 0)


def rot(file: Path) -> None:
    """Other bytes at the beginning, and nothing tells that anybody wrote."""
    was = file.stat()
    content = file.read_bytes()
    file.write_bytes(bytes(byte ^ 0xFF for byte in content[:10_000]) + content[10_000:])
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def no_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")


@pytest.mark.parametrize(
    ("suffix", "damage"),
    [
        ("duckdb", cut),
        ("duckdb", empty),
        ("duckdb", rot),
        ("duckdb", Path.unlink),
        ("duckdb.wal", cut),
        ("duckdb.wal", empty),
        ("duckdb.wal", rot),
        ("duckdb.wal", Path.unlink),
        ("complete", no_text),
        ("complete", empty),
    ],
)
def test_a_damaged_state_is_dropped(home: Home, suffix: str, damage: Callable[[Path], None]) -> None:
    put(home, 0, 100_000)
    put(home, 100_000, 100_010)
    assert of_the_state(home, "duckdb.wal").exists(), "a part of what is kept stands in the log"
    damage(of_the_state(home, suffix))
    assert put(home, 0, 3) == []
    assert put(home, 3, 4) == [0, 1, 2]


def test_what_was_left_is_found_again(home: Home) -> None:
    put(home, 0, 100_000)
    put(home, 100_000, 100_010)
    assert put(home, 0, 0) == [*range(100_010)]
    assert put(home, 0, 0) == [*range(100_010)]


def test_a_part_of_the_ledger_that_was_cut_stops_a_refresh_that_knows_it_by_heart(home: Home, resolve: Resolve) -> None:
    resolve(ROWS)
    part = folder(home, "person") / "00000000.parquet"
    whole = part.read_bytes()
    cut(part)
    for _ in range(2):
        with pytest.raises(FundlinkError, match=r"/00000000\.parquet: .*Bring it back from a backup\.$") as told:
            resolve(ROWS)
        assert "\n" not in str(told.value)
    part.write_bytes(whole)
    resolve(ROWS)
    assert part.read_bytes() == whole


def code_of(module: ModuleType) -> str:
    """The hash of code in the key of what a module keeps, as a process that begins now finds it."""
    spec = spec_from_file_location(module.__name__, module.__file__)
    assert spec
    assert spec.loader
    spec.loader.exec_module(made := module_from_spec(spec))
    return str(vars(made)["_CODE"])


@pytest.mark.parametrize(
    ("keeper", "changed"),
    [(persons, folding), (persons, scoring), (persons, kazakh), (persons, forest), (predicting, predicting)],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
def test_what_is_kept_follows_the_code_that_makes_it(
    monkeypatch: pytest.MonkeyPatch, keeper: ModuleType, changed: ModuleType
) -> None:
    before, read = code_of(keeper), Path.read_bytes
    assert code_of(keeper) == before
    monkeypatch.setattr(Path, "read_bytes", lambda file: read(file) + b"#" * (str(file) == changed.__file__))
    assert code_of(keeper) != before


@pytest.mark.parametrize("package", ["anyascii", "nicknames", "rapidfuzz", "splink"])
def test_what_is_kept_follows_the_packages_that_make_it(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    before, version = code_of(persons), importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0" if name == package else version(name))
    assert code_of(persons) != before
