"""Numbers of identity papers and of registers, in one spelling."""

from __future__ import annotations

import re
import unicodedata

from fundlink.identifiers.digits import ascii_digits
from fundlink.identifiers.placeholders import RUNS, is_placeholder

PLAIN_DOCUMENT = "[A-Z]{0,2}[0-9]{6,12}"
"""Pattern of a number that is in that spelling as most are written."""

_NUMBER_SIGN = re.compile(r"№|\bno\.|\bn[°º]", re.IGNORECASE)
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]")
_FEWEST_DIGITS = 4
_MOSTLY_LETTERS = re.compile("(?=.{7})(?=.*[0-9].*[0-9])[A-Z]{0,2}[0-9][A-Z0-9]*")
"""A number of few digits, as some passports have; no word before one: C12ABCDE, but not PASSPORT12."""
# A list of registers (org-id.guide) and a number in it: GB-CHC-1123456-1 is another charity than GB-CHC-11234561.
_IN_REGISTER = re.compile(r"(?:[A-Z]{2}-[A-Z0-9]{2,8}|360G)-(?P<number>.+)")


# The series of Kazakh passports, which a Cyrillic keyboard writes as it sounds and not as it looks.
_BY_SOUND = str.maketrans("Н", "N")


def check_document(text: str) -> str | None:
    """A document's number in capitals and our digits, without signs and blanks; None when it can be no document's.

    It has four digits at least, or two among letters; they are not one digit again and again, nor a run of the keyboard
    by themselves.
    Letters that look like Latin ones are Latin, for nobody sees which of them was typed. An identifier that names its
    register keeps its signs, and may have few digits or none.

    >>> [check_document(text) for text in ("№ N 1234-5679", "N12345679", "123456789", "б/н", "gb-chc-1123456-1")]
    ['N12345679', 'N12345679', None, None, 'GB-CHC-1123456-1']
    """
    # Imported here, as in contact.py.
    from fundlink.names.clean import latin_twins

    written = ascii_digits(unicodedata.normalize("NFKC", _NUMBER_SIGN.sub(" ", text)).upper())
    if found := _IN_REGISTER.fullmatch(re.sub(r"\s", "", written)):
        return None if is_placeholder(found["number"]) else found[0]
    number = latin_twins(_NO_LETTER_OR_DIGIT.sub("", written).translate(_BY_SOUND))
    digits = re.sub(r"\D", "", number)
    enough = (len(digits) >= _FEWEST_DIGITS or _MOSTLY_LETTERS.fullmatch(number)) and len(set(digits)) > 1
    return number if enough and number not in RUNS else None
