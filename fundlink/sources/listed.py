"""What the readers of official lists share: one spelling of the dates, numbers and references that all lists hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from fundlink.identifiers import check_wallet
from fundlink.sources.values import distinct

_DOCUMENT = re.compile(r"(?=.*[0-9])[A-Z0-9/.,-]{5,30}")
_LONG_WORD = re.compile(r"[0-9A-Za-z]{25,110}")
_UN_REFERENCE = re.compile(r"\b[A-Z]{2,3}[ie]\.[0-9]{3}\b")


def document_number(text: str | None) -> str | None:
    """The number of a paper as every list spells it: capitals without blanks; None where it can be no number."""
    number = re.sub(r"\s", "", text or "").upper().rstrip(".,")
    return number if _DOCUMENT.fullmatch(number) else None


def un_references(text: str | None) -> list[str]:
    """The permanent reference numbers of the UN list (`QDi.001`) that a text names."""
    return sorted(set(_UN_REFERENCE.findall(text or "")))


def wallets_named(text: str | None) -> list[str]:
    """The addresses of virtual assets that a remark names, told by their own checksum.

    Solana's have none, and could be any word of such letters: they are left in the text.
    """
    found = [check_wallet(word) for word in _LONG_WORD.findall(text or "")]
    return distinct(wallet.address for wallet in found if wallet and wallet.chain != "SOL")


def partial_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """`1980`, `1980-05` or `1980-05-17`; None where the year is unknown or the date does not exist.

    A month or day that is no number other than zero (`mm`, `00`, empty) is unknown; without a month, so is the day.
    """
    if not year or not re.fullmatch(r"[12][0-9]{3}", year):
        return None
    months, days = _number(month), _number(day)
    try:
        date(int(year), months or 1, (months and days) or 1)
    except ValueError:
        return None
    return "-".join([year, *([f"{months:02}"] if months else []), *([f"{days:02}"] if months and days else [])])


def iso_date(text: str) -> date | None:
    """The day that a text begins with (`2020-03-04`), or None."""
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,2}", text) else 0


def span(first: str | None, last: str | None) -> str | None:
    """`1960/1965` from the years of two dates of any precision; a date said to be about one year spans that year."""
    years = (first or "")[:4], (last or "")[:4]
    return "/".join(sorted(years)) if all(re.fullmatch(r"[12][0-9]{3}", year) for year in years) else None


def unread_births(rows: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    """A signal where birth dates could not be read; they are kept in the column `births_unread`."""
    unread = [(text, row[key]) for row in rows for text in row["births_unread"]]
    if unread:
        text, entry = unread[0]
        yield f"birth dates that cannot be read, kept as text: {len(unread):,}, e.g. «{text[:40]}» of entry {entry}"
