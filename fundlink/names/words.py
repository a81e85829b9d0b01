"""What one word of a name is: its key, and what its ending says of its role."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from fundlink.names.data import rows
from fundlink.names.folding import first_letter, fold, spell
from fundlink.names.known import in_arabic, is_known, one_word, usual_compound

GENERATIONS = ("younger", "elder", "second", "third", "fourth")
_KINDS = (
    *("particle", "son_of", "descent_word", "article", "compound", "kunya", "ghulam", "tail", "title"),
    *("honorific", "name"),
    *GENERATIONS,
)
_LEAST = {"patronymic": 2, "descent": 3, "surname": 2, "weak": 2}
"""Fewest letters before an ending of each kind."""
# al-Harbi in one word, as Arabs write it, or with a Latin -i: Alotaibi. Not Алтынай, Алексей, Алматов.
_ARTICLE = re.compile(
    "^ال(?!ت(?:ي?ن|اي)|يك|كس)(?=...)(?!.*[وي]ف$)|^(?:al(?=.{4})|el(?=.{5}))(?=[^\\W_]+[iy]$)", re.IGNORECASE
)


class Word(NamedTuple):
    """One word of a name.

    Attributes:
        key: folded.
        initial: it is the first letter only.
        kind: as `affixes.csv` has it (particle, title ...), one of `GENERATIONS`, or nothing of these.
        patronymic: the father's name inside an -ович, or nothing.
        descent: what stands before -ұлы, -oğlu, -zoda: the father's name or a surname; or nothing.
        strength: 2 when the ending is a surname's, 1 when it may be one, 0 when not, -1 when it is a known given name.
        as_surname: key as a surname.
        as_father: key as a father's name.
        gender: `f` or `m`, where the ending tells it: Ахметова, Серікұлы.
        spelled: its letters before they are folded; nothing for what is made of several words.
        latin: as written, in small letters, if in Latin ones; for a slip inside zh or kh folds into another word.
        letter: the first one (`folding.first_letter`).
    """

    key: str
    initial: bool = False
    kind: str = ""
    patronymic: str = ""
    descent: str = ""
    strength: int = 0
    as_surname: str = ""
    as_father: str = ""
    gender: str = ""
    spelled: str = ""
    latin: str = ""
    letter: str = ""


@cache
def affixes(kind: str) -> tuple[str, ...]:
    """Keys of the affixes of one kind, as `affixes.csv` calls it; the longest first."""
    return tuple(
        sorted((row["key"] for row in rows("affixes") if row["kind"] == kind), key=lambda key: (-len(key), key))
    )


_GENDERS = {row["key"]: row["gender"] for row in rows("affixes") if row["gender"]}
_KIND_OF = {key: kind for kind in _KINDS for key in affixes(kind)}
_VOWELLED = {"am": "um", "glam": "gulam"}
"""Keys of أم and غلام, as they are where vowels are written."""


def kind_of(word: str, key: str) -> str:
    """What a word is by `affixes.csv`, as it is written or by its key; nothing for most."""
    return _KIND_OF.get(word.casefold()) or _KIND_OF.get(key, "")


def is_title(word: str) -> bool:
    """Whether a word, as written, is Mr, Hajji, г-н or the like."""
    return _KIND_OF.get(word.casefold()) == "title"


def _before(key: str, kind: str) -> str:
    """What stands before an ending of that kind; nothing when there is none."""
    for ending in affixes(kind):
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST[kind]:
            return key[: -len(ending)]
    return ""


def _gender(key: str, in_arabic_letters: bool) -> str:
    """What the longest ending says; Arabic script writes the -ов of a woman too."""
    for size in range(min(len(key) - 2, 6), 1, -1):
        if gender := _GENDERS.get(key[-size:]):
            return "" if in_arabic_letters and gender == "m" else gender
    return ""


def without_last_vowels(key: str) -> str:
    """A key as surnames and fathers' names are kept: Ахметова = Ахметов, and Мұса as Мусаевич has it."""
    bare = key.rstrip("aiu")
    return bare if len(bare) >= 2 else key[:2]


def without_ending(key: str) -> str:
    """The key of a surname without last vowels and without -ов or -ев, which one adds and another leaves out."""
    return without_last_vowels(key).removesuffix("uv").removesuffix("av") if key else ""


def is_article_of(article: str, following: str) -> bool:
    """Whether an article stands before that key: al- before any, but an- before al-Nasir only. Ан is a surname too."""
    return article in ("al", "ul") or following.startswith(article[1:])


def is_one_with(word: Word) -> bool:
    """Whether it is one name with Ghulam or Abu before it: Ghulam Nabi, Abu Bakr, but not Гулам Ахметов."""
    is_surname = word.strength == 2 and _before(word.key, "surname")
    return not (is_surname or word.patronymic or word.descent)


def start_of_compound(key: str) -> str:
    """What Abd al-, Abu, Umm or Ghulam is in one word with the name that follows."""
    return "abdu" if key.startswith("abd") else _VOWELLED.get(key, key)


def compound(start: str, key: str) -> str:
    """The key of Abd al-Rahman, Abu Bakr or Abu Abd al-Rahman, of what it starts with and of the name."""
    outer = start.removesuffix("abdu")
    abd = start[len(outer) :]
    if abd and key == "ala":  # Abd Allah is Abdullah
        key = "la"
    return outer + usual_compound(one_word(abd + key))


def with_tail(key: str, tail: str) -> str:
    """The key of Sayf al-Din or Nasr Allah, of both its words."""
    return one_word(key + ("udin" if tail.endswith("din") else "ula"))


def father_key(key: str) -> str | None:
    """The father's given name inside the key of a patronymic, or None when the key is none."""
    return _before(key, "patronymic") or _before(key, "descent") or None


@lru_cache(maxsize=1 << 18)
def read_word(word: str, stopped: bool = False, german: bool = False) -> Word:
    """Read one word; `stopped` when a full stop follows it, `german` when its name is written so."""
    read = _read(word, stopped, german)
    return read._replace(latin=word.casefold() if word.isascii() else "", letter=first_letter(word))


def _read(word: str, stopped: bool, german: bool) -> Word:
    key = fold(word, german)
    kind = kind_of(word, key)
    if len(word) == 1 or (stopped and len(word) <= 2 and kind != "title"):
        return Word(key, initial=True, kind=kind if kind in GENERATIONS else "")
    if kind and kind != "name":
        return plain_word(key, kind=kind)._replace(spelled=spell(word, german))
    key = in_arabic(word) or one_word(key)
    without_article = _without_article(word, key)
    has_article = without_article != word
    if is_known(key):
        bare = without_last_vowels(key)
        return Word(key, False, "", "", "", -1, bare, bare, "", spell(word, german))
    patronymic, descent = _before(key, "patronymic"), "" if has_article else _before(key, "descent")
    if descent:
        descent = _descent(word, german) or descent
    strength = 0
    if has_article:
        strength = 2 if word.endswith("ي") else 1
    elif not key.endswith(affixes("given")):
        # No surname of a Russian woman ends in ta marbuta: بثينة.
        weak = not word.endswith("ة") and _before(key, "weak")
        strength = 2 if _before(key, "surname") else int(bool(weak))
    surname = descent or (fold(without_article) if has_article else key)
    father = without_last_vowels(patronymic or descent or key)
    gender = _gender(key, "\u0620" <= word[0] <= "\u06ff") if patronymic or descent or strength else ""
    return Word(
        key, False, "", patronymic, descent, strength, without_last_vowels(surname), father, gender, spell(word, german)
    )


def _without_article(word: str, key: str) -> str:
    """A word without an al- that is one with it; but Alibekuly, Altynbay and Aleksandrovsky begin with no article."""
    kinds = ("surname", "descent", "weak") if word[-1] in "yY" else ("surname",)
    if word[0] < "\u0370" and any(_before(key, kind) for kind in kinds):
        return word
    return _ARTICLE.sub("", word)


def _descent(word: str, german: bool) -> str:
    """What stands before -ұлы and the like, folded by itself: Серікқызы, whose two k would fold to one."""
    sizes = (size for size in (3, 4, 5) if fold(word[-size:]) in affixes("descent"))
    return next((fold(word[:-size], german) for size in sizes), "")


def plain_word(key: str, *, kind: str = "", strength: int = 0) -> Word:
    """A word that its ending tells nothing of."""
    key = usual_compound(key)
    bare = without_last_vowels(key)
    return Word(key, False, kind, "", "", -1 if is_known(key) else strength, bare, bare)


def descent_of(stem: str) -> Word:
    """Serik uly, of whom the key of Serik is given."""
    bare = without_last_vowels(stem)
    return Word(stem, False, "", "", stem, 2, bare, bare)
