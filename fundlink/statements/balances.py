"""Balances that do not add up: from operation to operation, within a statement, and from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from fundlink.statements.model import DAY, Gap, Operation, Statement, covers, written


def broken_balances(statements: Sequence[Statement], operations: Sequence[Operation]) -> Iterator[Gap]:
    """The breaks of one account; `statements` by their first day."""
    running = _running(statements, operations)
    yield from running
    for told in statements:
        # A break between two operations says more than the difference of the whole.
        if not any(told.first <= gap.to_date <= told.last for gap in running):
            yield from _whole(told, [operation for operation in operations if told.first <= operation.day <= told.last])
    for before, after in pairwise(statements):
        if after.first == before.last + DAY and None not in (before.closing, after.opening):
            words = "the statement before closes with"
            yield from _gap((before, after), before.last, after.first, before.closing, after.opening, words)


def _running(statements: Sequence[Statement], operations: Sequence[Operation]) -> list[Gap]:
    """Breaks between operations that follow each other, in the order of the bank, oldest or newest first."""
    told = [o for o in operations if o.balance is not None and o.change is not None]
    orders = [sorted(told, key=lambda o: (o.at, way * o.row)) for way in (1, -1)]
    breaks = [list(_breaks(statements, order)) for order in orders]
    return min(breaks, key=len)


def _breaks(statements: Sequence[Statement], operations: Sequence[Operation]) -> Iterator[Gap]:
    for before, after in pairwise(operations):
        same = covers(statements, before.day)
        if same is None or not same.first <= after.day <= same.last:
            continue
        assert before.balance is not None
        assert after.change is not None
        expected = before.balance + after.change
        words = "the balance before and the operation make"
        yield from _gap((before, after), before.day, after.day, expected, after.balance, words)


def _whole(told: Statement, operations: Sequence[Operation]) -> Iterator[Gap]:
    changes = [operation.change for operation in operations]
    if told.opening is None or told.closing is None or None in changes:
        return
    expected = told.opening + sum(change for change in changes if change is not None)
    yield from _gap((told,), told.first, told.last, expected, told.closing, "opening balance and operations make")


def _gap(
    rests_on: Sequence[Statement | Operation],
    first: date,
    last: date,
    expected: int | None,
    said: int | None,
    words: str,
) -> Iterator[Gap]:
    if expected is None or said is None or expected == said:
        return
    currency = rests_on[-1].currency
    text = f"{words} {written(expected, currency)}, the statement says {written(said, currency)}"
    records = tuple(told.record for told in rests_on)
    yield Gap("broken_balance", rests_on[-1].account, first, last, abs(expected - said), currency, text, records)
