"""Who is screened: a name, and whatever else is known, in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from fundlink import identifiers

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SIGNS = re.compile(r"[^0-9A-Z]")
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


def phone_key(phone: str) -> str | None:
    """A phone as E.164; a number without a plus may begin with its country's code."""
    return identifiers.normalise_phone(phone) or identifiers.normalise_phone(f"+{phone.lstrip('+0 ')}")


def date_of(text: str) -> str:
    """An ISO date of any precision from `1980-05-17`, `1980-05`, `1980` or `17.05.1980`.

    Raises:
        ValueError: it is none, or no such day exists.
    """
    written = text.strip()
    if match := re.fullmatch(r"(\d{2})\.(\d{2})\.(\d{4})", written):
        written = f"{match[3]}-{match[2]}-{match[1]}"
    if not _DATE.fullmatch(written):
        raise ValueError(f"«{text[:40]}» is no date (1980, 1980-05, 1980-05-17 or 17.05.1980)")
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        raise ValueError(f"«{text[:40]}» is a date that does not exist") from None
    return written
