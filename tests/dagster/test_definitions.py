"""The code location as Dagster sees it: its assets, groups and checks."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from fundlink.queries import Kind, load_queries

KEYS = Path(__file__).with_name("asset_keys.txt")
GRAPH = defs.resolve_asset_graph()
BLOCKING = {"version_taken": False, "rows_accounted": True, "ends_exist": False} | {
    query.name: True for query in load_queries().values() if query.kind is Kind.CHECK
}


def test_asset_keys_are_those_that_others_rely_on() -> None:
    """Tables stand at `tables/<asset key>.parquet`: a key that changes breaks scripts. A new source brings its own two.

    After a change that is meant: FUNDLINK_WRITE_EXPECTED=1 .venv/bin/pytest tests/dagster, then read the difference.
    """
    keys = sorted("/".join(key.path) for key in GRAPH.materializable_asset_keys)
    if os.environ.get("FUNDLINK_WRITE_EXPECTED"):
        KEYS.write_text("\n".join(keys) + "\n")
    known = KEYS.read_text().splitlines()
    assert [key for key in keys if key in known or key.split("/")[0] not in ("source", "mention")] == known


@pytest.mark.parametrize("key", sorted(GRAPH.materializable_asset_keys))
def test_every_asset_says_what_it_is(key: dg.AssetKey) -> None:
    node = GRAPH.get(key)
    assert node.group_name == key.path[0]
    assert node.description
    assert node.kinds
    assert node.pools == ({"graph_writer"} if key.path == ["graph", "neo4j"] else set())


def test_the_assets_build_on_each_other() -> None:
    order = ["source", "mention", "resolved", "screened", "graph", "finding"]
    for key in GRAPH.materializable_asset_keys:
        before = {parent.path[0] for parent in GRAPH.get(key).parent_keys}
        assert all(order.index(parent) <= order.index(key.path[0]) for parent in before)
        assert (before == set()) == (key.path[0] == "source")


def test_checks_block_as_declared() -> None:
    checks = {key: GRAPH.get(key).blocking for key in GRAPH.asset_check_keys}
    assert {key.name for key in checks} == BLOCKING.keys()
    assert {key: BLOCKING[key.name] for key in checks} == checks
    sources = {key for key in GRAPH.materializable_asset_keys if key.path[0] == "source"}
    for name in ("version_taken", "rows_accounted"):
        assert {key.asset_key for key in checks if key.name == name} == sources


def test_the_job_makes_every_asset() -> None:
    job = defs.resolve_job_def("refresh")
    assert set(job.asset_layer.executable_asset_keys) == set(GRAPH.materializable_asset_keys)
