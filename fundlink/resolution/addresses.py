"""Folded keys of an address: what is left when the ways of writing it are taken away."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from fundlink.names import clean, fold
from fundlink.names.places import ADDRESS_WORDS

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_LEAST = 12
"""Letters and digits that an address without a door must have to be compared."""


class AddressKeys(NamedTuple):
    """`words`: numbers and folded words in their order, run together; `letters`: the same, sorted; `door`: number and
    the word after it, which is the house as long as the town agrees or is left out."""

    words: str
    letters: str
    door: str | None


def address_keys(address: str) -> AddressKeys | None:
    """Keys of an address, None when it says too little."""
    tokens = []
    for word in _WORD.findall(clean(address).text.casefold()):
        key = word.lstrip("0") if word.isdigit() else "" if word in ADDRESS_WORDS else fold(word)
        if key:
            tokens.append(key)
    door = next((f"{a} {b}" for a, b in pairwise(tokens) if a.isdigit() and not b.isdigit() and len(b) > 2), None)
    words = "".join(tokens)
    if door is None and len(words) < _LEAST:
        return None
    return AddressKeys(words, "".join(sorted(words)), door)
