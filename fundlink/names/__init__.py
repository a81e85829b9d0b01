"""The one name model: for comparison, for blocking, for screening.

A token in any script is folded to one short ASCII key (`fold`), and a full name is read into keys of
given name, surname and father's name (`parse_name`). What is equal, what an ending means and what a word
is stands in the tables beside this file (`*.csv`), for a linguist to correct.

The way of a name: `clean` (text as it should stand), `folding` (a key), `words` (what one word is), `reading` (which
words, in which order), `parsing` (which of them is whose name), `table` (many at once); `former` before them.
Beside it: `known` (given names that are one, or two), `short_forms`, `declined` (names in another case).
The way of a body: `organization_words` (what a word is), `branches` (whose branch), `organizations` (the name's key).
Both use `places` (cities and addresses), and `data`, which reads the tables.
For who compares word by word: `comparing`.
"""

from __future__ import annotations

from fundlink.names.clean import Clean, clean
from fundlink.names.comparing import FIRST_ALIKE, Alike, compare_keys
from fundlink.names.folding import fold, skeleton
from fundlink.names.former import former_name
from fundlink.names.organizations import (
    OrganizationName,
    looks_like_organization,
    read_organization,
    similar_keys,
    without_reach,
)
from fundlink.names.parsing import NameKeys, parse_name
from fundlink.names.places import address_key, house_keys, place_key
from fundlink.names.words import without_last_vowels

__all__ = [
    "FIRST_ALIKE",
    "Alike",
    "Clean",
    "NameKeys",
    "OrganizationName",
    "address_key",
    "clean",
    "compare_keys",
    "fold",
    "former_name",
    "house_keys",
    "looks_like_organization",
    "parse_name",
    "place_key",
    "read_organization",
    "similar_keys",
    "skeleton",
    "without_last_vowels",
    "without_reach",
]
