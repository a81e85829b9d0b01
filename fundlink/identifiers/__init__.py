"""Identity numbers, documents, accounts, wallets, telephone numbers and e-mail addresses: checked, and in one spelling.

A value that fails its check is no evidence. The caller keeps its text, and gets `None` from here.
"""

from fundlink.identifiers.accounts import check_account, is_card
from fundlink.identifiers.contact import SUBSCRIBER_DIGITS, is_role_address, normalise_email, normalise_phone
from fundlink.identifiers.documents import PLAIN_DOCUMENT, check_document
from fundlink.identifiers.kazakh import Iin, check_digit, parse_bin, parse_iin
from fundlink.identifiers.placeholders import ONE_DIGIT, RUNS, placeholder_pattern
from fundlink.identifiers.wallets import Wallet, check_wallet, wallet_key

__all__ = [
    "ONE_DIGIT",
    "PLAIN_DOCUMENT",
    "RUNS",
    "SUBSCRIBER_DIGITS",
    "Iin",
    "Wallet",
    "check_account",
    "check_digit",
    "check_document",
    "check_wallet",
    "is_card",
    "is_role_address",
    "normalise_email",
    "normalise_phone",
    "parse_bin",
    "parse_iin",
    "placeholder_pattern",
    "wallet_key",
]
