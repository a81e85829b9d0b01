"""The words in names of organisations that are no name, or one in several languages: legal forms, branches, schools.

All stand in `organization_words.csv`, for a linguist to correct. Its kinds:

- `form`: a legal form, long or short; it tells an organisation, and is no part of its name.
- `edge`: the same, but only as first or last word of a name: `Фонд Шапағат`, but not `Дом фонда мира`.
- `tail`: the same, but only as last word: `Алтын АҚ`, but not `Ақ Жол`.
- `branch`: makes the name that of a branch. `foreign`: `иностранной` and the like beside it.
- `place`: stands before or after a place: `в г. Тараз`, `Тараз қаласындағы`; left out like a `filler`, but for one with
  a class: a city, the district and the region around it bear one name.
- `other`: what follows is another name: a former one, or one that it trades under.
- `reach`: says how far a body reaches, and one more often leaves out than not: `universal`; it is part of the name.
- `filler`: and, for, the, charity: written or not, and in any language; it tells nobody apart.
- `word`: tells an organisation, and is part of its name; `*` stands for any ending.
- `type`: the same, but tells no organisation: `дети`.
- `initial`, which stands in no table: somebody's, ИП Ахметов В.

`class` tells which forms are one in several languages: ТОО = ЖШС = LLP. Empty: the form tells nobody apart. And which
words: мектеп = школа = school. A class whose key is short, or another word's, makes names meet that should not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fundlink.names.clean import ARABIC_TWINS, CAPITAL, SMALL
from fundlink.names.data import rows
from fundlink.names.folding import fold

WORD = re.compile(r"[^\W_]+")
# О.Ф. at the start, L.L.C. or ذ.م.م anywhere. Two letters elsewhere are more often somebody's initials.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_](?!\w)\.?|^\W*[^\W\d_]\.[^\W\d_](?!\w)\.?|\b[^\W\d_]/[^\W\d_]\b")
_SEVERAL_LETTERS = re.compile(r"(?:[yj][aeou]|[cghkstz]h|ts|dzh|shch)\.", re.IGNORECASE)
"""One letter of ours in Latin, where a full stop makes it an initial: Yu. Kim."""
_CAMEL = re.compile(f"(?<=[{SMALL}]{{2}})(?=[{CAPITAL}])")
_NUMBER_SIGN = re.compile(r"\b(?:n|no|nr|н|номер)[.\s]?\s?(?=\d)", re.IGNORECASE)
"""`№1` is `No1` once it is cleaned."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name, or several that are one in the table.

    Attributes:
        text: as written, in lower case.
        kind: as in the table; empty for a word of the name itself, also where the table knows it.
        meaning: its class in the table, the same in whatever language.
    """

    text: str
    kind: str = ""
    meaning: str = ""


_Known = tuple[str, str]
"""Kind and class."""
_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], _Known]]]
_OF_NAMES = frozenset({"word", "type", "reach"})
_LEAST_LETTERS = 5
"""Of a key by which a word is known in whatever letters it stands: балалар, Balalar. Shorter ones are too like names:
және, Жанна; селе, Saleh; روضة, Роза. Those are known as they are written."""


def _by_first(phrases: Iterable[tuple[tuple[str, ...], _Known]]) -> _Phrases:
    """Phrases by the first of their words, longest first."""
    found = defaultdict(list)
    for words, known in phrases:
        found[words[0]].append((words, known))
    return {first: sorted(those, key=lambda phrase: (-len(phrase[0]), phrase[0])) for first, those in found.items()}


_TOLD = [
    (row["written"].casefold().translate(ARABIC_TWINS), ("" if row["kind"] in _OF_NAMES else row["kind"], row["class"]))
    for row in rows("organization_words")
    if row["class"] or row["kind"] not in _OF_NAMES
]
_PHRASES = _by_first((tuple(written.split()), known) for written, known in _TOLD)
_KEYS = _by_first(
    (keys, known)
    for written, known in _TOLD
    for keys in (tuple(map(fold, written.split())),)
    if "*" not in written and len("".join(keys)) >= _LEAST_LETTERS
)
_ANY_ENDING = tuple((fold(written.removesuffix("*")), known) for written, known in _TOLD if written.endswith("*"))
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

    With `initials` a capital alone is somebody's, and no word: ИП Ахметов В., ИП Ахметов Г. Among capitals it needs a
    full stop, or the last place: ДЕТИ И ЖЕНЩИНЫ.
    """
    text = _CAMEL.sub(" ", _NUMBER_SIGN.sub("", _DOTTED.sub(_as_one_word, text)))
    found = list(WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    written = [word.translate(ARABIC_TWINS) for word in words]
    keys = list(map(fold, words))
    told: list[Word] = []
    at = 0
    while at < len(words):
        if initials and _is_initial(text, found, at):
            (kind, meaning), length = ("initial", ""), 1
        else:
            known = _find(_PHRASES, written, at) or _find(_KEYS, keys, at) or _any_ending(keys[at])
            (kind, meaning), length = known or (("", ""), 1)
        told.append(Word(" ".join(words[at : at + length]), kind, meaning))
        at += length
    return told


def _as_one_word(match: re.Match[str]) -> str:
    return f" {match[0].replace('.', '').replace('/', '')} "


def _is_initial(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    word, beside = words[at], (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
    stop = text[word.end() : word.end() + 1] == "."
    if len(word[0]) > 1:
        return stop and bool(_SEVERAL_LETTERS.match(text, word.start()))
    among_capitals = all(len(other[0]) > 1 and other[0].isupper() for other in beside)
    return word[0].isupper() and (stop or at + 1 == len(words) or not among_capitals)


def _find(phrases: _Phrases, words: Sequence[str], at: int) -> tuple[_Known, int] | None:
    """The longest phrase that begins there, and its length."""
    those = phrases.get(words[at], ())
    return next(
        ((known, len(phrase)) for phrase, known in those if tuple(words[at : at + len(phrase)]) == phrase), None
    )


def _any_ending(key: str) -> tuple[_Known, int] | None:
    return next(((known, 1) for start, known in _ANY_ENDING if key.startswith(start)), None)
