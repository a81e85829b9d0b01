"""Fixtures for all tests. The real Neo4j server is started once a session, by the first test that asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from fundlink.config import Home
from fundlink.server import Connection, connect, down, up

DISTRICT = Path(__file__).parent / "world"
"""The committed small district."""

FUNDLINK = Path(sys.executable).with_name("fundlink")

# A server that the developer's environment or `.env` names is not for tests to write into.
os.environ["NEO4J_URI"] = ""


ON_SERVER = (
    *("tests/browser/", "tests/evidence/", "tests/graph/", "tests/queries/", "tests/refresh/", "tests/server/"),
    *("tests/test_docs.py", "tests/test_py2neo_adapter.py", "tests/test_schema_files.py"),
)
"""Where tests use the server: with several processes they run in one, which starts it once."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the server."""
    for item in items:
        if {"neo4j_server", "neo4j_home"} & set(getattr(item, "fixturenames", ())):
            assert item.nodeid.startswith(ON_SERVER), f"{item.path} uses the server: name its place in ON_SERVER"
            item.add_marker("neo4j")


class _OneServer(LoadScopeScheduling):  # type: ignore[misc]  # the library tells no types
    """Tests that use the server go to one process, those of one file to one."""

    def _split_scope(self, nodeid: str) -> str:
        return "neo4j" if nodeid.startswith(ON_SERVER) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """How tests are shared out by `pytest -n auto`."""
    return _OneServer(config, log)


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
