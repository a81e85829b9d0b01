"""Addresses and accounts by their checksums. Those that are valid are examples of the standards, or made of zeros."""

from __future__ import annotations

import hashlib

import base58
import pytest
from Crypto.Hash import keccak
from hypothesis import given
from hypothesis import strategies as st

from fundlink.identifiers import check_account, check_wallet, is_card, wallet_key
from fundlink.sources import sql
from fundlink.tables import connect


def of_zeros(version: bytes) -> str:
    """An address that nobody can hold."""
    return base58.b58encode_check(version + bytes(20)).decode()


VALID = {
    of_zeros(b"\x00"): "BTC",
    of_zeros(b"\x05"): "BTC",
    of_zeros(b"\x30"): "LTC",
    of_zeros(b"\x41"): "TRON",
    of_zeros(b"\x1c\xb8"): "ZEC",
    of_zeros(b"\x7f"): None,
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4": "BTC",  # BIP-173
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": "BTC",  # BIP-350
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed": "EVM",  # EIP-55
    "0x" + "0" * 39 + "a": "EVM",
    "0x" + "0" * 39 + "A": "EVM",
    "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a": "BCH",  # its specification
    "1" * 32: "SOL",
}

INVALID = {
    "a letter changed": of_zeros(b"\x00")[:-1] + "3",
    "a letter of no alphabet": of_zeros(b"\x00")[:-1] + "0",
    "TRON, a letter changed": of_zeros(b"\x41")[:-1] + "9",
    "bech32, a letter changed": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "bech32 in mixed case": "bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bech32m for version 0": "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "bech32 for version 1": "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "EIP-55, a case changed": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
    "too short": "0x" + "0" * 39,
    "no hexadecimal": "0x" + "0" * 39 + "g",
    "cashaddr, a letter changed": "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6q",
    "a word": "none",
    "Monero of zeros": "4" + "1" * 94,
}


@pytest.mark.parametrize(("address", "chain"), VALID.items())
def test_a_valid_address_tells_its_chain(address: str, chain: str | None) -> None:
    wallet = check_wallet(f" {address} ")
    assert wallet is not None
    assert wallet.chain == chain
    assert wallet.address.lower() == address.lower()
    assert check_wallet(wallet.address) == wallet


@pytest.mark.parametrize("address", INVALID.values(), ids=INVALID.keys())
def test_an_invalid_address_is_none(address: str) -> None:
    assert check_wallet(address) is None


@pytest.mark.parametrize("address", VALID)
def test_the_key_is_the_spelling_of_a_valid_address(address: str) -> None:
    wallet = check_wallet(address)
    assert wallet is not None
    assert wallet_key(f" {address} ") == wallet.address


def test_an_address_has_one_key_with_and_without_its_prefix() -> None:
    prefixed = "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"
    bare = prefixed.removeprefix("bitcoincash:")
    assert wallet_key(bare) == wallet_key(bare.upper()) == wallet_key(prefixed) == prefixed
    assert wallet_key(f"{bare}x") == f"{bare}x"


def test_the_key_is_the_same_in_sql() -> None:
    written = [*VALID, *INVALID.values(), "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A", "0X" + "A" * 64]
    with connect() as connection:
        asked = f"SELECT list_transform($1::VARCHAR[], lambda x: {sql.wallet_key('x')})"
        assert connection.execute(asked, [written]).fetchall() == [([wallet_key(text) for text in written],)]


def test_monero_has_a_checksum_of_its_own() -> None:
    body = b"\x12" + bytes(64)
    raw = body + keccak.new(data=body, digest_bits=256).digest()[:4]
    blocks = [base58.b58encode_int(int.from_bytes(raw[at : at + 8], "big")).decode() for at in range(0, 72, 8)]
    address = "".join(block.rjust(7 if at == 8 else 11, "1") for at, block in enumerate(blocks))
    assert check_wallet(address) == (address, "XMR")
    assert check_wallet(address[:-1] + ("3" if address[-1] != "3" else "4")) is None


@given(st.binary(min_size=20, max_size=20), st.integers(25, 33), st.integers(1, 57))
def test_no_one_letter_may_be_mistyped(body: bytes, place: int, shift: int) -> None:
    address = base58.b58encode_check(b"\x00" + body).decode()
    place %= len(address)
    letters = base58.BITCOIN_ALPHABET.decode()
    other = letters[(letters.index(address[place]) + shift) % 58]
    assert check_wallet(address) is not None
    assert check_wallet(address[:place] + other + address[place + 1 :]) is None


@given(st.text() | st.text("0123456789abcdefABCDEFxbc1qpTLr", min_size=20, max_size=110))
def test_any_text_is_a_wallet_and_an_account_or_none(text: str) -> None:
    wallet, account = check_wallet(text), check_account(text)
    assert wallet is None or check_wallet(wallet.address) == wallet
    assert account is None or check_account(account) == account


ACCOUNTS = {
    "KZ679512077741733080": "KZ679512077741733080",
    "kz67 9512 0777 4173 3080": "KZ679512077741733080",
    "KZ67-9512-0777-4173-3080": "KZ679512077741733080",
    "KZ679512077741733081": None,
    "KZ67951207774173308": None,
    "4400 4300 1234 5678": "4400430012345678",
    "4400 43** **** 5678": None,
    "AB12345678901234": "AB12345678901234",
    "0000000000": None,
    "cash": None,
    "-": None,
    "book 7, page 12": None,
}


@pytest.mark.parametrize(("text", "number"), ACCOUNTS.items())
def test_an_account_has_one_spelling_or_none(text: str, number: str | None) -> None:
    assert check_account(text) == number


def test_a_cards_last_digit_is_a_hint() -> None:
    assert is_card("4111 1111 1111 1111")
    assert not is_card("4111 1111 1111 1112")
    assert not is_card(hashlib.sha256().hexdigest())
