"""An inbox at an address: brought here, and only what changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

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


class Site(SimpleHTTPRequestHandler):
    """The files of a folder, and its pages of links; `asked` has the paths that were read."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a web server, and its folder."""
    folder = tmp_path / "site"
    for name, text in {"npo_register/a b%.csv": "one", "npo_officers/o.csv": "two", "note.txt": "x"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", folder
    server.shutdown()
    server.server_close()


def test_the_folder_follows_a_web_server_that_lists_its_files(site: tuple[str, Path], tmp_path: Path) -> None:
    address, there = site
    folder = bring(Home(tmp_path), address)
    assert found(folder) == {"npo_register/a b%.csv": b"one", "npo_officers/o.csv": b"two"}
    (there / "npo_officers" / "o.csv").write_text("three")
    Site.asked.clear()
    bring(Home(tmp_path), address)
    assert found(folder) == {"npo_register/a b%.csv": b"one", "npo_officers/o.csv": b"three"}
    assert [path for path in Site.asked if path.endswith(".csv")] == ["/npo_officers/o.csv"]
    (there / "npo_officers" / "o.csv").unlink()
    bring(Home(tmp_path), address.removesuffix("/"))
    assert found(bring(Home(tmp_path), address)) == {"npo_register/a b%.csv": b"one"}


def test_a_page_of_links_may_have_others_too(site: tuple[str, Path], tmp_path: Path) -> None:
    address, there = site
    links = ["?C=N;O=D", "/", "../", "https://elsewhere.example/npo_register/", f"{address}npo_register/a%20b%25.csv"]
    (there / "npo_register" / "index.html").write_text("".join(f'<a href="{link}">x</a>' for link in links))
    (there / "index.html").write_text('<a href="npo_register/">x</a><a href="https://elsewhere.example">y</a>')
    assert found(bring(Home(tmp_path), address)) == {"npo_register/a b%.csv": b"one"}


@pytest.mark.parametrize("address", ["nothing://unit", "memory://elsewhere/never", "http://127.0.0.1:9/unit"])
def test_an_inbox_that_cannot_be_read_is_one_line(address: str, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match=f"{address}: the inbox cannot be read") as raised:
        bring(Home(tmp_path), address)
    assert "\n" not in str(raised.value)
