"""A full name of uncertain order, read into given name, surname and father's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fundlink.names.clean import clean
from fundlink.names.data import rows
from fundlink.names.folding import fold

_WORD = re.compile(r"([^\W\d_]+)(\.?)")


def _affixes(kind: str) -> tuple[str, ...]:
    return tuple(
        sorted((row["key"] for row in rows("affixes") if row["kind"] == kind), key=lambda key: (-len(key), key))
    )


_FATHER_ENDINGS = _affixes("father")
_SURNAME_ENDINGS = _affixes("surname")
# -ин, -ина, -бай also end given names (Марина, Сабина, Нурбай): they decide only when nothing else does.
_WEAK_ENDINGS = frozenset(("in", "ina", "bai"))
_PARTICLES = frozenset(_affixes("particle"))
_ARTICLES = frozenset(_affixes("article"))
_COMPOUNDS = frozenset(_affixes("compound"))
_MASCULINE = {"uva": "uv", "ava": "av", "ina": "in", "skaia": "ski"}


@dataclass(frozen=True, slots=True)
class NameKeys:
    """Folded keys of the parts of a name; an empty text where a part is unknown.

    Attributes:
        given, surname, father: keys. A surname is masculine (-ova: -uv), a patronymic is the father's given name.
        given_initial, surname_initial, father_initial: first letter of the key, also known from an initial alone.
        ordered: whether endings or position told given name and surname apart; if not, they may be swapped.
    """

    given: str = ""
    surname: str = ""
    father: str = ""
    given_initial: str = ""
    surname_initial: str = ""
    father_initial: str = ""
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    initial: bool = False


def father_key(key: str) -> str | None:
    """The father's given name inside the key of a patronymic, or None when the key is none."""
    for ending in _FATHER_ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return None


def _surname_strength(part: _Part) -> int:
    for ending in _SURNAME_ENDINGS:
        if not part.initial and part.key.endswith(ending) and len(part.key) - len(ending) >= 2:
            return 1 if ending in _WEAK_ENDINGS else 2
    return 0


def surname_key(key: str) -> str:
    """The masculine form of a surname's key, so that brother and sister share it."""
    for feminine, masculine in _MASCULINE.items():
        if key.endswith(feminine) and len(key) - len(feminine) >= 2:
            return key[: -len(feminine)] + masculine
    return key


def _parts(text: str) -> list[_Part]:
    parts = []
    for word, stop in _WORD.findall(text):
        key = fold(word)
        if key:
            parts.append(_Part(key, len(word) == 1 or (bool(stop) and len(word) <= 2)))
    return parts


def _joined(parts: list[_Part]) -> list[_Part]:
    """`Abd al-Rahman` becomes one part, and an article before a name goes."""
    joined: list[_Part] = []
    pending = ""
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part.key in _COMPOUNDS and not last and not part.initial:
            pending = "abdu" if part.key.startswith("abd") else part.key
        elif part.key in _ARTICLES and not last and not part.initial:
            continue
        else:
            joined.append(_Part(pending + part.key, part.initial) if pending else part)
            pending = ""
    return joined


def _take_father(parts: list[_Part]) -> tuple[_Part | None, int, list[_Part]]:
    """Father's name, where it stood (-1: nowhere that tells an order), and the parts left."""
    for index, part in enumerate(parts):
        if part.key in _PARTICLES and index > 0:
            written_apart = father_key("xxx" + part.key) is not None
            at = index - 1 if written_apart and index >= 2 else index + 1
            if at < len(parts):
                low, high = min(index, at), max(index, at)
                return parts[at], low, parts[:low] + parts[high + 1 :]
    for index, part in reversed(list(enumerate(parts))):
        father = father_key(part.key) if len(parts) > 1 and not part.initial else None
        if father:
            return _Part(father), index, parts[:index] + parts[index + 1 :]
    return None, -1, parts


def _order(parts: list[_Part], father_at: int) -> tuple[_Part, _Part, bool]:
    """Given name, surname, and whether it is certain, of two parts."""
    first, second = parts
    strengths = _surname_strength(first), _surname_strength(second)
    if max(strengths) == 2 and min(strengths) < 2:
        return (second, first, True) if strengths[0] == 2 else (first, second, True)
    if father_at == 1:
        return first, second, True
    if father_at == 2:
        return second, first, True
    if first.initial != second.initial:
        # Nurlan A. is a given name with the initial of a surname; with a surname's ending it was decided above.
        return (second, first, False) if first.initial else (first, second, False)
    if strengths[0] != strengths[1]:
        return (second, first, True) if strengths[0] > strengths[1] else (first, second, True)
    return first, second, False


@lru_cache(maxsize=1 << 18)
def parse_name(text: str, father_name: str | None = None) -> NameKeys:
    """Read a full name, in any of the three scripts and any order.

    Args:
        text: the name as written.
        father_name: the father's name where the source has a column of its own.
    """
    parts = _joined(_parts(clean(text).text))
    father, father_at, rest = _take_father(parts)
    ordered = True
    given = surname = _Part("")
    if len(rest) == 1:
        if _surname_strength(rest[0]) == 2:
            surname = rest[0]
        else:
            given, ordered = rest[0], father is not None
    elif len(rest) >= 2:
        if len(rest) > 2 and father is None:
            # Initials or names between given name and surname stand for the father: H. A. Ivanov, Omar Said al-Masri.
            middle = 1 if _surname_strength(rest[0]) < 2 else 2
            father, father_at = rest[middle], middle
            rest = rest[:middle] + rest[middle + 1 :]
        given, surname, ordered = _order([rest[0], rest[-1]], father_at)
    if father_name:
        stated = _parts(clean(father_name).text)
        if stated:
            father = _Part(father_key(stated[0].key) or stated[0].key, stated[0].initial)
    father = father or _Part("")
    return NameKeys(
        given="" if given.initial else given.key,
        surname="" if surname.initial else surname_key(surname.key) if ordered else surname.key,
        father="" if father.initial else father.key,
        given_initial=given.key[:1],
        surname_initial=surname.key[:1],
        father_initial=father.key[:1],
        ordered=ordered,
    )
