from __future__ import annotations

from pathlib import Path

from fundlink.resolution.identities import Change, Ledger, assign


def test_a_cluster_keeps_the_id_that_most_of_it_had() -> None:
    before = {"a": "P1", "b": "P1", "c": "P2"}
    assert assign({"a": "a", "b": "a", "c": "a"}, before, {"P1", "P2"}, "P") == dict.fromkeys("abc", "P1")


def test_a_tie_goes_to_the_smaller_id() -> None:
    assert assign({"a": "a", "b": "a"}, {"a": "P2", "b": "P1"}, {"P1", "P2"}, "P") == {"a": "P1", "b": "P1"}


def test_merges_and_splits_are_told_and_ids_come_back_to_their_mentions(tmp_path: Path) -> None:
    first = Ledger(tmp_path).update({"a": "a", "b": "b"}, "P", "r1")
    merged = Ledger(tmp_path).update({"a": "a", "b": "a"}, "P", "r2")
    kept, gone = min(first.values()), max(first.values())
    assert merged == {"a": kept, "b": kept}
    ledger = Ledger(tmp_path)
    assert ledger.changes == [Change(gone, kept, "r2", "merge")]
    split = ledger.update({"a": "a", "b": "b"}, "P", "r3")
    assert kept in split.values()
    (new,) = set(split.values()) - {kept}
    assert new != gone
    assert Ledger(tmp_path).changes[-1] == Change(kept, new, "r3", "split")


def test_nothing_changed_nothing_written(tmp_path: Path) -> None:
    Ledger(tmp_path).update({"a": "a", "b": "a"}, "P", "r1")
    before = sorted(tmp_path.iterdir())
    Ledger(tmp_path).update({"b": "a", "a": "a"}, "P", "r2")
    assert sorted(tmp_path.iterdir()) == before


def test_a_mention_that_left_and_came_back_has_a_new_id_unless_its_fellows_stayed(tmp_path: Path) -> None:
    first = Ledger(tmp_path).update({"a": "a", "b": "b", "c": "b"}, "P", "r1")
    Ledger(tmp_path).update({"b": "b"}, "P", "r2")
    again = Ledger(tmp_path).update({"a": "a", "b": "b", "c": "b"}, "P", "r3")
    assert again["c"] == first["c"]
    assert again["a"] not in first.values()


def test_a_half_written_part_is_no_part(tmp_path: Path) -> None:
    first = Ledger(tmp_path).update({"a": "a"}, "P", "r1")
    (tmp_path / ".00000001.parquet.99.partial").write_bytes(b"half")
    assert Ledger(tmp_path).update({"a": "a"}, "P", "r2") == first
