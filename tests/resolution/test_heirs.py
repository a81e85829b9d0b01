"""An old id still answers: real ledgers of identities, written over several refreshes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.asked import find
from fundlink.resolution.heirs import heirs
from fundlink.tables import connect
from tests.resolution.conftest import write_mentions

Went = Callable[..., None]


@pytest.fixture
def went(home: Home) -> Went:
    """Write one refresh: mention -> person; a mention that is not named has left."""
    before: dict[str, str] = {}
    lineage: list[dict[str, str]] = []

    def refreshed(refresh: str, **now: str) -> None:
        changed = {m: now.get(m) for m in (*before, *now) if before.get(m) != now.get(m)}
        folder = home.ledgers / "identities" / "person"
        folder.mkdir(parents=True, exist_ok=True)
        rows = [{"refresh_id": refresh, "mention_id": m, "id": id} for m, id in changed.items()]
        schema = pa.schema([(name, pa.string()) for name in ("refresh_id", "mention_id", "id")])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{len(list(folder.iterdir())):08d}.parquet")
        steps = {(before[m], now[m]) for m in before if m in now and before[m] != now[m]}
        for old, new in sorted(steps):
            kind = "split" if len({now[m] for m in before if before[m] == old and m in now}) > 1 else "merge"
            lineage.append({"person_id": old, "became": new, "refresh_id": refresh, "kind": kind})
        _write(home.table("resolved/person_lineage"), lineage, ("person_id", "became", "refresh_id", "kind"))
        entry = {"source": "test", "role": "donor"}
        members = [{**entry, "source_key": m, "mention_id": m, "person_id": id} for m, id in now.items()]
        columns = ("source", "source_key", "role", "mention_id", "person_id")
        _write(home.table("resolved/person_members"), members, columns)
        write_mentions(home.table("mention/test"), [{"mention_id": m} for m in now])
        before.clear()
        before.update(now)

    return refreshed


def _write(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns])), path)


def test_merged_twice(home: Home, went: Went, caplog: pytest.LogCaptureFixture) -> None:
    went("r1", a="P-1", b="P-2", c="P-3")
    went("r2", a="P-2", b="P-2", c="P-3")
    went("r3", a="P-3", b="P-3", c="P-3")
    with connect() as connection, caplog.at_level(logging.WARNING):
        found = find(connection, home, "P-1")
    assert found.parties == ("P-3",)
    assert found.ids == ("a", "b", "c")
    assert found.whole
    assert found.moved == ("P-1 became P-2 (merge, refresh r2)", "P-2 became P-3 (merge, refresh r3)")
    assert [record.message for record in caplog.records] == list(found.moved)


def test_an_id_that_still_lives_answers_for_itself(home: Home, went: Went) -> None:
    went("r1", a="P-1", b="P-1")
    went("r2", a="P-1", b="P-2")
    with connect() as connection:
        found = find(connection, home, "P-1")
    assert (found.ids, found.moved) == (("a",), ())


def test_several_heirs_are_named(home: Home, went: Went) -> None:
    went("r1", a="P-1", b="P-1", c="P-2", d="P-3")
    went("r2", a="P-2", b="P-3", c="P-2", d="P-3")
    with connect() as connection, pytest.raises(FundlinkError, match="P-1: became P-2 and P-3") as told:
        find(connection, home, "P-1")
    assert "P-1 became P-2 (split, refresh r2); P-1 became P-3 (split, refresh r2)" in str(told.value)


def test_a_merge_that_was_undone_leads_only_to_the_mentions_own_person(home: Home, went: Went) -> None:
    went("r1", a="P-1", b="P-2")
    went("r2", a="P-2", b="P-2")
    went("r3", a="P-9", b="P-2")
    with connect() as connection:
        found = heirs(connection, home, "P-1")
    assert found.parties == ("P-9",)
    assert found.steps == ("P-1 became P-2 (merge, refresh r2)", "P-2 became P-9 (split, refresh r3)")


def test_steps_follow_time(home: Home, went: Went) -> None:
    went("r1", a="P-1", b="P-2", c="P-2")
    went("r2", a="P-1", b="P-2", c="P-3")
    went("r3", a="P-2", b="P-2", c="P-3")
    with connect() as connection:
        found = heirs(connection, home, "P-1")
    assert found.parties == ("P-2",), "P-3 left P-2 before P-1 came"


def test_mentions_that_left_and_ids_never_given(home: Home, went: Went) -> None:
    went("r1", a="P-1", b="P-2")
    went("r2", b="P-2")
    with connect() as connection:
        with pytest.raises(FundlinkError, match="its mentions have left"):
            find(connection, home, "P-1")
        for never in ("P-7", "O-7", "x", ""):
            with pytest.raises(FundlinkError, match="no mention, source:source_key:role, or party has this id"):
                find(connection, home, never)
