"""Birth dates of any precision."""

from __future__ import annotations

import pytest

from fundlink.screening import date_of
from fundlink.screening.birth import Born, compare_births


@pytest.mark.parametrize(
    ("asked", "listed", "between", "expected"),
    [
        (["1979-05-06"], ["1979-05-06"], [], Born.DAY),
        (["1979-05-06"], ["1950", "1979-05-06"], [], Born.DAY),
        (["1979-01-01"], ["1979-01-01"], [], Born.YEAR),
        (["1979"], ["1979-05-06"], [], Born.YEAR),
        (["1979-05"], ["1979-05-06"], [], Born.YEAR),
        (["1979-05"], ["1979-06-06"], [], Born.NEAR),
        (["1979-06-05"], ["1979-05-06"], [], Born.YEAR),
        (["1979-05-07"], ["1979-05-06"], [], Born.NEAR),
        (["1981-05-06"], ["1979-05-06"], [], Born.NEAR),
        (["1982"], ["1979"], [], Born.AGAINST),
        (["1982"], ["1979"], ["1978/1984"], Born.YEAR),
        (["1986"], [], ["1978/1984"], Born.NEAR),
        (["1987"], [], ["1978/1984"], Born.AGAINST),
        ([], ["1979"], ["1978/1984"], Born.UNKNOWN),
        (["1979"], [], [], Born.UNKNOWN),
    ],
)
def test_birth_dates(asked: list[str], listed: list[str], between: list[str], expected: Born) -> None:
    assert compare_births(asked, listed, between) is expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1980", "1980"),
        (" 1980-05 ", "1980-05"),
        ("1980-05-17", "1980-05-17"),
        ("17.05.1980", "1980-05-17"),
        ("17/05/1980", "1980-05-17"),
        ("05/17/1980", "1980-05-17"),
        ("17-5-1980", "1980-05-17"),
        ("1980-05-17 00:00:00", "1980-05-17"),
    ],
)
def test_dates_are_read(text: str, date: str) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    "text", ["", "80", "1980-13", "1980-02-30", "31.02.1980", "05/06/1980", "2980", "yesterday", "٠١٩٨"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|does not exist|two dates|nobody's"):
        date_of(text)
