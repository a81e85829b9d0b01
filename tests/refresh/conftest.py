"""A desk at which somebody refreshes: real processes, a home of its own, the shared server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.graph import fingerprint, publish
from fundlink.server import Connection
from tests.conftest import DISTRICT
from tests.refresh.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, neo4j_server: Connection) -> Desk:
    """A fresh home and an empty database."""
    desk = Desk(Home(tmp_path / "home"), neo4j_server)
    desk.empty_database()
    return desk


@pytest.fixture
def district(tmp_path: Path, refreshed_district: Home, neo4j_server: Connection) -> Desk:
    """The district in the inbox of a home that was refreshed with it, and in the database."""
    desk = Desk(Home(tmp_path / "home"), neo4j_server)
    shutil.copytree(refreshed_district.path, desk.home.path)
    shutil.copytree(DISTRICT / "inbox", desk.home.inbox)
    publish(desk.home, neo4j_server)
    return desk


@pytest.fixture(scope="session")
def district_fingerprint(refreshed_district: Home, neo4j_server: Connection) -> str:
    """The fingerprint of the district, refreshed once from its committed files."""
    publish(refreshed_district, neo4j_server)
    return fingerprint(neo4j_server)
