"""Accounts: IBANs by their check digits (ISO 13616), others by what no account number looks like."""

from __future__ import annotations

import re

from stdnum import iban, luhn, numdb

from fundlink.identifiers.placeholders import is_placeholder

_COUNTRIES = numdb.get("iban")
_LIKE_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_ACCOUNT = re.compile(r"(?=.*[\d@])[\w./:@+#-]{4,64}")
_CARD = re.compile(r"\d{13,19}")


def check_account(text: str) -> str | None:
    """An account's number in capitals without blanks, or None when it can be no account's.

    What begins as the IBANs of a country do must be one: its length, its form, its check digits. Of other numbers
    (cards, platforms, hawala books) only the form is known: it has a digit other than zero, and nothing is
    covered up (`4400 **** **** 1234` is many cards).
    """
    number = re.sub(r"\s", "", text).upper()
    bare = re.sub(r"[-.]", "", number)
    if _LIKE_IBAN.fullmatch(bare) and _COUNTRIES.info(bare)[0][1]:
        return bare if iban.is_valid(bare, check_country=False) else None
    return number if _ACCOUNT.fullmatch(number) and not is_placeholder(number) else None


def is_card(text: str) -> bool:
    """Whether the digits may be a payment card's (13 to 19, check digit of ISO/IEC 7812): a hint, never a proof."""
    digits = re.sub(r"[\s-]", "", text)
    return _CARD.fullmatch(digits) is not None and luhn.is_valid(digits)
