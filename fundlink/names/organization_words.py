"""The words in names of organisations that are no name: legal forms, branches, places, former names.

All stand in `organization_words.csv`, for a linguist to correct. Its kinds:

- `form`: a legal form, long or short; it tells an organisation, and is no part of its name.
- `edge`: the same, but only as first or last word of a name: `Фонд Шапағат`, but not `Дом фонда мира`.
- `tail`: the same, but only as last word: `Алтын АҚ`, but not `Ақ Жол`.
- `branch`: makes the name that of a branch. `foreign`: `иностранной` and the like beside it.
- `place`: stands before or after the place of a branch: `в г. Тараз`, `Тараз қаласындағы`.
- `former`: what follows is a former name.
- `reach`: says how far a body reaches, and one more often leaves out than not: `universal`; it is part of the name.
- `word`: tells an organisation, and is part of its name; `*` stands for any ending.

`class` tells which forms are one in several languages: ТОО = ЖШС = LLP. Empty: the form tells nobody apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fundlink.names.data import rows
from fundlink.names.folding import fold

WORD = re.compile(r"[^\W_]+")
# О.Ф. at the start, L.L.C. or ذ.م.م anywhere. Two letters elsewhere are more often somebody's initials.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_](?!\w)\.?|^\W*[^\W\d_]\.[^\W\d_](?!\w)\.?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name, or several that are one in the table.

    Attributes:
        text: in lower case.
        kind: as in the table; empty for a word of the name itself.
        form: class of a legal form.
    """

    text: str
    kind: str = ""
    form: str = ""


def _phrases() -> dict[str, list[tuple[tuple[str, ...], Word]]]:
    """Kinds but `word` and `reach`, by the first of their words, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Word]]] = defaultdict(list)
    for row in rows("organization_words"):
        if row["kind"] not in ("word", "reach"):
            words = tuple(row["written"].casefold().split())
            found[words[0]].append((words, Word(row["written"], row["kind"], row["class"])))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase[0]))
    return found


_PHRASES = _phrases()
_SIGNS = frozenset(row["written"].casefold() for row in rows("organization_words") if row["kind"] in ("form", "word"))
_TAILS = frozenset(row["written"] for row in rows("organization_words") if row["kind"] == "tail")
REACH = frozenset(fold(row["written"]) for row in rows("organization_words") if row["kind"] == "reach")
"""Keys of the words that say how far a body reaches."""
_STARTS = tuple(sign.removesuffix("*") for sign in _SIGNS if sign.endswith("*"))


def _is_sign(word: str) -> bool:
    return word in _SIGNS or word.startswith(_STARTS)


_PHRASE_SIGNS = tuple(sign for sign in _SIGNS if " " in sign and not any(map(_is_sign, sign.split())))


def tell_organization(words: Sequence[str]) -> bool:
    """Whether words, in lower case, hold a legal form or one that only bodies carry."""
    tail = words[-1:] and words[-1] in _TAILS
    return bool(tail) or any(map(_is_sign, words)) or any(sign in " ".join(words) for sign in _PHRASE_SIGNS)


def tagged(text: str) -> list[Word]:
    """The words of a cleaned text in their order, each with its kind."""
    lowered = _DOTTED.sub(lambda match: f" {match[0].replace('.', '')} ", text.casefold())
    words = WORD.findall(lowered)
    found: list[Word] = []
    at = 0
    while at < len(words):
        for phrase, word in _PHRASES.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.append(word)
                at += len(phrase)
                break
        else:
            found.append(Word(words[at]))
            at += 1
    return found
