"""FM-1: what Kazakh banks and others report to the financial monitoring agency of an operation, as XML in UTF-16.

Handed over by the agency or by who reported. One row a message with its payer and recipient, and one for each further
participant (representatives, and those of a kind that this reader does not know). In the message's PersonalData,
FirstName holds the *surname*; in a participant's FIO it holds the given name. IndividualIssue is an IIN or a BIN.
PersonalData of the message is of the clerk who reports: protected by law, and left out. The codes of the operation
and of the suspicion are kept with the transfer; they are the reporter's word and raise nothing by themselves, least
of all those of wages, pensions, taxes and permitted payments (6010, 6020, 6030: guard rail 4). Which numbers MemberId
has for the payer (1) and the recipient (2) is not published with the format: words are read too, others signalled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from xml.etree.ElementTree import Element

from iso4217 import Currency

from fundlink.errors import BadFile
from fundlink.sources import (
    LongText,
    Money,
    PartialDate,
    Snapshot,
    always,
    bank_of_its_own,
    distinct,
    is_one_of,
    party,
    side,
    source,
    transfer,
)
from fundlink.sources.dates import Order, read_date, read_moment
from fundlink.sources.parties import Party
from fundlink.sources.xml import clean, parse_xml, text_of, unknown

REPAIR = "Ask for the report as it was sent, in XML"
ORDER: Order = "day first"
"""How the agency's form writes a date of three numbers, with dots or slashes."""

ROLES = {
    **dict.fromkeys(("1", "плательщик", "отправитель", "покупатель", "sender", "payer"), "sender"),
    **dict.fromkeys(("2", "получатель", "продавец", "бенефициар", "receiver", "recipient"), "receiver"),
}
"""MemberId in lower case -> side of the operation."""

NUMERIC = {f"{currency.number:03}": currency.code for currency in Currency if currency.number}
MESSAGE = {
    *("OperationNumber", "OperationDate", "MessageDate", "ViewOperationId", "EknpId", "CurrencyCodeId"),
    *("AmountCurrency", "AmountCurrencyTenge", "SuspicionFirst", "SuspicionSecond", "SuspicionThird"),
    *("OperationReason", "AdditionalInformation", "OperationStatusId", "MessageNumber", "PersonalData"),
}
PARTICIPANT = {
    *("MemberId", "IndividualIssue", "Residence", "PhoneNumber", "Email", "Founders", "FIO", "DateBirth", "Name"),
    *("DocumentIdentity", "PersonalData", "Account", "Bank", "Address", "City", "Country"),
}
GIVEN, SURNAME, FATHER = ("FirstName",), ("LastName", "SecondName", "Surname"), ("MiddleName", "Patronymic")


def read(file: Path) -> Snapshot:
    """Read the messages of a report and their participants.

    Raises:
        BadFile: no XML, cut off, or no report.
    """
    root = parse_xml(file, "Root", REPAIR)
    messages = [element for element in root.iter() if element.find("MessageInformation") is not None]
    if not messages:
        raise BadFile(file.name, "the root", "<Root> holds no <MessageInformation>", REPAIR)
    rows = [row for message in messages for row in _rows(message)]
    strange = distinct(row["member"] for row in rows if row["row_kind"] == "participant")
    signals = [
        f"MemberId «{text[:40]}» is no known side: its participants stand beside the operation" for text in strange
    ]
    signals += unknown(messages, {"MessageInformation": MESSAGE, "Participant": PARTICIPANT})
    return Snapshot(None, rows, signals)


def _rows(message: Element) -> Iterator[dict[str, Any]]:
    """The row of the message, with the first participant of either side, and one for each other participant."""
    sides: dict[str, Element] = {}
    others = []
    for participant in message.iterfind("Participants/Participant"):
        side = ROLES.get((text_of(participant, "MemberId") or "").lower())
        if side and side not in sides:
            sides[side] = participant
        else:
            others.append((side, participant))
    head = message.find("MessageInformation")
    codes = [text_of(head, name) for name in ("ViewOperationId", "SuspicionFirst", "SuspicionSecond", "SuspicionThird")]
    currency = (text_of(head, "CurrencyCodeId") or "").upper()
    number = text_of(head, "OperationNumber")
    at = text_of(head, "OperationDate") or text_of(head, "MessageDate")
    row: dict[str, Any] = {
        "row_kind": "operation" if sides else "report",
        "operation_number": number,
        "at": read_moment(at or "", ORDER).text or at,
        "operation_code": codes[0],
        "suspicion_codes": distinct(codes[1:]),
        "codes": distinct(codes),
        "purpose_code": text_of(head, "EknpId"),
        "currency": NUMERIC.get(currency, currency) or None,
        "amount": text_of(head, "AmountCurrency"),
        "amount_kzt": text_of(head, "AmountCurrencyTenge"),
        "kzt": "KZT",
        "purpose": text_of(head, "OperationReason"),
        "remark": text_of(head, "AdditionalInformation"),
    }
    for side, participant in sides.items():
        row |= {f"{side}_{name}": value for name, value in _party(participant).items()}
    yield row
    for side, participant in others:
        told = {f"participant_{name}": value for name, value in _party(participant).items()}
        member = side or text_of(participant, "MemberId") or "none"
        yield {"row_kind": "further" if side else "participant", "operation_number": number, "member": member, **told}


def _party(participant: Element) -> dict[str, Any]:
    paper, born = participant.find("DocumentIdentity"), text_of(participant, "DateBirth")
    number = (
        text_of(paper, "Number") or text_of(paper, "DocumentNumber") or clean(paper.text if paper is not None else "")
    )
    return {
        "name": _name(participant) or text_of(participant, "Name"),
        "id_number": text_of(participant, "IndividualIssue"),
        "residence": text_of(participant, "Residence"),
        "birth_date": read_date(born or "", ORDER).text or born,
        "document": number,
        "phone": text_of(participant, "PhoneNumber"),
        "email": text_of(participant, "Email"),
        "founders": clean(" ".join(text for e in participant.iterfind("Founders") for text in e.itertext())),
        "account": text_of(participant, "Account"),
        "bank": text_of(participant, "Bank"),
        "address": text_of(participant, "Address"),
        "city": text_of(participant, "City"),
        "country": text_of(participant, "Country"),
    }


def _name(participant: Element) -> str | None:
    """Surname, given name, father's name, in this order."""
    fio, data = participant.find("FIO"), participant.find("PersonalData")
    if fio is not None:
        parts = [_first(fio, names) for names in (SURNAME, GIVEN, FATHER)]
        return clean(" ".join(part for part in parts if part)) or clean(fio.text)
    # In PersonalData the element called FirstName has the surname.
    parts = [_first(data, names) for names in (GIVEN, SURNAME, FATHER)]
    return clean(" ".join(part for part in parts if part))


def _first(element: Element | None, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := text_of(element, name))), None)


def _mentioned(role: str) -> Party:
    same = ("name", "phone", "email", "account", "address", "city", "country")
    columns = {name: f"{role}_{name}" for name in same}
    number = f"{role}_id_number"
    return party(**columns, iin=number, bin=number, birth_dates=f"{role}_birth_date", documents=f"{role}_document")


@source(
    title="Reports to financial monitoring (FM-1)",
    publisher="Subjects of financial monitoring of Kazakhstan",
    key=None,
    cron="0 3 * * *",
    reader=read,
    whole=False,
    mentions={role: _mentioned(role) for role in ("sender", "receiver", "participant")},
    facts=[
        transfer(
            side("sender", account="sender_account", bank="sender_bank"),
            side("receiver", account="receiver_account", bank="receiver_bank"),
            when=is_one_of("row_kind", "operation"),
            channel=always("bank"),
            amount="amount",
            currency="currency",
            stated_kzt="amount_kzt",
            at="at",
            reference="operation_number",
            purpose_code="purpose_code",
            purpose="purpose",
            report_codes="codes",
        ),
        *(bank_of_its_own(role, name=f"{role}_name", bank=f"{role}_bank") for role in ("sender", "receiver")),
    ],
)
@dataclass(frozen=True, slots=True)
class Fm1Row:
    """A message with its two sides, or a further participant."""

    row_kind: str
    operation_number: str | None
    member: str | None
    at: datetime | None
    operation_code: str | None
    suspicion_codes: tuple[str, ...]
    codes: tuple[str, ...]
    purpose_code: str | None
    currency: str | None
    amount: Annotated[int | None, Money("currency")]
    amount_kzt: Annotated[int | None, Money("kzt")]
    kzt: str | None
    purpose: LongText | None
    remark: LongText | None
    sender_name: str | None
    sender_id_number: str | None
    sender_residence: str | None
    sender_birth_date: PartialDate | None
    sender_document: str | None
    sender_phone: str | None
    sender_email: str | None
    sender_founders: LongText | None
    sender_account: str | None
    sender_bank: str | None
    sender_address: str | None
    sender_city: str | None
    sender_country: str | None
    receiver_name: str | None
    receiver_id_number: str | None
    receiver_residence: str | None
    receiver_birth_date: PartialDate | None
    receiver_document: str | None
    receiver_phone: str | None
    receiver_email: str | None
    receiver_founders: LongText | None
    receiver_account: str | None
    receiver_bank: str | None
    receiver_address: str | None
    receiver_city: str | None
    receiver_country: str | None
    participant_name: str | None
    participant_id_number: str | None
    participant_residence: str | None
    participant_birth_date: PartialDate | None
    participant_document: str | None
    participant_phone: str | None
    participant_email: str | None
    participant_founders: LongText | None
    participant_account: str | None
    participant_bank: str | None
    participant_address: str | None
    participant_city: str | None
    participant_country: str | None
