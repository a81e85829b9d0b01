"""Kazakh identity numbers of persons (IIN) and organisations (BIN).

Rules: Rules on forming identification numbers, Government of Kazakhstan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fundlink.identifiers.digits import ascii_digits

Sex = Literal["male", "female"]

_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURIES: dict[str, tuple[int, Sex]] = {
    "1": (1800, "male"),
    "2": (1800, "female"),
    "3": (1900, "male"),
    "4": (1900, "female"),
    "5": (2000, "male"),
    "6": (2000, "female"),
}
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_SEPARATORS = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True)
class Iin:
    """A valid individual identification number, and what it says of the person.

    Attributes:
        number: the 12 digits.
        birth_date: ISO date, e.g. `1980-05-17`.
        sex: "male" or "female".
    """

    number: str
    birth_date: str
    sex: Sex


def check_digit(first_eleven: str) -> str | None:
    """The check digit of an IIN or BIN, or None where the rule says that the number is not issued.

    Args:
        first_eleven: the 11 digits before it.
    """
    digits = [int(digit) for digit in first_eleven]
    for weights in (_WEIGHTS, _SECOND_WEIGHTS):
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if remainder < 10:
            return str(remainder)
    return None


def _twelve_checked_digits(text: str | None) -> str | None:
    number = ascii_digits(_SEPARATORS.sub("", text or ""))
    return number if _TWELVE_DIGITS.fullmatch(number) and check_digit(number[:11]) == number[11] else None


def parse_iin(text: str | None) -> Iin | None:
    """Read an individual identification number (12 digits; spaces and hyphens allowed).

    Returns:
        None when the length, the check digit, the century or the birth date is wrong.
    """
    number = _twelve_checked_digits(text)
    if number is None or number[6] not in _CENTURIES:
        return None
    century, sex = _CENTURIES[number[6]]
    try:
        born = date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None
    return Iin(number, born.isoformat(), sex)


def parse_bin(text: str | None) -> str | None:
    """The 12 digits of a valid business identification number (month, type, kind and check digit), or None."""
    number = _twelve_checked_digits(text)
    if number is None or not 1 <= int(number[2:4]) <= 12 or number[4] not in "456" or number[5] not in "0123":
        return None
    return number
