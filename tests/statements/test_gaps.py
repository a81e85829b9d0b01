"""Holes in statements: what is missing is found, and what is whole is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fundlink.config import Home
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.sources.workbook import cells_of, open_workbook
from fundlink.statements import find_gaps
from fundlink.tables import connect, scan
from fundlink.world.formats.statements import Statement, write_statements
from tests.sources.invented import ANN, BOB, FIRM, MARCH, PAYMENTS, statement_of

Write = Callable[[Path, str, Iterable[Statement]], None]
SOURCE = next(source for source in declared_sources() if source.name == "kz_bank_statement")
APRIL = replace(MARCH, first_day="2024-04-01", last_day="2024-04-30", opening=MARCH.closing, closing=MARCH.closing)
APRIL = replace(APRIL, payments=())


def gaps(
    folder: Path, *statements: Statement, form: str = "split", write: Write = write_statements
) -> list[dict[str, Any]]:
    """The gaps of statements that lie in the inbox, a file each."""
    home = Home(folder)
    (home.inbox / SOURCE.name).mkdir(parents=True)
    for number, statement in enumerate(statements):
        write(home.inbox / SOURCE.name / f"{number}.xlsx", form, [statement])
    reading = read(home, SOURCE, home.inbox, "r1")
    assert (reading.stopped, list(reading.signals), reading.counts.rejected) == (None, [], 0)
    find_gaps(home, SOURCE.name)
    assert find_gaps(home, SOURCE.name).unchanged
    with connect() as connection:
        table = scan(home.table("resolved/statement_gaps"))
        found = connection.execute(f"SELECT * FROM {table} ORDER BY kind, from_date, text")
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
    return rows


@pytest.mark.parametrize("form", ["rules", "split", "merged"])
def test_whole_statements_have_no_gap(form: str, tmp_path: Path) -> None:
    assert gaps(tmp_path, MARCH, APRIL, form=form) == []


def test_overlapping_statements_have_no_gap(tmp_path: Path) -> None:
    longer = replace(MARCH, last_day="2024-04-30")
    assert gaps(tmp_path, MARCH, longer, form="rules") == []


def test_days_that_no_statement_tells_of(tmp_path: Path) -> None:
    (gap,) = gaps(tmp_path, MARCH, replace(APRIL, first_day="2024-04-11"))
    assert (gap["kind"], gap["account"], gap["from_date"], gap["to_date"]) == (
        *("missing_period", ANN.account, "2024-04-01", "2024-04-10"),
    )
    assert gap["text"] == "no statement tells of 10 days, 2024-04-01 to 2024-04-10"
    assert len(gap["record_ids"]) == 2


def test_operations_that_do_not_make_the_closing_balance(tmp_path: Path) -> None:
    (gap,) = gaps(tmp_path, replace(MARCH, payments=PAYMENTS[:-1]))
    assert (gap["kind"], gap["from_date"], gap["to_date"], gap["amount"], gap["currency"]) == (
        *("broken_balance", "2024-03-01", "2024-03-31", 150050, "KZT"),
    )
    assert gap["text"] == "opening balance and operations make 254,199.50 KZT, the statement says 252,699.00 KZT"


def test_a_running_balance_says_between_which_operations(tmp_path: Path) -> None:
    (gap,) = gaps(tmp_path, MARCH, form="rules", write=_without_second_row)
    assert (gap["kind"], gap["from_date"], gap["to_date"], gap["amount"]) == (
        *("broken_balance", "2024-03-01", "2024-03-04", 25000000),
    )
    assert len(gap["record_ids"]) == 2


def _without_second_row(file: Path, form: str, statements: Iterable[Statement]) -> None:
    """The workbook with its second operation taken out, as if a bank had left it out; the balances stay."""
    write_statements(file, form, statements)
    cells = cells_of(open_workbook(file), "KZT", file)
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("KZT")
        for number, row in enumerate(cells[:10] + cells[11:]):
            sheet.write_row(number, 0, row)


def test_a_statement_that_does_not_go_on_where_the_last_ended(tmp_path: Path) -> None:
    (gap,) = gaps(tmp_path, MARCH, replace(APRIL, opening="1.00", closing="1.00"))
    assert (gap["kind"], gap["from_date"], gap["to_date"], gap["amount"]) == (
        *("broken_balance", "2024-03-31", "2024-04-01", 25269800),
    )


def test_a_transfer_that_only_one_of_two_statements_has(tmp_path: Path) -> None:
    (gap,) = gaps(tmp_path, MARCH, statement_of(BOB, PAYMENTS[0]))
    assert (gap["kind"], gap["account"], gap["from_date"], gap["amount"]) == (
        *("disagreement", BOB.account, "2024-03-05", 150050),
    )
    assert gap["text"].endswith(f"the statement of {ANN.account} has it, that of {BOB.account} not")
    assert len(gap["record_ids"]) == 2


def test_a_transfer_with_another_amount(tmp_path: Path) -> None:
    other = replace(PAYMENTS[1], amount="250001.00")
    rest = (PAYMENTS[2],)
    (gap,) = gaps(tmp_path, MARCH, statement_of(FIRM, other, *rest))
    assert (gap["kind"], gap["amount"], gap["from_date"]) == ("disagreement", 25000100, "2024-03-04")
    assert "250,001.00 KZT by its own statement, 250,000.00 KZT by the other's" in gap["text"]


def test_a_transfer_booked_on_the_next_day_or_outside_the_statement_is_no_disagreement(tmp_path: Path) -> None:
    next_day = replace(PAYMENTS[0], at="2024-03-02T00:05:00")
    until_4th = replace(statement_of(BOB, next_day), last_day="2024-03-04")
    assert gaps(tmp_path, MARCH, until_4th) == []


def test_a_statement_without_balances_is_not_checked_for_them(tmp_path: Path) -> None:
    assert gaps(tmp_path, replace(MARCH, opening="", closing="")) == []
