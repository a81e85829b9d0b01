"""Addresses of virtual assets: each chain's own checksum, and the chain that the form tells.

Rules: Bitcoin base58check; BIP-173 and BIP-350 (bech32, bech32m); EIP-55; Monero's base58 with Keccak; CashAddr.
Solana's addresses have no checksum: there only the length is checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

import base58
from stdnum.bitcoin import bech32_checksum


class Wallet(NamedTuple):
    """A valid address in one spelling (hexadecimal and bech32 in small letters), and its chain where that is told.

    `EVM` is Ethereum and every chain with its addresses; an unknown version of base58check tells no chain.
    """

    address: str
    chain: str | None


ANY_CASE = "0[xX][0-9a-fA-F]+|(bc1|BC1|tb1|TB1|ltc1|LTC1|bitcoincash:|BITCOINCASH:)[0-9a-zA-Z]+"
"""Addresses that mean the same in any case, for Python and for DuckDB: hexadecimal, where it is at most a checksum
(EIP-55), bech32 and CashAddr. Base58 does not."""

_EVM = re.compile(r"0[xX][0-9a-fA-F]{40}")
_BECH32 = re.compile(r"([a-z]{2,10})1([qpzry9x8gf2tvdw0s3jn54khce6mua7l]{8,87})")
_BECH32_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CASH = re.compile(r"(?:bitcoincash:)?([qp][qpzry9x8gf2tvdw0s3jn54khce6mua7l]{41})")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{25,110}")
_VERSIONS = {
    **{b"\x00": "BTC", b"\x05": "BTC", b"\x30": "LTC", b"\x32": "LTC", b"\x41": "TRON"},
    **{b"\x1e": "DOGE", b"\x16": "DOGE", b"\x4c": "DASH", b"\x10": "DASH"},
    **{b"\x1c\xb8": "ZEC", b"\x1c\xbd": "ZEC"},
}
_PEOPLE = {"bc": "BTC", "ltc": "LTC"}
_BECH32M, _CASH_START = 0x2BC830A3, [ord(letter) & 31 for letter in "bitcoincash"] + [0]
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)


def check_wallet(text: str) -> Wallet | None:
    """Read an address, or None when its checksum or its form is wrong.

    An EVM address in mixed case must keep EIP-55; all small or all capital, it has no checksum and is accepted.
    """
    address = text.strip()
    if _EVM.fullmatch(address):
        return _evm(address)
    lower = address.lower()
    if address in (lower, address.upper()):
        if found := _CASH.fullmatch(lower):
            return Wallet(f"bitcoincash:{found[1]}", "BCH") if _cash(found[1]) else None
        if found := _BECH32.fullmatch(lower):
            return Wallet(lower, _PEOPLE.get(found[1])) if _bech32(found[1], found[2]) else None
    if _BASE58.fullmatch(address):
        return _base58(address)
    return None


def wallet_key(text: str) -> str:
    """An address as wallets are compared: a valid one in its one spelling; any other as written, in small letters where
    the case means nothing.
    """
    if found := check_wallet(text):
        return found.address
    address = text.strip()
    return address.lower() if re.fullmatch(ANY_CASE, address) else address


def _evm(address: str) -> Wallet | None:
    digits, lower = address[2:], address[2:].lower()
    if digits not in (lower, digits.upper()):
        hashed = _keccak(lower.encode()).hex()
        if any(sign.isupper() != (int(h, 16) >= 8) for sign, h in zip(digits, hashed, strict=False) if sign.isalpha()):
            return None
    return Wallet(f"0x{lower}", "EVM")


def _bech32(people: str, data: str) -> bool:
    values = [_BECH32_LETTERS.index(letter) for letter in data]
    spread = [ord(letter) >> 5 for letter in people] + [0] + [ord(letter) & 31 for letter in people]
    found = bech32_checksum(spread + values)
    if people not in _PEOPLE:
        return found in (1, _BECH32M)
    # Version 0 has the first form of the checksum and 20 or 32 bytes; later ones the second, and 2 to 40.
    size = (len(values) - 7) * 5 // 8
    return found == 1 and size in (20, 32) if values[0] == 0 else found == _BECH32M and 2 <= size <= 40


def _cash(data: str) -> bool:
    check = 1
    for value in _CASH_START + [_BECH32_LETTERS.index(letter) for letter in data]:
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for place, generator in enumerate(_CASH_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check == 1


def _base58(address: str) -> Wallet | None:
    if len(address) in (95, 106):
        return Wallet(address, "XMR") if _monero(address) else None
    raw = base58.b58decode(address)
    if len(raw) == 32:
        return Wallet(address, "SOL")
    if len(raw) in (25, 26) and _double(raw[:-4])[:4] == raw[-4:]:
        return Wallet(address, _VERSIONS.get(raw[:-24]))
    ripple = base58.b58decode(address, alphabet=base58.RIPPLE_ALPHABET)
    if address[0] == "r" and len(ripple) == 25 and _double(ripple[:-4])[:4] == ripple[-4:]:
        return Wallet(address, "XRP")
    return None


def _double(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def _monero(address: str) -> bool:
    """Monero turns each 8 bytes into 11 letters by themselves, and the 5 or 2 bytes left into 7 or 3... of them."""
    blocks = [address[start : start + 11] for start in range(0, len(address), 11)]
    sizes = {11: 8, 7: 5}
    try:
        raw = b"".join(_number(block).to_bytes(sizes[len(block)], "big") for block in blocks)
    except OverflowError:
        return False
    return _keccak(raw[:-4])[:4] == raw[-4:]


def _number(letters: Iterable[str]) -> int:
    value = 0
    for letter in letters:
        value = value * 58 + base58.BITCOIN_ALPHABET.index(letter.encode())
    return value


def _keccak(data: bytes) -> bytes:
    # Imported here, as in contact.py.
    from Crypto.Hash import keccak

    return keccak.new(data=data, digest_bits=256).digest()
