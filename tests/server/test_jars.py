"""The committed list of jars, and what the cache holds of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fundlink.server.download import ensure_jars
from fundlink.server.jars import ROOTS, class_path, damaged_jars, jar_cache, locked_jars, missing_jars


def test_every_root_is_locked_and_no_path_stands_twice() -> None:
    jars = locked_jars()
    assert set(ROOTS) <= {jar.coordinate for jar in jars}
    assert len({jar.path for jar in jars}) == len(jars)
    assert {len(jar.sha256) for jar in jars} == {64}


def test_the_cache_honours_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert jar_cache().is_relative_to(tmp_path)


def test_absent_short_and_altered_jars_are_noticed(tmp_path: Path) -> None:
    ensure_jars(jar_cache(), print)
    absent, short, altered, *_ = locked_jars()
    shutil.copytree(jar_cache(), tmp_path, dirs_exist_ok=True)
    (tmp_path / absent.path).unlink()
    (tmp_path / short.path).write_bytes(b"")
    (tmp_path / altered.path).write_bytes(b"x" * altered.size)
    assert missing_jars(tmp_path) == [absent, short]
    assert damaged_jars(tmp_path) == [absent, short, altered]
    assert class_path(tmp_path).count(str(tmp_path)) == len(locked_jars())
