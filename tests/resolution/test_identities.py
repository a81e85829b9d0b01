from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from fundlink.errors import FundlinkError
from fundlink.resolution.columns import store, text
from fundlink.resolution.identities import LEDGER_TABLES, Ledger, share_out
from fundlink.tables import connect


def opened(connection: duckdb.DuckDBPyConnection, folder: Path) -> Ledger:
    connection.execute("CREATE SCHEMA kept")
    for table in LEDGER_TABLES.strip().split(";")[:-1]:
        connection.execute(f"CREATE TABLE kept.{table.strip()}")
    return Ledger(connection, folder, "kept")


def resolve(folder: Path, clusters: dict[str, str], refresh: str = "r") -> dict[str, str]:
    """One refresh, in which all mentions are looked at: mention -> id."""
    with connect() as connection:
        ledger = opened(connection, folder)
        store(connection, "clusters", text(mention_id=clusters.keys(), cluster=clusters.values()))
        ledger.find_departed("clusters")
        ledger.update("P", refresh)
        return dict(connection.execute("SELECT mention_id, id FROM kept.ids WHERE here").fetchall())


def lineage(folder: Path) -> list[tuple[str, str, str, str]]:
    with connect() as connection:
        opened(connection, folder)
        return connection.execute("FROM kept.lineage ORDER BY refresh_id, old, became").fetchall()


def test_a_cluster_keeps_the_id_that_most_of_it_had() -> None:
    assert share_out({("a", "P1"): (2, 0), ("a", "P2"): (1, 0)}) == {"a": "P1"}


def test_a_tie_goes_to_the_smaller_id_and_the_smaller_cluster() -> None:
    assert share_out({("a", "P2"): (1, 0), ("a", "P1"): (1, 0)}) == {"a": "P1"}
    assert share_out({("b", "P1"): (1, 0), ("a", "P1"): (1, 0)}) == {"a": "P1"}


def test_who_bears_an_id_now_keeps_it_before_who_bore_it_once() -> None:
    assert share_out({("a", "P1"): (0, 5), ("b", "P1"): (1, 0)}) == {"b": "P1"}


def test_merges_and_splits_are_told(tmp_path: Path) -> None:
    first = resolve(tmp_path, {"a": "a", "b": "b"}, "r1")
    merged = resolve(tmp_path, {"a": "a", "b": "a"}, "r2")
    kept, gone = min(first.values()), max(first.values())
    assert merged == {"a": kept, "b": kept}
    assert lineage(tmp_path) == [(gone, kept, "r2", "merge")]
    split = resolve(tmp_path, {"a": "a", "b": "b"}, "r3")
    assert kept in split.values()
    (new,) = set(split.values()) - {kept}
    assert new != gone
    assert lineage(tmp_path)[-1] == (kept, new, "r3", "split")


def test_nothing_changed_nothing_written(tmp_path: Path) -> None:
    resolve(tmp_path, {"a": "a", "b": "a"})
    before = sorted(tmp_path.iterdir())
    resolve(tmp_path, {"b": "x", "a": "x"})
    assert sorted(tmp_path.iterdir()) == before


def test_a_mention_that_left_comes_back_with_its_id(tmp_path: Path) -> None:
    first = resolve(tmp_path, {"a": "a", "b": "b", "c": "b"})
    resolve(tmp_path, {"b": "b"})
    assert resolve(tmp_path, {"a": "a", "b": "b", "c": "b"}) == first


def test_an_id_that_another_bears_by_then_does_not_come_back(tmp_path: Path) -> None:
    first = resolve(tmp_path, {"a": "a", "b": "a"})
    resolve(tmp_path, {"b": "b"})
    again = resolve(tmp_path, {"a": "a", "b": "b"})
    assert again["b"] == first["b"]
    assert again["a"] != first["a"]


def test_a_half_written_part_is_no_part(tmp_path: Path) -> None:
    first = resolve(tmp_path, {"a": "a"})
    (tmp_path / ".00000001.parquet.99.partial").write_bytes(b"half")
    assert resolve(tmp_path, {"a": "a"}) == first


def test_what_was_kept_of_another_ledger_is_forgotten(tmp_path: Path) -> None:
    first = resolve(tmp_path / "one", {"a": "a", "b": "a"})
    with connect() as connection:
        opened(connection, tmp_path / "one")
        Ledger(connection, tmp_path / "none", "kept")
        assert connection.execute("FROM kept.ids").fetchall() == []
        Ledger(connection, tmp_path / "one", "kept")
        assert dict(connection.execute("SELECT mention_id, id FROM kept.ids").fetchall()) == first


def test_a_part_that_is_missing_is_told_and_no_other_takes_its_place(tmp_path: Path) -> None:
    for count in range(3):
        resolve(tmp_path, dict.fromkeys("abc"[: count + 1], "a"), f"r{count}")
    (tmp_path / "00000001.parquet").unlink()
    last = (tmp_path / "00000002.parquet").read_bytes()
    with pytest.raises(FundlinkError, match=r"/00000001\.parquet: missing.*backup"):
        resolve(tmp_path, {"z": "z"})
    assert (tmp_path / "00000002.parquet").read_bytes() == last


def test_a_part_that_is_no_table_of_identities_is_named(tmp_path: Path) -> None:
    resolve(tmp_path, {"a": "a"})
    with connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS x) TO '{tmp_path / '00000001.parquet'}'")
    with pytest.raises(FundlinkError, match=r"/00000001\.parquet: .*backup"):
        resolve(tmp_path, {"a": "a"})
