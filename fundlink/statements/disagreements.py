"""Transfers between two accounts that both have a statement of the day, and of which only one has the transfer.

Two banks may book a transfer on neighbouring days. One whose other bank has none of that amount, but one of another
amount on that day between the two accounts, is told as one of another amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fundlink.statements.model import DAY, Gap, Operation, Statement, covers, written

Told = Mapping[str, Sequence[Statement]]


def disagreements(statements: Told, operations: Sequence[Operation]) -> Iterator[Gap]:
    """What two statements tell differently.

    Args:
        statements: those of each account.
        operations: of all accounts.
    """
    between: dict[tuple[str, str, str], tuple[list[Operation], list[Operation]]] = defaultdict(lambda: ([], []))
    for operation in operations:
        payer, payee = operation.payer, operation.payee
        if payer and payee and payer != payee and payer in statements and payee in statements:
            at_payee = operation.account == payee
            between[payer, payee, operation.currency][at_payee].append(operation)
    for (payer, payee, _), (sent, received) in sorted(between.items()):
        yield from _between(statements, payer, payee, sent, received)


def _between(
    statements: Told, payer: str, payee: str, sent: list[Operation], received: list[Operation]
) -> Iterator[Gap]:
    sent, received = sorted(sent, key=_order), sorted(received, key=_order)
    for near in (0 * DAY, DAY):
        for operation in list(sent):
            same = (r for r in received if r.amount == operation.amount and abs(r.day - operation.day) <= near)
            if (match := next(same, None)) is not None:
                sent.remove(operation)
                received.remove(match)
    for operation in list(sent):
        other = next((r for r in received if r.day == operation.day), None)
        if other is not None:
            sent.remove(operation)
            received.remove(other)
            amounts = written(operation.amount, operation.currency), written(other.amount, other.currency)
            text = f"{payer} paid {payee} {amounts[0]} by its own statement, {amounts[1]} by the other's"
            yield _gap(payee, operation, text, other.record)
    for operations, lacks in ((sent, payee), (received, payer)):
        for operation in operations:
            silent = covers(statements[lacks], operation.day)
            if silent is not None:
                amount = written(operation.amount, operation.currency)
                text = (
                    f"{payer} paid {payee} {amount}: the statement of {operation.account} has it, that of {lacks} not"
                )
                yield _gap(lacks, operation, text, silent.record)


def _gap(account: str, operation: Operation, text: str, other: str) -> Gap:
    day, records = operation.day, (operation.record, other)
    return Gap("disagreement", account, day, day, operation.amount, operation.currency, text, records)


def _order(operation: Operation) -> tuple[object, ...]:
    return (operation.day, operation.amount, operation.record)
