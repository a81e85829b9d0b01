"""An inbox at an address: brought here, and only what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from fundlink.arrivals import bring
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.refresh import find_inbox


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    files.pipe({"/unit/npo_register/n.csv": b"one", "/unit/npo_officers/o.csv": b"two", "/unit/note.txt": b"x"})
    yield files
    files.rm("/unit", recursive=True)


def found(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.*") if f.name != ".brought.json"}


def test_the_folder_follows_the_store(store: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    folder = bring(Home(tmp_path), "memory://unit")
    assert found(folder) == {"npo_register/n.csv": b"one", "npo_officers/o.csv": b"two"}
    before = (folder / "npo_register/n.csv").stat().st_mtime_ns
    store.pipe("/unit/npo_officers/p.csv", b"three")
    store.rm("/unit/npo_officers/o.csv")
    assert bring(Home(tmp_path), "memory://unit") == folder
    assert found(folder) == {"npo_register/n.csv": b"one", "npo_officers/p.csv": b"three"}
    assert (folder / "npo_register/n.csv").stat().st_mtime_ns == before
    store.rm("/unit/npo_officers", recursive=True)
    bring(Home(tmp_path), "memory://unit")
    assert not (folder / "npo_officers").exists()


def test_it_may_be_the_inbox_of_a_refresh(
    store: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    folder = find_inbox(home, "memory://unit", {"npo_register"})
    assert (folder / "npo_register" / "n.csv").read_bytes() == b"one"
    monkeypatch.setenv("FUNDLINK_INBOX", "memory://unit")
    assert find_inbox(home, None, {"npo_register"}) == folder


@pytest.mark.parametrize("address", ["nothing://unit", "memory://elsewhere/never"])
def test_an_inbox_that_cannot_be_read_is_one_line(address: str, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match=f"{address}: the inbox cannot be read") as raised:
        bring(Home(tmp_path), address)
    assert "\n" not in str(raised.value)
