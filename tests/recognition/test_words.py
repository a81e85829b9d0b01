"""Headers in three languages, compared with columns by the ideas they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.recognition.words import likeness, table
from tests.sources.conftest import SOURCES

COLUMNS = [column.name for column in SOURCES["informal_transfers"].columns]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Телефон отправителя", "sender_phone"),
        ("Жіберушінің аты-жөні", "sender_name"),
        ("Recipient name", "receiver_name"),
        ("Дата рождения отправителя", "sender_birth_date"),
        ("Город выдачи", "payout_city"),
        ("Paying agent", "payout_agent"),
        ("SenderName", "sender_name"),
        ("Сома", "amount"),
        ("Отчество получателя", "receiver_father_name"),
    ],
)
def test_the_column_that_is_meant_is_the_likest(header: str, column: str) -> None:
    assert likeness(header, column) > 0.9
    assert max(COLUMNS, key=lambda name: likeness(header, name)) == column


def test_a_slip_of_the_pen_does_not_matter() -> None:
    assert likeness("Отпровитель", "sender_name") == likeness("Отправитель", "sender_name") > 0.8


@pytest.mark.parametrize(("header", "column"), [("Цвет", "amount"), ("Жіберушінің ЖСН", "sender_city"), ("", "amount")])
def test_what_is_not_meant_is_not_like(header: str, column: str) -> None:
    assert likeness(header, column) == 0


@given(st.text(max_size=40), st.sampled_from(COLUMNS))
def test_any_header_has_a_likeness(header: str, column: str) -> None:
    assert 0 <= likeness(header, column) <= 1
    assert likeness(column, column) == 1


def test_each_word_of_the_table_means_something_that_a_column_may_say() -> None:
    assert all(written.means and all(written.means) for written in table())
