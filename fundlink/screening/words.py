"""A name as screening weighs it: the keys of its telling words, and its generic ones apart.

Generic words (charity, trading, сауда, شركة) carry no weight: they are in `generic_words.csv`, for anyone to
correct. Legal forms and fillers are left out altogether.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from fundlink.names import clean, fold
from fundlink.names.data import rows
from fundlink.names.words import affixes, father_key

FATHER = "~"
"""Ends the key of a patronymic: Sergeevich is no Sergei, but is Sergeuly."""

_WORD = re.compile(r"[^\W_]+")
_COMPOUNDS = frozenset((*affixes("compound"), *affixes("kunya")))
_PARTICLES = frozenset((*affixes("particle"), *affixes("son_of")))
_FOLDED, _MISSPELT = 6, 8
"""Letters from which a generic word is known by its key, in whatever script; and with one letter missing."""


class Words(NamedTuple):
    """The words of a name, folded.

    Attributes:
        telling: keys of the words that tell one party from another, in their order.
        generic: keys of the words that many bear.
        initials: first letters of the keys of words that are no more than that, beside telling ones.
    """

    telling: tuple[str, ...]
    generic: frozenset[str]
    initials: tuple[str, ...] = ()


@cache
def _generic() -> dict[str, str]:
    text = files("fundlink.screening").joinpath("generic_words.csv").read_text(encoding="utf-8")
    found = {row["word"]: row["use"] for row in csv.DictReader(text.splitlines())}
    forms = {row["written"]: "filler" for row in rows("organization_words") if row["kind"] == "form"}
    return {**{form: use for form, use in forms.items() if " " not in form}, **found}


@cache
def _folded() -> dict[str, str]:
    """What the longer generic words are known by when they are written in another script, or misspelt."""
    uses = {fold(word): use for word, use in _generic().items() if use == "generic"}
    folded = {key: use for key, use in uses.items() if len(key) >= _FOLDED}
    for key in [key for key in folded if len(key) >= _MISSPELT]:
        folded |= {key[:at] + key[at + 1 :]: "generic" for at in range(1, len(key))}
    return folded


@lru_cache(maxsize=1 << 17)
def words_of(name: str, part: bool = False) -> Words:
    """Read a name of a person or of an organisation, in any of the three scripts; `part`: a word of a longer name.

    Articles and `bin` go, `Abd al-Rahman` and `Abu Hafs` become one word, a patronymic is the father's name, marked.

    >>> words_of("Al-Nur Charity Trading Corp.").telling == words_of("النور").telling
    True
    """
    telling: list[str] = []
    generic: set[str] = set()
    pending = ""
    written = _WORD.findall(clean(name).text.casefold())
    for at, word in enumerate(written):
        key, last = fold(word) or word, at == len(written) - 1
        use = _generic().get(word) or _folded().get(key)
        if use is not None:
            if use == "generic":
                generic.add(key)
        elif key in _COMPOUNDS and not last:
            pending = "abdu" if key.startswith("abd") else key
        elif not last and (_is_article(word, key) or (telling and key in _PARTICLES)):
            continue
        else:
            father = father_key(key) if part or len(written) > 1 else None
            telling.append(pending + (father + FATHER if father else key))
            pending = ""
    # A name of nothing but initials is kept as it is.
    whole = tuple(key for key in telling if len(key) > 1)
    if not whole and not generic:
        return Words(tuple(telling), frozenset())
    return Words(whole, frozenset(generic), tuple(key for key in telling if len(key) == 1))


def _is_article(word: str, key: str) -> bool:
    """Whether it is al-, аль-, ash-: at most three letters, and no vowel at the end (Ali)."""
    return len(word) <= 3 and key in affixes("article") and word[-1] not in "aeiouyаеиоуыэюяіә"
