"""Short forms of given names: Саша is Александр or Александра, Bob is Robert.

Kazakh and Russian ones stand in `diminutives.csv`; English ones come with the package `nicknames`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from nicknames import name_triplets

from fundlink.names.data import rows
from fundlink.names.folding import fold
from fundlink.names.known import is_known, known_apart, known_name, one_word

_NOTHING: frozenset[str] = frozenset()


@cache
def _full_names() -> Mapping[str, frozenset[str]]:
    """Keys of the full names of each short form."""
    written = [(fold(row["short"]), one_word(fold(row["full"]))) for row in rows("diminutives")]
    english = ((fold(name.name2), one_word(fold(name.name1))) for name in name_triplets())
    # Dana may stand for Dina in America; here both are names.
    written += [(short, full) for short, full in english if not (is_known(short) and known_apart(short, full))]
    found = defaultdict(set)
    for short, full in written:
        found[short].add(full)
    return {short: frozenset(full - {short}) for short, full in found.items()}


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    """Keys of the short forms of each full name."""
    found = defaultdict(set)
    for short, full in _full_names().items():
        for name in full:
            found[name].add(short)
    return {name: frozenset(short) for name, short in found.items()}


@lru_cache(maxsize=1 << 16)
def other_forms(key: str) -> frozenset[str]:
    """What else a person may be called whom a short form names: the full names, and their other short forms.

    Nothing for a key that is no short form.

    >>> fold("Александр") in other_forms(fold("Sasha"))
    True
    """
    full = _full_names().get(key)
    if not full:
        return _NOTHING
    short = (form for name in full for form in _short_forms()[name] if not known_apart(key, form))
    return full.union(short, filter(None, map(known_name, full))) - {key}


def short_form(one: str, other: str) -> bool:
    """Whether one of two keys is a short form of the other, or both are of one name."""
    forms, others = other_forms(one), other_forms(other)
    if not forms and not others:
        return False
    return bool(forms & {other, known_name(other)} or others & {one, known_name(one)})
