"""Bank statements of a person under audit, in the 18 columns of the rules of the financial monitoring agency.

Delivered by Kazakh banks as workbooks on the request of an authority, one statement a sheet. Banks differ: the header
stands in different rows and languages, in one row or in merged ones; amounts stand in one column or split by credit
and debit. So columns are found by their words; a date of three numbers has the day first. A statement names the other
side as its bank knows it, and has no number of a transfer: a row is its content, and two equal payments in one
statement are two payments. Who bears the name of the bank that keeps its account is that bank. The first row of each
statement here is its head: whose account, which days, which balances.
Residency is kept with the record and used for nothing (guard rail 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fundlink.sources import (
    LongText,
    Money,
    PartialDate,
    bank_of_its_own,
    book_of_account,
    is_one_of,
    party,
    side,
    source,
    transfer,
)
from fundlink.sources.statements import read_statements


@source(
    title="Bank statements of persons under audit",
    publisher="Banks of Kazakhstan, on request",
    key=None,
    cron="0 3 * * *",
    reader=read_statements,
    whole=False,
    mentions={
        "owner": party(name="owner_name", iin="owner_id", bin="owner_id", account="statement_account"),
        "payer": party(name="payer_name", iin="payer_id", bin="payer_id", account="payer_account"),
        "payee": party(name="payee_name", iin="payee_id", bin="payee_id", account="payee_account"),
    },
    facts=[
        transfer(
            side("payer", account="payer_account", bank="payer_bank"),
            side("payee", account="payee_account", bank="payee_bank"),
            when=is_one_of("row_kind", "operation"),
            book=book_of_account("statement_account"),
            channel="channel",
            kind="transfer_kind",
            amount="amount",
            currency="currency",
            stated_kzt="amount_kzt",
            at="at",
            reference="reference",
            purpose_code="purpose_code",
            purpose="purpose",
        ),
        *(bank_of_its_own(role, name=f"{role}_name", bank=f"{role}_bank") for role in ("payer", "payee")),
    ],
)
@dataclass(frozen=True, slots=True)
class StatementRow:
    """The head of a statement, or one operation."""

    row_kind: str
    statement_account: str | None
    owner_name: str | None
    owner_id: str | None
    bank: str | None
    statement_currency: str | None
    period_from: PartialDate | None
    period_to: PartialDate | None
    opening_balance: Decimal | None
    closing_balance: Decimal | None
    at: datetime | None
    currency: str | None
    operation_kind: str | None
    transfer_system: str | None
    amount: Annotated[int | None, Money("currency")]
    amount_kzt: Annotated[int | None, Money("kzt")]
    kzt: str | None
    direction: str | None
    balance: Decimal | None
    reference: str | None
    payer_name: str | None
    payer_id: str | None
    payer_residency: str | None
    payer_bank: str | None
    payer_account: str | None
    payee_name: str | None
    payee_id: str | None
    payee_residency: str | None
    payee_bank: str | None
    payee_account: str | None
    purpose_code: str | None
    purpose: LongText | None
    channel: str | None
    transfer_kind: str | None
