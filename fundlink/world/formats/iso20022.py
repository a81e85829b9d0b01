"""Writes payments as a pacs.008 message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from fundlink.identifiers import parse_bin, parse_iin
from fundlink.world.formats.payment import Payment, Side

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"


def write_iso20022(file: Path, payments: Sequence[Payment]) -> None:
    """Write one message with all the payments. A number that is neither IIN nor BIN has no place in it."""
    document = Element("Document", xmlns=NAMESPACE)
    message = SubElement(document, "FIToFICstmrCdtTrf")
    head = SubElement(message, "GrpHdr")
    _texts(head, MsgId="DISTRICT", CreDtTm="2026-01-01T00:00:00+05:00", NbOfTxs=str(len(payments)))
    for payment in payments:
        each = SubElement(message, "CdtTrfTxInf")
        _texts(SubElement(each, "PmtId"), EndToEndId=payment.key)
        SubElement(each, "IntrBkSttlmAmt", Ccy=payment.currency).text = payment.amount
        _texts(each, AccptncDtTm=payment.at)
        for tag, side in (("Dbtr", payment.payer), ("Cdtr", payment.payee)):
            _side(each, tag, side)
        if payment.purpose_code:
            _texts(SubElement(each, "Purp"), Prtry=payment.purpose_code)
        if payment.purpose:
            _texts(SubElement(each, "RmtInf"), Ustrd=payment.purpose)
    ElementTree(document).write(file, encoding="utf-8", xml_declaration=True)


def _side(each: Element, tag: str, side: Side) -> None:
    party = SubElement(each, tag)
    _texts(party, Nm=side.name)
    if side.country:
        _texts(SubElement(party, "PstlAdr"), Ctry=side.country)
    kind = "OrgId" if parse_bin(side.id_number) else "PrvtId" if parse_iin(side.id_number) else ""
    if kind:
        _texts(SubElement(SubElement(SubElement(party, "Id"), kind), "Othr"), Id=side.id_number)
    if side.account:
        _texts(SubElement(SubElement(each, f"{tag}Acct"), "Id"), IBAN=side.account)
    if side.bank:
        _texts(SubElement(SubElement(each, f"{tag}Agt"), "FinInstnId"), Nm=side.bank)


def _texts(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        if text:
            SubElement(parent, tag).text = text
