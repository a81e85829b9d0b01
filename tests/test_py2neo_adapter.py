"""py2neo still reaches the real server, and only to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink import py2neo_adapter
from fundlink.config import Home
from fundlink.graph import publish
from fundlink.queries import run
from fundlink.server import Connection
from tests.graph.story import story

pytest.importorskip("py2neo", reason="the extra fundlink[py2neo] is not installed")


def test_the_answer_is_that_of_the_official_driver(neo4j_server: Connection, tmp_path: Path) -> None:
    home = Home(tmp_path)
    story().save(home)
    publish(home, neo4j_server)
    ours = run("token_reuse", neo4j_server, limit=5)
    theirs = py2neo_adapter.query(neo4j_server, "token_reuse", limit=5)
    assert theirs.values.tolist() == ours.values.tolist()
    assert py2neo_adapter.graph(neo4j_server).nodes.match("Person", name="Нұрлан Абаев").count() == 1
