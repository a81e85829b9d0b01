"""Payment messages of ISO 20022: orders of a customer (pain.001) and transfers between banks (pacs.008), as XML.

Handed over by banks and payment systems; any version of the schemas, with or without an envelope, since elements are
read by their local names. One row a transaction. A pain.001 is an order, which may never have been carried out: its
transfers have the status `ordered`, and moved no money unless a record of the payment joins them: a statement, a
report, a pacs.008. What is paid on another's behalf (ultimate debtor or creditor) is a declared tie
to who pays or is paid. The schemas are not ours to hand on: the structure is checked here. A message counts its
transactions and their sum; a difference is signalled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any
from xml.etree.ElementTree import Element

from fundlink.errors import BadFile
from fundlink.sources import (
    LongText,
    Money,
    PartialDate,
    Snapshot,
    always,
    bank_of_its_own,
    book_of_kind,
    party,
    related_to,
    side,
    source,
    transfer,
)
from fundlink.sources.parties import Party
from fundlink.sources.xml import clean, parse_xml, text_of, unknown

REPAIR = "Ask for the message as it was sent, in XML"
MESSAGES = {"CstmrCdtTrfInitn": "pain.001", "FIToFICstmrCdtTrf": "pacs.008"}
PARTIES = {"debtor": "Dbtr", "creditor": "Cdtr", "ultimate_debtor": "UltmtDbtr", "ultimate_creditor": "UltmtCdtr"}
PAPERS = {"CCPT", "NIDN", "ARNU", "DRLC", "SOSE", "TXID"}
"""Codes of `SchmeNm` that say a number is of an identity paper; a customer number of a bank is none."""

_AROUND = {"Dbtr", "DbtrAcct", "DbtrAgt", "DbtrAgtAcct", "UltmtDbtr", "InstrForDbtrAgt", "ChrgBr", "PmtTpInf"}
KNOWN = {
    "CdtTrfTxInf": _AROUND
    | {"PmtId", "Amt", "IntrBkSttlmAmt", "IntrBkSttlmDt", "InstdAmt", "AccptncDtTm", "XchgRate", "XchgRateInf"}
    | {"Cdtr", "CdtrAcct", "CdtrAgt", "CdtrAgtAcct", "UltmtCdtr", "Purp", "RmtInf", "RltdRmtInf", "RgltryRptg"}
    | {"InstgAgt", "InstdAgt", "PrvsInstgAgt1", "PrvsInstgAgt1Acct", "IntrmyAgt1", "IntrmyAgt1Acct", "IntrmyAgt2"}
    | {"InitgPty", "ChrgsInf", "SttlmPrty", "SttlmTmIndctn", "SttlmTmReq", "InstrForCdtrAgt", "InstrForNxtAgt"}
    | {"PoolgAdjstmntDt", "SplmtryData", "Tax", "ChqInstr", "MndtRltdInf", "IntrmyAgt2Acct", "IntrmyAgt3"},
    "PmtInf": _AROUND
    | {"PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "PoolgAdjstmntDt", "ChrgsAcct"}
    | {"ChrgsAcctAgt", "CdtTrfTxInf"},
    "PmtId": {"InstrId", "EndToEndId", "TxId", "UETR", "ClrSysRef"},
}
"""Elements that are read, or left out by name."""


def read(file: Path) -> Snapshot:
    """Read the transactions of a message.

    Raises:
        BadFile: no XML, cut off, or another message.
    """
    root = parse_xml(file, None, REPAIR)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    message = next((element for element in root.iter() if element.tag in MESSAGES), None)
    if message is None:
        problem = f"<{root.tag[:40]}> holds neither <CstmrCdtTrfInitn> (pain.001) nor <FIToFICstmrCdtTrf> (pacs.008)"
        raise BadFile(file.name, "the root", problem, REPAIR)
    head = message.find("GrpHdr")
    orders = message.findall("PmtInf") or [Element("PmtInf")]
    pairs = [(order, each) for order in orders for each in order.findall("CdtTrfTxInf")]
    pairs += [(orders[0], each) for each in message.findall("CdtTrfTxInf")]
    rows = [_row(MESSAGES[message.tag], head, order, each) for order, each in pairs]
    return Snapshot(None, rows, [*_counted(head, rows), *unknown([message], KNOWN)])


def _counted(head: Element | None, rows: list[dict[str, Any]]) -> Iterator[str]:
    """What the message says of itself and does not hold."""
    count, total = text_of(head, "NbOfTxs"), text_of(head, "CtrlSum") or text_of(head, "TtlIntrBkSttlmAmt")
    if count and count != str(len(rows)):
        yield f"the header counts {count[:20]} transactions, {len(rows)} are in the message"
    try:
        found = sum((Decimal(row["amount"] or 0) for row in rows), Decimal())
        if total and Decimal(total) != found:
            yield f"the header sums {total[:40]}, the transactions make {found}"
    except InvalidOperation:
        yield "its sum cannot be checked: an amount in it is no number"


def _row(message: str, head: Element | None, order: Element, each: Element) -> dict[str, Any]:
    def first(path: str) -> Element | None:
        found = each.find(path)
        return order.find(path) if found is None else found

    amount = next(
        (e for p in ("IntrBkSttlmAmt", "Amt/InstdAmt", "Amt/EqvtAmt/Amt") if (e := each.find(p)) is not None), None
    )
    instructed = each.find("InstdAmt")
    end_to_end = text_of(each, "PmtId/EndToEndId")
    days = ("IntrBkSttlmDt", "ReqdExctnDt/DtTm", "ReqdExctnDt/Dt", "ReqdExctnDt")
    day = next((d for p in days if (d := text_of(each, p) or text_of(order, p) or text_of(head, p))), None)
    row: dict[str, Any] = {
        "message": message,
        "message_id": text_of(head, "MsgId"),
        "status": "ordered" if message == "pain.001" else "settled",
        "instruction_id": text_of(each, "PmtId/InstrId"),
        "end_to_end_id": None if end_to_end == "NOTPROVIDED" else end_to_end,
        "uetr": text_of(each, "PmtId/UETR"),
        "at": text_of(each, "AccptncDtTm") or day or text_of(head, "CreDtTm"),
        "day": day[:10] if day else None,
        "amount": _text(amount),
        "currency": amount.get("Ccy") if amount is not None else None,
        "instructed_amount": _text(instructed),
        "instructed_currency": instructed.get("Ccy") if instructed is not None else None,
        "purpose_code": text_of(each, "Purp/Cd") or text_of(each, "Purp/Prtry"),
        "purpose": clean(" ".join(e.text or "" for e in each.iterfind("RmtInf/Ustrd"))),
    }
    for role, tag in PARTIES.items():
        row |= {f"{role}_{name}": value for name, value in _party(first(tag)).items()}
    for role, tag in (("debtor", "Dbtr"), ("creditor", "Cdtr")):
        account, agent = first(f"{tag}Acct/Id"), first(f"{tag}Agt/FinInstnId")
        row[f"{role}_account"] = text_of(account, "IBAN") or text_of(account, "Othr/Id")
        row[f"{role}_bic"] = text_of(agent, "BICFI") or text_of(agent, "BIC")
        row[f"{role}_bank"] = text_of(agent, "Nm") or row[f"{role}_bic"] or text_of(agent, "ClrSysMmbId/MmbId")
    return row


def _text(element: Element | None) -> str | None:
    return clean(element.text) if element is not None else None


def _party(element: Element | None) -> dict[str, Any]:
    """A party in columns; an identification for organisations or for private persons says which it is."""
    if element is None:
        return {}
    if (within := element.find("Pty")) is not None:
        element = within
    body, private = element.find("Id/OrgId"), element.find("Id/PrvtId")
    others = [other for id in (body, private) if id is not None for other in id.findall("Othr")]
    numbers = [(text_of(other, "Id"), text_of(other, "SchmeNm/Cd")) for other in others]
    lines = [text_of(element, f"PstlAdr/{name}") for name in ("StrtNm", "BldgNb")]
    lines += [clean(line.text) for line in element.iterfind("PstlAdr/AdrLine")]
    return {
        "kind": "organization" if body is not None else "person" if private is not None else None,
        "name": text_of(element, "Nm"),
        "id_number": next((number for number, _ in numbers if number and len(number) == 12 and number.isdigit()), None),
        "documents": [number for number, code in numbers if number and private is not None and code in PAPERS],
        "lei": text_of(body, "LEI"),
        "birth_date": text_of(private, "DtAndPlcOfBirth/BirthDt"),
        "address": clean(", ".join(line for line in lines if line)),
        "city": text_of(element, "PstlAdr/TwnNm"),
        "country": text_of(element, "PstlAdr/Ctry") or text_of(element, "CtryOfRes"),
        "phone": text_of(element, "CtctDtls/MobNb") or text_of(element, "CtctDtls/PhneNb"),
        "email": text_of(element, "CtctDtls/EmailAdr"),
    }


def _mentioned(role: str, **more: str) -> Party:
    same = ("kind", "name", "documents", "address", "city", "country", "phone", "email")
    number = f"{role}_id_number"
    columns = {name: f"{role}_{name}" for name in same}
    return party(**columns, iin=number, bin=number, birth_dates=f"{role}_birth_date", **more)


@source(
    title="Payment messages of ISO 20022",
    publisher="Banks and payment systems",
    key=None,
    cron="0 3 * * *",
    reader=read,
    whole=False,
    mentions={
        "debtor": _mentioned("debtor", account="debtor_account"),
        "creditor": _mentioned("creditor", account="creditor_account"),
        "ultimate_debtor": _mentioned("ultimate_debtor"),
        "ultimate_creditor": _mentioned("ultimate_creditor"),
    },
    facts=[
        transfer(
            side("debtor", account="debtor_account", bank="debtor_bank"),
            side("creditor", account="creditor_account", bank="creditor_bank"),
            book=book_of_kind("message"),
            channel=always("bank"),
            amount="amount",
            currency="currency",
            at="at",
            status="status",
            reference="end_to_end_id",
            purpose_code="purpose_code",
            purpose="purpose",
        ),
        related_to("ultimate_debtor", "debtor", kind=always("pays through"), valid_from="day", valid_to="day"),
        related_to("ultimate_creditor", "creditor", kind=always("is paid through"), valid_from="day", valid_to="day"),
        *(bank_of_its_own(role, name=f"{role}_name", bank=f"{role}_bank") for role in ("debtor", "creditor")),
    ],
)
@dataclass(frozen=True, slots=True)
class Iso20022Transaction:
    """One transaction."""

    message: str
    message_id: str | None
    status: str
    instruction_id: str | None
    end_to_end_id: str | None
    uetr: str | None
    at: datetime
    day: PartialDate | None
    amount: Annotated[int, Money("currency")]
    currency: str
    instructed_amount: Annotated[int | None, Money("instructed_currency")]
    instructed_currency: str | None
    purpose_code: str | None
    purpose: LongText | None
    debtor_kind: str | None
    debtor_name: str | None
    debtor_id_number: str | None
    debtor_documents: tuple[str, ...]
    debtor_lei: str | None
    debtor_birth_date: PartialDate | None
    debtor_address: str | None
    debtor_city: str | None
    debtor_country: str | None
    debtor_phone: str | None
    debtor_email: str | None
    debtor_account: str | None
    debtor_bic: str | None
    debtor_bank: str | None
    creditor_kind: str | None
    creditor_name: str | None
    creditor_id_number: str | None
    creditor_documents: tuple[str, ...]
    creditor_lei: str | None
    creditor_birth_date: PartialDate | None
    creditor_address: str | None
    creditor_city: str | None
    creditor_country: str | None
    creditor_phone: str | None
    creditor_email: str | None
    creditor_account: str | None
    creditor_bic: str | None
    creditor_bank: str | None
    ultimate_debtor_kind: str | None
    ultimate_debtor_name: str | None
    ultimate_debtor_id_number: str | None
    ultimate_debtor_documents: tuple[str, ...]
    ultimate_debtor_lei: str | None
    ultimate_debtor_birth_date: PartialDate | None
    ultimate_debtor_address: str | None
    ultimate_debtor_city: str | None
    ultimate_debtor_country: str | None
    ultimate_debtor_phone: str | None
    ultimate_debtor_email: str | None
    ultimate_creditor_kind: str | None
    ultimate_creditor_name: str | None
    ultimate_creditor_id_number: str | None
    ultimate_creditor_documents: tuple[str, ...]
    ultimate_creditor_lei: str | None
    ultimate_creditor_birth_date: PartialDate | None
    ultimate_creditor_address: str | None
    ultimate_creditor_city: str | None
    ultimate_creditor_country: str | None
    ultimate_creditor_phone: str | None
    ultimate_creditor_email: str | None
