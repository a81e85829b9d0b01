from __future__ import annotations

from pathlib import Path

from fundlink.config import Home
from fundlink.evaluation import Point, evaluate
from resolvers.person import PERSON_RESOLVER
from tests.evaluation.conftest import fill, write


def test_every_pair_of_mentions_counts_with_the_weight_of_its_profiles(home: Home, tmp_path: Path) -> None:
    """Two mentions that say the same are one profile: a kept pair of it stands for both, and for the pair within."""
    phone = {"phone": "+77010000000"}
    mentions = [
        {"mention_id": "1", "name": "Асан", **phone},
        {"mention_id": "2", "name": "Асан", **phone},
        {"mention_id": "3", "name": "Асанов Асан", **phone},
        {"mention_id": "4", "name": "Асанова Айгүл", **phone},
    ]
    kept = [("1", "2", 12.5, "same"), ("1", "3", 8.0, "same"), ("1", "4", 8.2, "review"), ("3", "4", -1.5, "different")]
    fill(home, mentions, {"1": "P", "2": "P", "3": "P", "4": "Q"}, kept)
    true = {"1": "T", "2": "T", "3": "T", "4": "U"}
    truth = [{"source": "gifts", "role": "donor", "source_key": m, "true_id": t} for m, t in true.items()]
    found = evaluate(home, write(tmp_path / "truth.csv", truth), resolver=PERSON_RESOLVER).thresholds
    assert found is not None
    # True pairs: 12, 13, 23.
    assert found.by_weight == (Point(-2, 6, 3 / 6, 1.0), Point(8, 5, 3 / 5, 1.0), Point(12, 1, 1.0, 1 / 3))
    assert found.by_rules == (Point(8, 3, 1.0, 1.0), Point(12, 1, 1.0, 1 / 3))
    assert (found.same_at, found.review_at) == (PERSON_RESOLVER.same_at, PERSON_RESOLVER.review_at)
