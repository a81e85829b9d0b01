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
from fundlink.names.known import in_arabic, is_known, one_word, usual_compound
from fundlink.names.words import (
    compound,
    father_key,
    is_article_of,
    is_one_with,
    kind_of,
    read_word,
    start_of_compound,
    with_tail,
)

FATHER = "~"
"""Ends the key of a patronymic: Sergeevich is no Sergei, but is Sergeuly."""

_WORD = re.compile(r"[^\W_]+")
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
    folded = {key: use for key, use in uses.items() if len(key) >= _FOLDED and not is_known(key)}
    for key in [key for key in folded if len(key) >= _MISSPELT]:
        folded |= {key[:at] + key[at + 1 :]: "generic" for at in range(1, len(key))}
    return folded


@lru_cache(maxsize=1 << 17)
def words_of(name: str, part: bool = False) -> Words:
    """Read a name of a person or of an organisation, in any of the three scripts; `part`: a word of a longer name.

    Articles and `bin` go, `Abd al-Rahman` and `Abu Hafs` become one word, a patronymic is the father's name, marked.

    >>> words_of("Al-Nur Charity Trading Corp.").telling, words_of("عمر").telling == words_of("Omar").telling
    (('nur',), True)
    """
    telling: list[str] = []
    generic: set[str] = set()
    pending = ""
    written = _WORD.findall(clean(name).text.casefold())
    # Я. and Ю. are two letters in a key, and initials all the same.
    keys = ["i" if word in ("я", "ю") else fold(word) or word for word in written]
    for at, (word, key) in enumerate(zip(written, keys, strict=True)):
        following = keys[at + 1] if at + 1 < len(keys) else ""
        use, kind = _generic().get(word) or _folded().get(key), kind_of(word, key)
        if use is not None:
            if use == "generic":
                generic.add(key)
        elif following and (kind == "compound" or (kind == "kunya" and is_one_with(read_word(written[at + 1])))):
            pending += start_of_compound(key)
        elif following and (_is_article(word, key, following) or (telling and kind in ("particle", "son_of"))):
            continue
        elif kind == "tail" and telling and not pending and is_known(whole := with_tail(telling[-1], key)):
            telling[-1] = whole  # Sayf al-Din; but Ansar al-Din are no person
        else:
            read = _key(word, key, alone=not part and len(written) == 1)
            telling.append(compound(pending, read) if pending else read)
            pending = ""
    # A name of nothing but initials is kept as it is.
    told = tuple(key for key in telling if len(key) > 1)
    if not told and not generic:
        return Words(tuple(telling), frozenset())
    return Words(told, frozenset(generic), tuple(key for key in telling if len(key) == 1))


@lru_cache(maxsize=1 << 17)
def _key(word: str, key: str, *, alone: bool) -> str:
    """The key of one word: a known name's by its Arabic spelling, a father's name with its mark."""
    known = in_arabic(word) or usual_compound(one_word(key))
    father = None if alone or is_known(known) else father_key(key)
    return father + FATHER if father else known


def _is_article(word: str, key: str, following: str) -> bool:
    """Whether it is al-, аль-, ash-: at most three letters, and no vowel at the end (Ali)."""
    if kind_of(word, key) != "article" or len(word) > 3 or word[-1] in "aeiouyаеиоуыэюяіә":
        return False
    return is_article_of(key, following)
