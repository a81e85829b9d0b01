"""What training draws: whole groups of those who say the same, and pairs that tell of rare levels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fundlink.resolution import chance, drawing
from fundlink.resolution.chance import chance_shares
from fundlink.resolution.drawing import draw_profiles
from fundlink.resolution.features import make_features
from fundlink.resolution.profiles import view_mentions
from fundlink.resolution.training import train
from fundlink.tables import connect
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import write_mentions
from tests.resolution.test_training import some_people

EMAIL = list(PERSON_RESOLVER.training).index(("email",))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 people are a large world."""
    monkeypatch.setattr(drawing, "_ALL", 100)
    monkeypatch.setattr(drawing, "_ONE_BY_ONE", 200)
    monkeypatch.setattr(drawing, "_ALIKE", 60)


@pytest.mark.usefixtures("large")
def test_of_a_large_world_those_who_say_the_same_are_drawn_together(tmp_path: Path) -> None:
    rows = [{**row, "device": f"d{number}"} for number, row in enumerate(some_people())]  # No two are one profile.
    with connect() as connection:
        view_mentions(connection, [write_mentions(tmp_path / "mentions.parquet", rows)], "person")
        draw_profiles(connection, PERSON_RESOLVER, seed=1)
        drawn = dict(connection.execute("SELECT rule, count(*) FROM draws GROUP BY rule").fetchall())
        torn = connection.execute(f"""
            WITH taken AS (SELECT email, count(*) AS profiles FROM drawn
                JOIN draws USING (profile) WHERE rule = {EMAIL} GROUP BY email)
            SELECT email, count(*) FROM mentions JOIN taken USING (email)
            GROUP BY email HAVING count(*) < 2 OR count(*) <> any_value(profiles)
        """).fetchall()
    assert torn == []
    assert drawn[drawing._CHANCE] == 200
    assert 50 <= drawn[EMAIL] <= 60


@pytest.mark.usefixtures("large")
def test_of_a_large_world_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [{**row, "mention_id": f"m{number}"} for number, row in enumerate(some_people())]
    one, other = (
        train(PERSON_RESOLVER, [write_mentions(tmp_path / f"{name}.parquet", told)], {})
        for name, told in (("as it is", rows), ("turned", rows[::-1]))
    )
    assert one.version == other.version


def test_pairs_drawn_where_they_are_near_change_no_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all pairs are drawn, both ways count the same."""
    monkeypatch.setattr(chance, "_PAIRS", 10**9)
    monkeypatch.setattr(chance, "_NEAR_PAIRS", 10**9)
    plain = tuple(replace(comparison, near=None) for comparison in PERSON_RESOLVER.comparisons)
    with connect() as connection:
        view_mentions(connection, [write_mentions(tmp_path / "mentions.parquet", some_people(150))], "person")
        draw_profiles(connection, PERSON_RESOLVER, seed=1)
        make_features(connection, "drawn", None)
        connection.execute("CREATE TABLE by_chance AS FROM features")
        near = chance_shares(connection, PERSON_RESOLVER, seed=1)
        all_pairs = chance_shares(connection, replace(PERSON_RESOLVER, comparisons=plain), seed=1)
    assert len(near["given"]) > 3
    for comparison, shares in near.items():
        assert shares == pytest.approx(all_pairs[comparison], rel=1e-9), comparison


def test_what_tells_the_near_must_be_known() -> None:
    with pytest.raises(ValueError, match="given: surname_initial may be NULL"):
        replace(PERSON_RESOLVER.comparisons[0], near="surname_initial")
