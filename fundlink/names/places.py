"""Places and addresses, in one key whatever the language."""

from __future__ import annotations

import re
from functools import lru_cache

from fundlink.names.clean import clean
from fundlink.names.data import rows
from fundlink.names.folding import fold, skeleton

_WORD = re.compile(r"[^\W_]+")
ADDRESS_WORDS = frozenset(row["written"] for row in rows("address_words"))
"""What kind of street, house or flat it is: written, shortened or left out as it comes."""
STREET_WORDS, HOUSE_WORDS = (
    frozenset(row["written"] for row in rows("address_words") if row["kind"] == kind) for kind in ("street", "house")
)
_POSTCODE = (5, 6)
"""Digits of a postcode; the number of a house has fewer."""


def _folded(place: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(place))


_SAME = {_folded(row["written"]): _folded(row["place"]) for row in rows("places")}
"""Folded, so that a name of the table is known in whatever letters it stands: Чимкент, Chimkent."""


@lru_cache(maxsize=1 << 16)
def place_key(place: str) -> str:
    """Folded consonants of a place. Names that are no spellings of one another are in `places.csv`.

    >>> place_key("Түркістан") == place_key("Туркестан"), place_key("Nur-Sultan") == place_key("Astana")
    (True, True)
    """
    keys = _folded(clean(place).text.casefold())
    return " ".join(filter(None, map(skeleton, _SAME.get(keys, keys))))


@lru_cache(maxsize=1 << 16)
def address_key(address: str) -> str:
    """Folded words in the order of the alphabet, without street, house and the like (`address_words.csv`).

    Empty where no number tells which house, or nothing but one word beside it.

    >>> address_key("ул. Садовая, д. 12, Тараз") == address_key("Тараз, Sadovaia st 12")
    True
    """
    words = [word for word in _written(address) if word not in ADDRESS_WORDS]
    keys = {fold(word) or word for word in words}
    return " ".join(sorted(keys)) if len(keys) > 2 and any(map(str.isdigit, keys)) else ""


def house_keys(address: str) -> list[str]:
    """Each number that may be the house's, with the postcode: one of them is the house, however the rest is written.

    >>> house_keys("Hughes Plaza, 100 Howard Hughes Way, 89111") == house_keys("100 Howard Hughs Plaza 89111")
    True
    """
    numbers = [word for word in _written(address) if word.isdecimal()]
    codes = [number for number in numbers if len(number) in _POSTCODE]
    return sorted({f"{number} {code}" for code in codes for number in numbers if len(number) < min(_POSTCODE)})


def _written(address: str) -> list[str]:
    return _WORD.findall(clean(address).text.casefold())
