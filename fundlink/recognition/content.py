"""What stands in a column, whatever its header says: each value is of at most one kind."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

import phonenumbers

from fundlink.identifiers import (
    check_account,
    check_wallet,
    is_card,
    normalise_email,
    normalise_phone,
    parse_bin,
    parse_iin,
)
from fundlink.sources.contract import Column, PartialDate, Source
from fundlink.sources.currencies import DIGITS
from fundlink.sources.parties import attributes

_DATE = re.compile(
    r"(\d{4}[-./]\d{1,2}([-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./]\d{4})( ?г\.?)?([T,]? ?\d{1,2}:\d{2}.*)?"
)
_AMOUNT = re.compile(r"-?(0|[1-9]\d{0,11}|[1-9]\d{0,2}([ \u00a0\u202f'.,]\d{3})+)([.,]\d{1,9})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")


def _account(text: str) -> bool:
    """An IBAN, or a card's number of 16 digits, with right check digits; other numbers could be anything."""
    number = re.sub(r"\s", "", text).upper()
    if _IBAN.fullmatch(number):
        return check_account(number) is not None
    return len(number) == 16 and is_card(number)


def _phone(text: str) -> bool:
    return len(re.sub(r"\D", "", text)) >= 10 and normalise_phone(text) is not None


def _ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


KINDS: dict[str, Callable[[str], bool]] = {
    "date": lambda text: _DATE.fullmatch(text) is not None,
    "iin": lambda text: parse_iin(text) is not None,
    "bin": lambda text: parse_bin(text) is not None,
    "email": lambda text: "@" in text and normalise_email(text) is not None,
    "ip_address": _ip,
    "account": _account,
    "wallet": lambda text: check_wallet(text) is not None,
    "currency": lambda text: text.upper() in DIGITS,
    "country": lambda text: text.upper() in phonenumbers.SUPPORTED_REGIONS,
    "phone": _phone,
    "amount": lambda text: _AMOUNT.fullmatch(text) is not None,
    "name": lambda text: bool(re.search(r"[^\W\d_]{2}", text)),
}
"""Kind -> whether a text is of it; the first that says so counts."""

TELLING = frozenset({"iin", "bin", "email", "ip_address", "account", "wallet", "currency", "phone"})
"""Kinds that tell what a column is even where its header says nothing."""

CHECKED = TELLING - {"currency"} | {"date", "amount"}
"""Kinds without which a column is not what its header may say; currencies and countries are also written in words."""


def kinds_in(values: Iterable[str]) -> dict[str, float]:
    """The share of the values that is of each kind."""
    counts = Counter(next((kind for kind, fits in KINDS.items() if fits(value)), "") for value in values)
    total = sum(counts.values())
    return {kind: count / total for kind, count in counts.items()}


def kind_expected(source: Source, column: Column) -> str | None:
    """The kind of what stands in a column of a source, by its declaration; None for free text."""
    if column.money or column.kind is Decimal:
        return "amount"
    if column.kind in (PartialDate, datetime):
        return "date"
    if any(other.money and other.money.currency == column.name for other in source.columns):
        return "currency"
    told = attributes(source.mentions).get(column.name)
    return "name" if told == "father_name" else told if told in KINDS else None


def numbers_the_rows(values: Iterable[str]) -> bool:
    """Whether the values count 1, 2, 3 ...: they say nothing of the row."""
    found = list(values)
    return len(found) > 2 and found == [str(number) for number in range(1, len(found) + 1)]
