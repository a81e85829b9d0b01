"""Folded keys of an address: what is left when the ways of writing it are taken away."""

from __future__ import annotations

import re
from typing import NamedTuple

from fundlink.names import clean, fold, without_last_vowels
from fundlink.names.places import ADDRESS_WORDS, HOUSE_WORDS, STREET_WORDS

_WORD = re.compile(r"[0-9]+(?:[^\W\d_](?![^\W_]))?|[^\W\d_]+")
_NUMBER = re.compile(r"0*([1-9][0-9]*)([^\W\d_]?)")
"""Of a house, with its letter: 12а and 12б are two."""
_PART = re.compile("[,;،\n]")
_LEAST = 12
"""Letters and digits that an address without a door must have to be compared."""
_MOST_DIGITS = 4
"""Of the number of a house; a longer one is a postcode, but for one of five with which an American address begins."""
_SHORTEST = 3
"""Letters of a street's name."""


class AddressKeys(NamedTuple):
    """`words`: numbers and folded words in their order, run together; `letters`: the same, sorted; `door`: number of
    the house and the last or first word of its street, which is the house as long as the town agrees or is left out."""

    words: str
    letters: str
    door: str | None


def address_keys(address: str) -> AddressKeys | None:
    """Keys of an address, None when it says too little."""
    parts = [_WORD.findall(part) for part in _PART.split(clean(address).text.casefold())]
    keys = [key for part in parts for key in map(_key, part) if key]
    words = "".join(keys)
    door = _door(parts)
    if door is None and len(words) < _LEAST:
        return None
    return AddressKeys(words, "".join(sorted(words)), door)


def _key(word: str) -> str:
    if number := _NUMBER.fullmatch(word):
        return number[1] + fold(number[2])
    return "" if word[0].isdigit() or word in ADDRESS_WORDS else fold(word)


def _door(parts: list[list[str]]) -> str | None:
    """The first number that has a street."""
    for place, part in enumerate(parts):
        for at, word in enumerate(part):
            number = _NUMBER.fullmatch(word)
            if number and len(number[1]) <= _MOST_DIGITS + (place == at == 0):
                street = _street(part[:at], part[at + 1 :], parts[place - 1] if place else [])
                if street:
                    return f"{_key(word)} {street}"
    return None


def _street(before: list[str], after: list[str], earlier: list[str]) -> str | None:
    """The word of the street that a number stands by: ул. Абая 150; 150 Abai St; ул. Абая, д. 150."""
    left, right = ([key for word in words if (key := _key(word))] for words in (before, after))
    near = [*right[:1], *left[-1:]] if STREET_WORDS.intersection(after) else [*left[-1:], *right[:1]]
    if not left and not right and (HOUSE_WORDS & {*before} or (not before and STREET_WORDS & {*earlier})):
        near = [key for word in earlier if (key := _key(word))][-1:]
    # Абай көшесі is ул. Абая.
    return next((without_last_vowels(key) for key in near if len(key) >= _SHORTEST and not key[0].isdigit()), None)
