from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.world import Summary, write_world
from tests.world_generator.read import World


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A district of 5,000 people and what the generator says of it."""
    directory = tmp_path_factory.mktemp("district")
    return directory, write_world(directory, people=5000, transfers=5000, seed=11)


@pytest.fixture(scope="session")
def world(written: tuple[Path, Summary]) -> World:
    return World(written[0])
