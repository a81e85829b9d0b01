"""Who is screened: a name, and whatever else is known, in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from fundlink import identifiers
from fundlink.screening.words import words_of
from fundlink.sources.plain import plain

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SIGNS = re.compile(r"[^0-9A-Z]")
_EARLIEST = 1850
"""Year of birth of the oldest on any list: an estate, a founder."""
_SHORTEST_NUMBER = 5
"""Letters of a document's number that may tell one from another."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A party to screen.

    Attributes:
        names: every name it is known by.
        kind: person, organization, or None where nobody said.
        born: ISO dates of any precision, e.g. `1980` or `1980-05-17`.
        numbers: identity documents, IIN, BIN, accounts; wallets, phones, emails: as written.
    """

    names: tuple[str, ...] = ()
    kind: str | None = None
    born: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def iins(self) -> list[identifiers.Iin]:
        """The valid IINs among its numbers: each tells birth date and sex."""
        return [iin for number in self.numbers if (iin := identifiers.parse_iin(number))]

    def with_iin(self) -> Subject:
        """The same, with the birth date that its IIN tells where no other is known."""
        told = tuple(dict.fromkeys(iin.birth_date for iin in self.iins))
        return replace(self, born=told) if told and not self.born else self


def number_key(number: str) -> str | None:
    """A document's number without signs and blanks, in capitals; None where it is too short, or has no digit."""
    key = _SIGNS.sub("", identifiers.check_document(number) or "")
    return key if len(key) >= _SHORTEST_NUMBER and any(letter.isdigit() for letter in key) else None


def unread_number(number: str) -> str | None:
    """Why a number cannot be screened as that of a document; None where it can."""
    return None if number_key(number) else f"«{number[:40]}» is no number of a document"


def unread_name(name: str) -> str | None:
    """Why a name cannot be screened; None where it can."""
    return None if any(words_of(name)) else f"«{name[:40]}» has no word of a name"


def phone_key(phone: str) -> str | None:
    """A phone as E.164; a number without a plus may begin with its country's code."""
    return identifiers.normalise_phone(phone) or identifiers.normalise_phone(f"+{phone.lstrip('+0 ')}")


def date_of(text: str) -> str:
    """An ISO date of any precision from `1980-05-17`, `1980-05`, `1980`, `17.05.1980` or `17-5-1980`.

    Day and month between strokes are read where only one of them can be the month: 17/05/1980, but not 05/06/1980.

    Raises:
        ValueError: it is none, no such day exists, or nobody alive was born then.
    """
    written = plain(text).removesuffix(" 00:00:00")
    if match := re.fullmatch(r"(\d{1,2})([.\-/])(\d{1,2})\2(\d{4})", written):
        day, month = int(match[1]), int(match[3])
        if match[2] == "/" and day <= 12 and day != month:
            if month <= 12:
                raise ValueError(f"«{text[:40]}» may be two dates: write 1980-05-17")
            day, month = month, day
        written = f"{match[4]}-{month:02}-{day:02}"
    if not _DATE.fullmatch(written):
        raise ValueError(f"«{text[:40]}» is no date (1980, 1980-05, 1980-05-17 or 17.05.1980)")
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        raise ValueError(f"«{text[:40]}» is a date that does not exist") from None
    if not _EARLIEST <= int(written[:4]) <= datetime.now(UTC).year:
        raise ValueError(f"«{text[:40]}» is nobody's year of birth")
    return written
