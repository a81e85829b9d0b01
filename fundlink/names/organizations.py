"""Names of organisations: told from names of persons, and folded without their legal form."""

from __future__ import annotations

import re
from functools import lru_cache

from fundlink.names.clean import clean
from fundlink.names.data import rows
from fundlink.names.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SIGNS = {row["written"].casefold(): row["kind"] for row in rows("organization_words")}
_STARTS = tuple(written.removesuffix("*") for written in _SIGNS if written.endswith("*"))
_PHRASES = tuple(sorted((w for w, kind in _SIGNS.items() if kind == "form" and " " in w), key=lambda w: (-len(w), w)))
_FORMS = frozenset(w for w, kind in _SIGNS.items() if kind == "form" and " " not in w)


@lru_cache(maxsize=1 << 16)
def looks_like_organization(name: str) -> bool:
    """Whether a name holds a legal form, or a word that only bodies carry (fund, қор, центр, مؤسسة), or is quoted."""
    text = clean(name).text.casefold()
    if re.search('[«»"“”]', text):
        return True
    words = _WORD.findall(text)
    return any(word in _SIGNS or word.startswith(_STARTS) for word in words) or any(
        phrase in " ".join(words) for phrase in _PHRASES
    )


@lru_cache(maxsize=1 << 16)
def organization_key(name: str) -> str:
    """The folded words of a name in their order, without legal forms; the whole when it is nothing else.

    >>> organization_key('ОФ "Шапағат"') == organization_key("Shapagat Public Foundation")
    True
    """
    text = " ".join(_WORD.findall(clean(name).text.casefold()))
    bare = text
    for phrase in _PHRASES:
        bare = re.sub(rf"\b{re.escape(phrase)}\b", " ", bare)
    words = [word for word in bare.split() if word not in _FORMS] or text.split()
    return " ".join(filter(None, (fold(word) or word for word in words)))
