"""Writes payments as FM-1 reports, all of them in one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from fundlink.world.formats.payment import Payment, Side


def write_fm1(file: Path, payments: Iterable[Payment]) -> None:
    """Write the reports in UTF-16. A name stands in one piece: the district's has no order of its parts."""
    root = Element("Root")
    for payment in payments:
        message = SubElement(root, "Message")
        head = SubElement(message, "MessageInformation")
        _texts(
            head,
            OperationNumber=payment.key,
            OperationDate=payment.at[:19],
            EknpId=payment.purpose_code,
            CurrencyCodeId=payment.currency,
            AmountCurrency=payment.amount,
            AmountCurrencyTenge=payment.amount if payment.currency == "KZT" else "",
            OperationReason=payment.purpose,
        )
        participants = SubElement(message, "Participants")
        for member, side in (("1", payment.payer), ("2", payment.payee)):
            _participant(participants, member, side)
    ElementTree(root).write(file, encoding="utf-16", xml_declaration=True)


def _participant(participants: Element, member: str, side: Side) -> None:
    _texts(
        SubElement(participants, "Participant"),
        MemberId=member,
        IndividualIssue=side.id_number,
        FIO=side.name,
        Account=side.account,
        Bank=side.bank,
        Country=side.country,
    )


def _texts(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        if text:
            SubElement(parent, tag).text = text
