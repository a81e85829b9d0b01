"""With `NEO4J_URI` set nothing is started and that server is used: here, the shared server plays it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.server import Connection, connect, down, status, up


@pytest.fixture
def outside(neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return monkeypatch


def test_it_is_used_and_nothing_is_started(outside: object, neo4j_server: Connection, tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert up(home) == connect(home) == neo4j_server
    assert status(home).state == "external"
    assert not home.server.exists()


def test_it_is_not_stopped(outside: object, tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="did not start and does not stop"):
        down(Home(tmp_path))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("NEO4J_PASSWORD", "wrong", "refuses user neo4j with this password. Check NEO4J_USERNAME and NEO4J_PASSWORD"),
        ("NEO4J_URI", "bolt://127.0.0.1:1", "does not answer"),
        ("NEO4J_URI", "127.0.0.1", "does not answer"),
        ("NEO4J_DATABASE", "nowhere", "does not answer .*nowhere.* Check NEO4J_URI and NEO4J_DATABASE"),
    ],
)
def test_what_is_wrong_with_it_is_said(
    outside: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, message: str
) -> None:
    outside.setenv(name, value)
    with pytest.raises(FundlinkError, match=message) as raised:
        up(Home(tmp_path))
    assert "\n" not in str(raised.value)
    assert status(Home(tmp_path)).state == "unreachable"


def test_its_password_is_asked_for(outside: pytest.MonkeyPatch, tmp_path: Path) -> None:
    outside.delenv("NEO4J_PASSWORD")
    with pytest.raises(FundlinkError, match="NEO4J_PASSWORD is not set"):
        connect(Home(tmp_path))
