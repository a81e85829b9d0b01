"""Days between the statements of an account that none of them tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fundlink.statements.model import DAY, Gap, Statement


def missing_periods(statements: Sequence[Statement]) -> Iterator[Gap]:
    """The gaps between the statements of one account, ordered by their first day."""
    if not statements:
        return
    until = statements[0]
    for told in statements[1:]:
        if told.first > until.last + DAY:
            first, last = until.last + DAY, told.first - DAY
            text = f"no statement tells of {(last - first).days + 1} days, {first} to {last}"
            records = (until.record, told.record)
            yield Gap("missing_period", told.account, first, last, None, told.currency, text, records)
        until = max(until, told, key=lambda statement: statement.last)
