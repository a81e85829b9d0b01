"""What makes two records one transfer: accounts or a token, the amount to the last unit, and a window of time.

A payment stands in the payer's statement and in the payee's; a hawala agent writes down what was sent and another what
was paid out; an exchange and the chain tell of one transaction. Each record stays, as evidence of the one transfer.

No rule joins two records of one book (statement, leg, or source that is one book): two equal payments there are two
payments. Where several equal payments meet, the k-th is joined with the k-th of the same moment, and then the nearest
in time; a rule that compares one account only joins nothing where a second partner fits. What a record does not know
may stand in the other; what both know must agree, whatever the rule: payer, payee, both agents, the sum paid out. A
token that is paid to another receiver, or in another amount, is another transfer. What was cancelled is never one with
what was paid; what was only ordered (ISO 20022, pain.001) may be one with either. Constants marked * have no published
source and are ours.
"""

from __future__ import annotations

from datetime import timedelta

from fundlink.transfers import TransferResolver, TransferRule

BOOKING = timedelta(days=3)
"""* Ordered on a Friday evening, booked on Monday; longer holidays are not bridged."""

PAYOUT = timedelta(days=10)
"""* A token waits for its receiver for hours, rarely more than days; agents use numbers again."""

CLOCKS = timedelta(days=1)
"""* Days without a time and without a zone, in the books of agents in two countries."""

CONFIRMATION = timedelta(days=1)
"""* An exchange books an incoming transaction after its confirmations, or at the end of the day."""

DAY = timedelta(days=1)
"""* The day of a payout by two clocks. Banks that book later are left apart: only the account and the sum speak."""

_ACCOUNTS_AND_AMOUNT = ("from_account", "to_account", "amount", "currency")

TRANSFER_RESOLVER = TransferResolver(
    rules=(
        TransferRule(
            "same transaction hash",
            "A chain has one transaction of a hash; receiver and amount tell its outputs apart.",
            channels=("virtual_asset",),
            equal=("reference", "to_account", "amount", "currency"),
            before=CONFIRMATION,
            after=CONFIRMATION,
            across=True,
        ),
        TransferRule(
            "payer's and payee's statement",
            "One payment leaves an account and reaches another; each bank books it by its own clock.",
            channels=("bank", "card"),
            equal=_ACCOUNTS_AND_AMOUNT,
            before=BOOKING,
            after=BOOKING,
            first="book = from_account",
            second="book = to_account",
        ),
        TransferRule(
            "sending and payout on one token",
            "The receiver shows the number that the origin agent gave to the sender: number, agent, sum, receiver.",
            channels=("informal",),
            equal=("reference", "origin", "amount", "currency"),
            before=CLOCKS,
            after=PAYOUT,
            first="book = 'origin'",
            second="book = 'payout'",
        ),
        TransferRule(
            "order and transfer between banks",
            "The number that the customer gives an order is passed on unchanged to the end (ISO 20022, EndToEndId).",
            channels=("bank",),
            equal=("reference", *_ACCOUNTS_AND_AMOUNT),
            before=CLOCKS,
            after=BOOKING,
            first="book = 'pain.001'",
            second="book = 'pacs.008'",
        ),
        TransferRule(
            "one payment in two sources",
            "A payment order, a report to the agency and a statement name the same two accounts and the same sum.",
            channels=("bank", "card"),
            equal=_ACCOUNTS_AND_AMOUNT,
            before=BOOKING,
            after=BOOKING,
            across=True,
        ),
        TransferRule(
            "exchange and chain",
            "An exchange that names both wallets and the sum, but not the hash.",
            channels=("virtual_asset",),
            equal=_ACCOUNTS_AND_AMOUNT,
            before=CONFIRMATION,
            after=CONFIRMATION,
            first="reference IS NULL",
            across=True,
        ),
        TransferRule(
            "payout of a campaign and the bank's or chain's record",
            "A platform names the account paid, the sum and the day, but not the account it pays from; and no private "
            "person pays out for it. Where a second payment would fit as well, nobody can tell, and none is joined.",
            channels=("bank", "virtual_asset"),
            equal=("to_account", "amount", "currency"),
            before=DAY,
            after=DAY,
            first="kind = 'payout'",
            second="kind = 'payment' AND payer_label IS DISTINCT FROM 'Person'",
            across=True,
            alone=True,
        ),
    ),
    agree=("payer", "payee", "origin", "payout", "payout_amount", "payout_currency"),
)
