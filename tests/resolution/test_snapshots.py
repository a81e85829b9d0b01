"""Snapshots of one entry that say the same name one person; two entries that say the same do not."""

from __future__ import annotations

from fundlink.config import Home
from fundlink.resolution.merging import trace
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Resolve, Row, groups

PAGE: Row = {"source": "campaigns", "role": "beneficiary", "name": "Есмурат Кенебеков"}


def test_two_snapshots_of_a_page_name_one_beneficiary(resolve: Resolve, home: Home) -> None:
    resolve(
        [
            {**PAGE, "source_key": "C1", "version": "2026-01-01"},
            {**PAGE, "source_key": "C1", "version": "2026-02-01"},
        ]
    )
    assert groups(home) == [["m00000", "m00001"]]


def test_two_pages_that_give_a_name_alone_name_two(resolve: Resolve, home: Home) -> None:
    resolve(
        [
            {**PAGE, "source_key": "C1", "version": "2026-01-01"},
            {**PAGE, "source_key": "C2", "version": "2026-01-01"},
        ]
    )
    assert groups(home) == [["m00000"], ["m00001"]]


def test_another_name_on_the_next_snapshot_is_another_person(resolve: Resolve, home: Home) -> None:
    resolve(
        [
            {**PAGE, "source_key": "C1", "version": "2026-01-01", "birth_dates": ["1980"]},
            {**PAGE, "source_key": "C1", "version": "2026-02-01", "name": "Болат Серіков", "birth_dates": ["1980"]},
        ]
    )
    assert groups(home) == [["m00000"], ["m00001"]]


def test_how_says_that_two_snapshots_are_one_entry(resolve: Resolve, home: Home) -> None:
    resolve([{**PAGE, "source_key": "C1", "version": f"2026-0{month}-01"} for month in (1, 2)])
    (step,) = trace(home, PERSON_RESOLVER, "m00000").steps
    assert (step.pair, step.match_weight, step.evidence) == (None, None, ()), "by the name alone they would be two"
