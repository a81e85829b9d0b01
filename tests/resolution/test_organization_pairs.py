"""Names of organisations held against what others wrote of them: `tests/organization_pairs.yaml`.

Two records with one telephone and nothing else but their names: are they one body? So a refresh answers.
"""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from fundlink.config import Home
from tests.resolution.conftest import Resolve
from tests.resolution.pairs import Pair, assert_agree, read_pairs


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs("organization_pairs.yaml")


def _joined(resolve_bodies: Resolve, home: Home, pairs: list[Pair]) -> list[bool]:
    """Whether the two of each pair are one organisation."""
    resolve_bodies([{"name": name, "phone": f"+7701{at:07}"} for at, pair in enumerate(pairs) for name in pair[:2]])
    members = pq.read_table(home.table("resolved/organization_members")).to_pylist()
    found = {row["mention_id"]: row["organization_id"] for row in members}
    bodies = [found[mention] for mention in sorted(found)]
    return [one == other for one, other in zip(bodies[::2], bodies[1::2], strict=True)]


def test_most_of_the_pairs_are_decided_as_a_careful_clerk_would(
    pairs: list[Pair], resolve_bodies: Resolve, home: Home
) -> None:
    # Missed are names in two languages (Road of Hope, Дорога надежды), initials, fields that a bank cut off. The
    # different ones that are left: short Arabic or Turkish words that fold to one.
    assert_agree(pairs, _joined(resolve_bodies, home, pairs), missed=0.195, false=0.01)


def test_the_order_of_two_names_does_not_matter(pairs: list[Pair], resolve_bodies: Resolve, home: Home) -> None:
    one_way = _joined(resolve_bodies, home, pairs)
    turned = [pair._replace(a=pair.b, b=pair.a) for pair in pairs]
    assert _joined(resolve_bodies, home, turned) == one_way
