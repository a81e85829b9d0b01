"""The words in names of organisations that are no name, or one in several languages: legal forms, branches, schools.

All stand in `organization_words.csv`, for a linguist to correct. Its kinds:

- `form`: a legal form, long or short; it tells an organisation, and is no part of its name.
- `edge`: the same, but only as first or last word of a name: `Фонд Шапағат`, but not `Дом фонда мира`.
- `tail`: the same, but only as last word: `Алтын АҚ`, but not `Ақ Жол`.
- `branch`: makes the name that of a branch. `foreign`: `иностранной` and the like beside it.
- `place`: stands before or after a place: `в г. Тараз`, `Тараз қаласындағы`; left out like a `filler`.
- `other`: what follows is another name: a former one, or one that it trades under.
- `reach`: says how far a body reaches, and one more often leaves out than not: `universal`; it is part of the name.
- `filler`: and, for, the, charity: written or not, and in any language; it tells nobody apart.
- `word`: tells an organisation, and is part of its name; `*` stands for any ending.
- `type`: the same, but tells no organisation: `дети`.

`class` tells which forms are one in several languages: ТОО = ЖШС = LLP. Empty: the form tells nobody apart. And which
words: мектеп = школа = school.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        text: in lower case; of a word that the table knows in several languages, its class.
        kind: as in the table; empty for a word of the name itself.
        form: class of a legal form.
    """

    text: str
    kind: str = ""
    form: str = ""


_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Word]]]
_OF_NAMES = frozenset({"word", "type", "reach", "filler", "place"})
"""Kinds that are known by their key, so that a name has one key in whatever letters it is written: балалар, Balalar."""
_LEAST_LETTERS = 5
"""Of the key of anything else: the forms in short are too like other words."""


def _word(row: Mapping[str, str]) -> Word | None:
    if row["kind"] in ("word", "type", "reach"):
        return Word(row["class"]) if row["class"] else None
    return Word(row["written"], row["kind"], row["class"])


def _by_first(phrases: Iterable[tuple[tuple[str, ...], Word]]) -> _Phrases:
    """Phrases by the first of their words, longest first."""
    found = defaultdict(list)
    for words, word in phrases:
        found[words[0]].append((words, word))
    return {first: sorted(those, key=lambda those: (-len(those[0]), those[0])) for first, those in found.items()}


_TOLD = [(row["written"].casefold(), row["kind"], word) for row in rows("organization_words") if (word := _word(row))]
_PHRASES = _by_first(
    (tuple(written.split()), word) for written, kind, word in _TOLD if kind not in _OF_NAMES or len(written) == 1
)
_KEYS = _by_first(
    (keys, word)
    for written, kind, word in _TOLD
    for keys in (tuple(map(fold, written.split())),)
    if "*" not in written and (len(written) > 1 if kind in _OF_NAMES else len("".join(keys)) >= _LEAST_LETTERS)
)
_ANY_ENDING = tuple((fold(written.removesuffix("*")), word) for written, _, word in _TOLD if written.endswith("*"))
_SIGNS = frozenset(row["written"].casefold() for row in rows("organization_words") if row["kind"] in ("form", "word"))
_TAILS = frozenset(row["written"] for row in rows("organization_words") if row["kind"] == "tail")
REACH = frozenset(fold(row["class"]) for row in rows("organization_words") if row["kind"] == "reach")
"""Keys of the words that say how far a body reaches."""
_STARTS = tuple(sign.removesuffix("*") for sign in _SIGNS if sign.endswith("*"))


def _is_sign(word: str) -> bool:
    return word in _SIGNS or word.startswith(_STARTS)


_PHRASE_SIGNS = tuple(f" {sign} " for sign in _SIGNS if " " in sign and not any(map(_is_sign, sign.split())))


def tell_organization(words: Sequence[str]) -> bool:
    """Whether words, in lower case, hold a legal form or one that only bodies carry."""
    tail = words[-1:] and words[-1] in _TAILS
    whole = f" {' '.join(words)} "
    return bool(tail) or any(map(_is_sign, words)) or any(sign in whole for sign in _PHRASE_SIGNS)


def tagged(text: str, *, initials: bool = False) -> list[Word]:
    """The words of a cleaned text in their order, each with its kind.

    With `initials` a capital alone is somebody's, and no word: ИП Ахметов В., ИП Ахметов Г.
    """
    written = WORD.findall(_DOTTED.sub(lambda match: f" {match[0].replace('.', '')} ", text))
    words = [word.casefold() for word in written]
    keys = list(map(fold, words))
    found: list[Word] = []
    at = 0
    while at < len(words):
        if initials and len(written[at]) == 1 and written[at].isupper():
            known = None
        else:
            known = _find(_PHRASES, words, at) or _find(_KEYS, keys, at) or _any_ending(keys[at])
        word, length = known or (Word(words[at]), 1)
        found.append(word)
        at += length
    return found


def _find(phrases: _Phrases, words: Sequence[str], at: int) -> tuple[Word, int] | None:
    """The longest phrase that begins there, and its length."""
    those = phrases.get(words[at], ())
    return next(((word, len(phrase)) for phrase, word in those if tuple(words[at : at + len(phrase)]) == phrase), None)


def _any_ending(key: str) -> tuple[Word, int] | None:
    return next(((word, 1) for start, word in _ANY_ENDING if key.startswith(start)), None)
