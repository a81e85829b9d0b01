"""Snapshots of one entry that say the same name one person; two entries that say the same do not."""

from __future__ import annotations

from fundlink.config import Home
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
