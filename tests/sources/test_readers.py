"""What readers give, and what no table can hold."""

from __future__ import annotations

import pytest

from fundlink.errors import BadFile
from fundlink.sources import Snapshot, readers
from fundlink.tables import connect
from tests.sources.conftest import SOURCES


def test_half_a_character_is_one_line() -> None:
    rows = [{"org_id": "1", "name": "Фонд"}, {"org_id": "2", "name": "\ud800"}]
    with connect() as connection, pytest.raises(BadFile, match="npo_register, entry 2: half a character"):
        readers.register(connection, SOURCES["npo_register"], Snapshot(None, rows), "raw")
