"""`fundlink export` and `fundlink world --formats other`, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app
from fundlink.config import Home
from tests.graph.tables import Graph


def test_export_counts_what_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph()
    graph.node("Person", "p1", name="Ойдан Мысалова")
    graph.node("Organization", "o1", ("Company",), name="ТОО Ойдан")
    graph.link("p1", "OFFICER_OF", "o1", role="директор")
    graph.save(Home(tmp_path))
    monkeypatch.setenv("FUNDLINK_HOME", str(tmp_path))
    told = CliRunner().invoke(app, ["export", "ftm", str(tmp_path / "out.json"), "--json"])
    assert json.loads(told.stdout)["entities"] == {"Company": 1, "Directorship": 1, "Person": 1}
    entities = [json.loads(line) for line in (tmp_path / "out.json").read_text().splitlines()]
    assert entities[-1]["properties"] == {"director": ["p1"], "organization": ["o1"], "role": ["директор"]}


def test_a_district_in_the_formats_of_others(tmp_path: Path) -> None:
    arguments = ["world", str(tmp_path), "--people", "60", "--transfers", "40", "--formats", "other"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    folders = {folder.name for folder in (tmp_path / "inbox").iterdir()}
    assert {"kz_bank_statement", "iso20022", "kz_fm1", "followthemoney", "ivms101"} <= folders
    assert not {"money_transfers", "wallet_transfers"} & folders
