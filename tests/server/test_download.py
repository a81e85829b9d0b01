"""Jars from a repository that breaks off, lies, or lacks them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from fundlink.errors import FundlinkError
from fundlink.server.download import fetch, repositories
from fundlink.server.jars import Jar

CONTENT = bytes(range(256)) * 4_000
JAR = Jar("org.example:thing:1.0:linux", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
PATH = "/org/example/thing/1.0/thing-1.0-linux.jar"


class Repository(ThreadingHTTPServer):
    """Serves one jar. Each of the first `breaks` answers ends halfway; `ranges` are those it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = CONTENT
        self.breaks = 0
        self.honours_range = True
        self.ranges: list[str | None] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        wanted = self.headers["Range"]
        self.server.ranges.append(wanted)
        if self.path != PATH:
            self.send_error(404)
            return
        partial = bool(wanted) and self.server.honours_range
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if partial else 0
        body = self.server.content[start:]
        self.send_response(206 if partial else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.breaks:
            self.server.breaks -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository() -> Iterator[Repository]:
    with Repository() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def download(repository: Repository, cache: Path) -> tuple[Path, int]:
    counted: list[int] = []
    fetch(JAR, cache, [repository.address], counted.append)
    return cache / PATH.removeprefix("/"), sum(counted)


def test_a_broken_download_goes_on_where_it_broke_off(repository: Repository, tmp_path: Path) -> None:
    repository.breaks = 2
    file, counted = download(repository, tmp_path)
    assert file.read_bytes() == CONTENT
    assert repository.ranges[0] is None
    starts = [int(wanted.strip("bytes=-")) for wanted in repository.ranges[1:] if wanted]
    assert len(starts) == 2
    assert len(CONTENT) / 4 < starts[0] < starts[1]
    assert counted == len(CONTENT)
    assert list(file.parent.iterdir()) == [file], "no .part is left"


def test_what_an_earlier_run_left_is_continued(repository: Repository, tmp_path: Path) -> None:
    repository.breaks = 99
    with pytest.raises(FundlinkError, match=r"org\.example:thing:1.0:linux: cannot be downloaded"):
        download(repository, tmp_path)
    repository.breaks = 0
    repository.ranges.clear()
    file, counted = download(repository, tmp_path)
    assert file.read_bytes() == CONTENT
    assert counted == len(CONTENT)
    assert repository.ranges[0] is not None


def test_a_repository_without_ranges_starts_over(repository: Repository, tmp_path: Path) -> None:
    repository.breaks = 1
    repository.honours_range = False
    file, counted = download(repository, tmp_path)
    assert file.read_bytes() == CONTENT
    assert counted == len(CONTENT)


def test_another_content_is_refused(repository: Repository, tmp_path: Path) -> None:
    repository.content = CONTENT[::-1]
    with pytest.raises(FundlinkError, match=r"its checksum is not the one in jars\.lock"):
        download(repository, tmp_path)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()], "nothing false is kept"


def test_a_damaged_remainder_is_fetched_anew(repository: Repository, tmp_path: Path) -> None:
    part = tmp_path / f"{PATH}.part".removeprefix("/")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 1000)
    file, counted = download(repository, tmp_path)
    assert file.read_bytes() == CONTENT
    assert counted == len(CONTENT)


def test_the_next_repository_is_asked(repository: Repository, tmp_path: Path) -> None:
    fetch(JAR, tmp_path, [f"{repository.address}/empty", repository.address], lambda _: None)
    assert len(repository.ranges) == 2


def test_a_jar_that_no_repository_has(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match=f"in none of the repositories {repository.address}/empty"):
        fetch(JAR, tmp_path, [f"{repository.address}/empty"], lambda _: None)
    assert len(repository.ranges) == 1, "asking again would not help"


def test_the_user_names_a_mirror_in_the_settings_of_jgo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "jgo.conf"
    settings.write_text("[repositories]\ncentral = http://mirror.example/maven\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    assert list(repositories().values()) == ["http://mirror.example/maven"]
