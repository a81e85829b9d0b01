"""Numbers people and organisations are known by: identity numbers, documents, phones, accounts, wallets."""

from __future__ import annotations

from datetime import date
from random import Random

from fundlink.world.romanise import romanise

_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_WEIGHTS_AGAIN = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_KZ_MOBILE = ("700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778")
_MOBILE_ABROAD = {
    "TR": ("+90532", 7),
    "RU": ("+7916", 7),
    "KG": ("+996555", 6),
    "UZ": ("+99890", 7),
    "AE": ("+97150", 7),
}


def check_digit(eleven: str) -> int | None:
    """Check digit of an IIN or BIN over its first 11 digits, or None where the number is not issued."""
    for weights in (_WEIGHTS, _WEIGHTS_AGAIN):
        digit = sum(int(d) * w for d, w in zip(eleven, weights, strict=True)) % 11
        if digit < 10:
            return digit
    return None


def _digits(rng: Random, count: int) -> str:
    return f"{rng.randrange(10**count):0{count}d}"


def _completed(rng: Random, head: str) -> str:
    """`head`, a random serial and the check digit: 12 digits."""
    while True:
        eleven = head + _digits(rng, 11 - len(head))
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def iin(rng: Random, born: date, sex: str) -> str:
    """A valid individual identification number for a day of birth and sex ('m' or 'f')."""
    century = (born.year // 100 - 18) * 2 + (1 if sex == "m" else 2)
    return _completed(rng, f"{born:%y%m%d}{century}")


def bin_number(rng: Random, registered: date) -> str:
    """A valid business identification number of a resident head organisation."""
    return _completed(rng, f"{registered:%y%m}40")


def document(rng: Random) -> str:
    """A passport (N and eight digits) or an identity card (nine digits)."""
    return f"N{_digits(rng, 8)}" if rng.random() < 0.5 else f"0{_digits(rng, 8)}"


def phone(rng: Random, country: str) -> str:
    """A mobile number in E.164 form."""
    if country not in _MOBILE_ABROAD:
        return f"+7{rng.choice(_KZ_MOBILE)}{_digits(rng, 7)}"
    prefix, count = _MOBILE_ABROAD[country]
    return prefix + str(rng.randint(2, 9)) + _digits(rng, count - 1)


def iban(rng: Random) -> str:
    """A Kazakh IBAN with valid check digits, of a bank code that no bank bears."""
    account = rng.choice(("951", "952", "953", "954")) + _digits(rng, 13)
    check = 98 - int(f"{account}203500") % 97  # K = 20, Z = 35
    return f"KZ{check:02d}{account}"


def mailbox(rng: Random, given: str, surname: str) -> str:
    """The part of an e-mail address before the at sign."""
    return f"{romanise(given, 'passport').lower()}.{romanise(surname, 'passport').lower()}{rng.randint(1, 9999)}"


def wallet(rng: Random) -> str:
    """An address in the form of Ethereum."""
    return f"0x{rng.getrandbits(160):040x}"


def device(rng: Random) -> str:
    """A device fingerprint."""
    return f"dev-{rng.getrandbits(48):012x}"


def ip_address(rng: Random) -> str:
    """An address of the range that providers share among subscribers (RFC 6598), which no host bears alone."""
    return f"100.{rng.randint(64, 127)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def written_phone(rng: Random, number: str) -> str:
    """An E.164 number as people write it."""
    if not number.startswith("+77"):
        return number
    code, a, b, c = number[2:5], number[5:8], number[8:10], number[10:]
    return rng.choice(
        (
            number,
            f"+7 {code} {a} {b} {c}",
            f"8 ({code}) {a}-{b}-{c}",
            f"8{number[2:]}",
            f"+7({code}){a}{b}{c}",
        )
    )
