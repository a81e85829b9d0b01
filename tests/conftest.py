"""Fixtures for all tests. The real Neo4j server is started once a session, by the first test that asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.server import Connection, connect, down, up

DISTRICT = Path(__file__).parent / "world"
"""The committed small district."""

FUNDLINK = Path(sys.executable).with_name("fundlink")

# A server that the developer's environment or `.env` names is not for tests to write into.
os.environ["NEO4J_URI"] = ""


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the server: those run in one process, which starts it once; so do those of one file."""
    for item in items:
        on_server = {"neo4j_server", "neo4j_home"} & set(getattr(item, "fixturenames", ()))
        if on_server:
            item.add_marker("neo4j")
        item.add_marker(pytest.mark.xdist_group("neo4j" if on_server else str(item.path)))


@pytest.fixture(scope="session")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home of the shared server, running. Its path has a space and letters that are not ASCII."""
    home = Home(tmp_path_factory.mktemp("үй мен қор"))
    up(home)
    yield home
    down(home)


@pytest.fixture(scope="session")
def neo4j_server(neo4j_home: Home) -> Connection:
    """The shared server. Tests write into it: clear what you need cleared, and expect what others left."""
    return connect(neo4j_home)


@pytest.fixture(scope="session")
def refreshed_district(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Connection) -> Home:
    """A home with the tables of the small district. Publish it before you ask the server: others may have written."""
    home = Home(tmp_path_factory.mktemp("district"))
    command = [str(FUNDLINK), "refresh", "--input", str(DISTRICT / "inbox")]
    subprocess.run(command, env=environment_of(home, neo4j_server), check=True, capture_output=True)
    return home


def environment_of(home: Home, connection: Connection) -> dict[str, str]:
    """The environment of a process that works in `home` and publishes to the server."""
    return {
        **os.environ,
        "FUNDLINK_HOME": str(home.path),
        "NEO4J_URI": connection.uri,
        "NEO4J_USERNAME": connection.username,
        "NEO4J_PASSWORD": connection.password,
    }
