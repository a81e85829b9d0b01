"""Which records are one transfer by the declared rules, and which never are."""

from __future__ import annotations

from typing import Any

import pytest

from fundlink.decisions import Verb
from tests.transfers.records import Record, bank, chain, joined, message, payout, said, token

PAYER, PAYEE = "KZ1", "KZ2"


def test_payers_and_payees_statement_are_one_transfer() -> None:
    assert joined([bank("s:1", PAYER), bank("s:2", PAYEE, 60)]) == [["s:1", "s:2"]]


def test_sending_and_payout_on_one_token_are_one_transfer() -> None:
    assert joined([token("l:1", "origin"), token("l:2", "payout", 27, payee="P-1")]) == [["l:1", "l:2"]]


def test_an_exchange_and_the_chain_are_one_transfer_by_hash_or_by_both_wallets() -> None:
    assert joined([chain("c:1", "chain"), chain("x:1", "exchange", 2, from_account=None)]) == [["c:1", "x:1"]]
    assert joined([chain("c:1", "chain"), chain("x:1", "exchange", 2, reference=None)]) == [["c:1", "x:1"]]


def test_a_report_joins_the_two_statements() -> None:
    report = bank("f:1", None, source="reports")
    assert joined([bank("s:1", PAYER), bank("s:2", PAYEE), report]) == [["f:1", "s:1", "s:2"]]


def test_a_campaigns_payout_and_the_records_of_banks_are_one_transfer() -> None:
    statements = [bank("s:1", PAYER, payer="O-1", payer_label="Organization"), bank("s:2", PAYEE, 5)]
    assert joined([payout("p:1", -3), *statements]) == [["p:1", "s:1", "s:2"]]
    assert joined([payout("p:1"), bank("s:1", PAYER, -20)]) == [["p:1", "s:1"]]


def test_a_payout_with_two_partners_joins_neither() -> None:
    assert joined([payout("p:1"), bank("s:1", PAYEE, 1), bank("s:2", PAYEE, 2, from_account="KZ3")]) == []
    assert joined([payout("p:1"), payout("p:2"), bank("s:1", PAYEE)]) == []
    assert joined([payout("p:1"), payout("p:2"), bank("s:1", PAYEE), bank("s:2", PAYEE)]) == []
    two_payers = [bank("s:1", PAYEE), bank("r:1", None, source="reports", from_account="KZ3")]
    assert joined([payout("p:1"), *two_payers]) == []
    assert joined([payout("p:1"), payout("p:2", amount=1), bank("s:1", PAYEE)]) == [["p:1", "s:1"]]


def test_a_human_may_join_a_payout_that_has_two_partners() -> None:
    told = [payout("p:1"), bank("s:1", PAYEE, 1), bank("s:2", PAYEE, 2)]
    assert joined(told, said((Verb.SAME, "p:1", "s:2"))) == [["p:1", "s:2"]]


def test_an_order_joins_what_was_carried_out() -> None:
    order, settled = message("m:1", "pain.001"), message("m:2", "pacs.008", 20)
    assert joined([order, settled]) == [["m:1", "m:2"]]
    assert joined([order, bank("s:1", PAYER, 30)]) == [["m:1", "s:1"]]
    assert joined([order, settled, bank("s:1", PAYER, 30), bank("s:2", PAYEE, 40)]) == [["m:1", "m:2", "s:1", "s:2"]]


def test_of_equal_orders_the_number_says_which_was_carried_out() -> None:
    orders = [message(f"m:{n}", "pain.001", reference=f"E2E-{n}") for n in (1, 2)]
    assert joined([*orders, message("m:3", "pacs.008", 5, reference="E2E-2")]) == [["m:2", "m:3"]]


def test_an_order_is_one_with_what_was_paid_or_with_what_was_not_and_never_with_both() -> None:
    order = message("m:1", "pain.001")
    rejected = bank("r:1", None, 1, source="reports", moved=False)
    assert joined([order, rejected]) == [["m:1", "r:1"]]
    assert joined([order, rejected, bank("s:1", PAYER, 20)]) == [["m:1", "r:1"]]


NEVER: dict[str, tuple[Record, Record]] = {
    "one statement": (bank("s:1", PAYER), bank("s:2", PAYER)),
    "one source that is one book": (chain("c:1", "chain"), chain("c:2", "chain")),
    "another sum": (bank("s:1", PAYER), bank("s:2", PAYEE, amount=50_001)),
    "another currency": (bank("s:1", PAYER), bank("s:2", PAYEE, currency="USD")),
    "the way back": (bank("s:1", PAYER), bank("s:2", PAYEE, from_account="KZ2", to_account="KZ1")),
    "an account unknown": (bank("s:1", PAYER), bank("s:2", PAYEE, from_account=None)),
    "two payers": (bank("s:1", PAYER, payer="P-1"), bank("s:2", PAYEE, payer="P-2")),
    "two payees": (bank("s:1", PAYER, payee="P-1"), bank("s:2", PAYEE, payee="P-2")),
    "four days apart": (bank("s:1", PAYER), bank("s:2", PAYEE, 96)),
    "no time": (bank("s:1", PAYER), bank("s:2", PAYEE, moment=None)),
    "cancelled": (bank("s:1", PAYER), bank("s:2", PAYEE, moved=False)),
    "another channel": (bank("s:1", PAYER), bank("s:2", PAYEE, channel="card")),
    "a token for another receiver": (token("l:1", "origin", payee="P-1"), token("l:2", "payout", 1, payee="P-2")),
    "a token for another sum": (token("l:1", "origin"), token("l:2", "payout", 1, amount=60_000)),
    "another agent's number": (token("l:1", "origin"), token("l:2", "payout", 1, origin="O-2")),
    "paid out days before it was sent": (token("l:1", "origin"), token("l:2", "payout", -48)),
    "paid out weeks later": (token("l:1", "origin"), token("l:2", "payout", 24 * 11)),
    "two payouts on one token": (token("l:1", "payout"), token("l:2", "payout", 1)),
    "a whole record and a payout": (token("l:1", None), token("l:2", "payout", 1)),
    "a payout and another day": (payout("p:1"), bank("s:1", PAYEE, 25)),
    "a payout and another sum": (payout("p:1"), bank("s:1", PAYEE, amount=50_001)),
    "a payout and another account": (payout("p:1"), bank("s:1", PAYEE, to_account="KZ3")),
    "a payout to somebody else": (payout("p:1", payee="P-1"), bank("s:1", PAYEE, payee="P-2")),
    "a payout and a friend's gift": (payout("p:1"), bank("s:1", PAYEE, payer="P-1", payer_label="Person")),
    "a payout and cash put in": (payout("p:1"), bank("s:1", PAYEE, kind="deposit")),
    "two payouts": (payout("p:1"), payout("p:2", source="others")),
    "two orders": (message("m:1", "pain.001"), message("m:2", "pain.001", 1)),
    "an order and another's number": (message("m:1", "pain.001"), message("m:2", "pacs.008", reference="E2E-2")),
    "an order without a number": (message("m:1", "pain.001", reference=None), message("m:2", "pacs.008", 1)),
    "two outputs of one transaction": (chain("c:1", "chain"), chain("x:1", "exchange", to_account="0xc")),
}


@pytest.mark.parametrize("case", NEVER)
def test_what_differs_is_two_transfers(case: str) -> None:
    assert joined(NEVER[case]) == []


def test_of_equal_payments_the_kth_meets_the_kth() -> None:
    payers = [bank(f"s:{n}", PAYER) for n in range(3)]
    payees = [bank(f"s:{n}", PAYEE) for n in range(5, 7)]
    assert joined([*payers, *payees]) == [["s:0", "s:5"], ["s:1", "s:6"]]


def test_of_equal_payments_the_nearest_in_time_meet() -> None:
    payers = [bank("s:1", PAYER), bank("s:2", PAYER, 24), bank("s:3", PAYER, 48)]
    payees = [bank("s:8", PAYEE, 25), bank("s:9", PAYEE, 49)]
    assert joined([*payers, *payees]) == [["s:2", "s:8"], ["s:3", "s:9"]]


def test_a_chain_joins_no_two_records_of_one_book() -> None:
    reports = [bank("f:1", None, 1, source="reports"), bank("f:2", None, 2, source="reports")]
    assert joined([bank("s:1", PAYER), bank("s:2", PAYEE), *reports]) == [["f:1", "s:1", "s:2"]]


def test_a_chain_joins_nothing_that_differs_at_its_ends() -> None:
    ends = [bank("s:1", PAYER, payer="P-1"), bank("f:1", None, 5, source="reports", payer="P-2")]
    assert joined([*ends, bank("s:2", PAYEE)]) == [["s:1", "s:2"]]


def test_a_humans_word_takes_apart_and_joins() -> None:
    two = [bank("s:1", PAYER), bank("s:2", PAYEE)]
    assert joined(two, said((Verb.NOT_SAME, "s:1", "s:2"))) == []
    other = bank("s:3", PAYEE, 2)
    assert joined([*two, other], said((Verb.NOT_SAME, "s:1", "s:2"))) == [["s:1", "s:3"]]
    assert joined([*two, other], said((Verb.SAME, "s:1", "s:3"))) == [["s:1", "s:3"]]
    assert joined([bank("s:1", PAYER), bank("s:2", PAYER, 500, amount=1)], said((Verb.SAME, "s:1", "s:2")))


def test_a_word_holds_by_way_of_a_record_that_is_read_no_longer() -> None:
    words = said((Verb.SAME, "s:1", "gone:1"), (Verb.SAME, "gone:1", "s:2"))
    far: dict[str, Any] = {"amount": 1}
    assert joined([bank("s:1", PAYER), bank("s:2", PAYEE, **far)], words) == [["s:1", "s:2"]]
    assert joined([bank("s:1", PAYER)], words) == []
