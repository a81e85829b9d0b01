"""The small district with its people resolved, to decide on; no graph, no server."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fundlink.config import Home
from tests.conftest import DISTRICT, FUNDLINK
from tests.decisions.desk import environment


@pytest.fixture(scope="session")
def resolved_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("resolved"))
    command = [str(FUNDLINK), "refresh", "--input", str(DISTRICT / "inbox"), "--select", '+key:"graph/relationships"']
    subprocess.run(command, env=environment(home), check=True, capture_output=True)
    return home


@pytest.fixture
def resolved(resolved_once: Home, tmp_path: Path) -> Home:
    """A home of one's own with the tables of the district."""
    home = Home(tmp_path / "resolved")
    shutil.copytree(resolved_once.path, home.path)
    return home
