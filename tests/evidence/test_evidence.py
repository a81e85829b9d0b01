"""Everything in the graph leads to its records: all of them, whatever the graph keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evidence import Evidence, evidence
from fundlink.tables import connect, scan
from tests.sources.conftest import SOURCES

EVERY = list(SOURCES.values())
A_TRANSFER = "informal_transfers:TR-000052"


def ask(home: Home, *asked: str, limit: int | None = None) -> Evidence:
    (found,) = evidence(home, EVERY, *asked, limit=limit)
    return found


def rows(home: Home, key: str, where: str) -> list[dict[str, Any]]:
    with connect() as connection:
        told = connection.execute(f"SELECT * FROM {scan(home.table(key))} WHERE {where}").to_arrow_table().to_pylist()
    return [{**row, **json.loads(row["properties"])} for row in told]


def test_as_many_records_as_the_graph_counts_behind_each_kind_of_node(refreshed_district: Home) -> None:
    counted = rows(refreshed_district, "graph/nodes", "properties->>'record_count' IS NOT NULL")
    fullest = {row["label"]: row for row in sorted(counted, key=lambda row: row["record_count"])}
    assert len(fullest) >= 6
    for label, row in fullest.items():
        found = [one for one in evidence(refreshed_district, EVERY, row["id"], limit=None) if one.kind == label]
        assert [(one.count, len(one.records)) for one in found] == [(row["record_count"],) * 2]
        assert {*row["record_ids"]} <= {record.record_id for record in found[0].records}


def test_as_many_behind_each_kind_of_relationship(refreshed_district: Home) -> None:
    counted = rows(refreshed_district, "graph/relationships", "properties->>'record_count' IS NOT NULL")
    fullest = {row["type"]: row for row in sorted(counted, key=lambda row: row["record_count"])}
    assert len(fullest) >= 5
    for type, row in fullest.items():
        assert ask(refreshed_district, row["start_id"], type, row["end_id"]).count == row["record_count"]


def test_a_record_is_told_as_it_was_written(refreshed_district: Home) -> None:
    found = ask(refreshed_district, A_TRANSFER)
    (record,) = found.records
    assert (found.kind, record.source, record.key) == ("Transfer", "informal_transfers", "TR-000052")
    assert (record.file, len(record.sha256)) == ("informal_transfers.csv", 64)
    assert json.loads(record.text)["transfer_id"] == "TR-000052"
    assert record.row == 53


def test_names_in_the_spelling_one_has(refreshed_district: Home) -> None:
    (phone, *_) = rows(refreshed_district, "graph/nodes", "label = 'Phone' AND id LIKE '+7%' ORDER BY id")
    spelt = f"8 ({phone['id'][2:5]}) {phone['id'][5:8]}-{phone['id'][8:]}"
    assert ask(refreshed_district, spelt).id == (phone["id"],)
    mention = ask(refreshed_district, f"{A_TRANSFER}:sender")
    assert (mention.kind, mention.count) == ("Mention", 1)
    file = ask(refreshed_district, mention.records[0].sha256, limit=3)
    assert (file.kind, len(file.records)) == ("File", 3)
    assert file.count > 25


def test_what_is_found_and_not_stated_rests_on_both_ends(refreshed_district: Home) -> None:
    (row, *_) = rows(refreshed_district, "graph/relationships", "type = 'MATCHED' ORDER BY start_id, end_id")
    found = ask(refreshed_district, row["start_id"], "matched", row["end_id"])
    assert found.count == 2
    assert "found, not stated" in found.remarks[0]


def test_what_is_unknown_is_one_line_with_what_is_near(refreshed_district: Home) -> None:
    with pytest.raises(FundlinkError, match=r"TR-00052: nothing has this id\. Near it: informal_transfers:TR-00"):
        evidence(refreshed_district, EVERY, "informal_transfers:TR-00052")
    sent = rows(refreshed_district, "graph/relationships", f"type = 'SENT' AND end_id = '{A_TRANSFER}'")
    with pytest.raises(FundlinkError, match=r"no such relationship\. There is: .* SENT"):
        evidence(refreshed_district, EVERY, sent[0]["start_id"], "PAID_TO", A_TRANSFER)
    with pytest.raises(FundlinkError, match="no type of a relationship"):
        evidence(refreshed_district, EVERY, "a", "LIKES", "b")


def test_without_a_refresh_there_is_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(FundlinkError, match="Run fundlink refresh"):
        evidence(Home(tmp_path_factory.mktemp("empty")), EVERY, "x")


def test_as_a_user_asks(refreshed_district: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUNDLINK_HOME", str(refreshed_district.path))
    (fullest,) = rows(
        refreshed_district,
        "graph/nodes",
        "label = 'Organization' ORDER BY CAST(properties->>'record_count' AS INT) DESC LIMIT 1",
    )
    said = CliRunner().invoke(app, ["evidence", fullest["id"]]).stdout
    assert said.startswith(f"Organization {fullest['id']}  ")
    assert f"... and {fullest['record_count'] - 25} more: --all" in said
    told = json.loads(CliRunner().invoke(app, ["evidence", fullest["id"], "--all", "--json"]).stdout)
    assert len(told[0]["records"]) == told[0]["count"] == fullest["record_count"]
    assert CliRunner().invoke(app, ["evidence", "one", "two"]).exit_code == 2
