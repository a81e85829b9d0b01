"""A word in Cyrillic, Latin or Arabic letters, folded to one ASCII key.

The key has the letters `a b c d g h i j k l m n p r s t u v x z`: three vowels (a = а ә е э, i = и й і ы,
u = о ө у ұ ү), `c` = ч ц, `j` = ж дж, `x` = ш щ, `v` = в ф. Which letters are one is in `letters.csv`, where `^` and
`$` stand for the start and the end of the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from anyascii import anyascii

from fundlink.names.data import rows

_KEYS = {row["written"]: row["key"].upper() for row in rows("letters")}
# Keys are upper case until all letters of a word are read, so that no letter is read twice.
_SINGLE = {ord(written): key for written, key in _KEYS.items() if len(written) == 1}
# What is written with several letters, or at one end of a word: longest first, an end before none.
_FORMS = sorted(
    (written for written in _KEYS if len(written) > 1),
    key=lambda form: (-len(form.strip("^$")), -len(form), form),
)
_BY_LETTERS = defaultdict(list)
for _form in _FORMS:
    _BY_LETTERS[_form.strip("^$")].append(_form)


def _several() -> re.Pattern[str]:
    """Any of the forms; those of one first letter stand together, so that most letters are passed by at once."""
    groups = defaultdict(list)
    for form in _FORMS:
        groups[form.strip("^$")[0]].append(form.replace("^", r"\A").replace("$", r"\Z"))
    either = "|".join(f"(?={head})(?:{'|'.join(forms)})" for head, forms in groups.items())
    return re.compile(f"(?=[{''.join(groups)}])(?:{either})")


_SEVERAL = _several()
_OURS = re.compile("[a-z\u00c0-\u024f\u0400-\u052f\u0600-\u06ff\u1e00-\u1eff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN = re.compile("[a-z]")
_YO = re.compile("(?<![aeou])yo(?!u)")
"""ё, which Cyrillic writes е as often as not: Fyodor, Solovyov, Baxtiyor."""
_GLIDE = re.compile("(?<=[aeiou])j(?=[^aeiouyäöüıj]|$)")
"""й before a consonant: Kajrat, Sergej."""
_GERMAN = re.compile(r"sch|ff\b|[oe]wa?\b|[čšžć]", re.IGNORECASE)
_GERMAN_CH = re.compile("(?<![ts])ch(?!$)")
_GERMAN_J = re.compile("(?<!d)j")
_REPEATED = re.compile(r"(.)\1+")
_REPEATED_VOWEL = re.compile(r"([aiu])\1+")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_VOWELS = re.compile("[aiu]")
_VOWELS_OF_KEYS = frozenset("aiu")
# A d at the end sounds, and is often written, t: Ахмед = Ахмет.
# Letters that Arabic script does not tell apart, or that romanisations swap: Ибрагим = Ibrahim, Паша = باشا.
# Inside a word v is no more certain than a vowel: waw is both, and -ов may be left out.
_SKELETON = str.maketrans({"h": "g", "p": "b", "v": ""})


def looks_german(text: str) -> bool:
    """Whether a name is written as Germans do (Achmetow, Schukow) or scholars (Žukovskaja): ch is х, j is й."""
    return _GERMAN.search(text) is not None


@lru_cache(maxsize=1 << 18)
def fold(word: str, german: bool = False) -> str:
    """The key of one cleaned word; empty when it has no letter. Of other scripts than the three, in rough Latin.

    >>> fold("Мұхаммед") == fold("Muhammad") == fold("Mohammed")
    True
    """
    # Two letters alike have a vowel between them that Arabic script does not write: Mamduh.
    repeated = _REPEATED_VOWEL if _ARABIC.search(word) else _REPEATED
    return _FINAL_H.sub("", repeated.sub(r"\1", _letters(word, german)))


def spell(word: str, german: bool = False) -> str:
    """The letters of a key as they are written: two alike are two, я and ю are one (`e`, `o`).

    A slip is one letter here where it is three in a key.

    >>> [(spell(word), fold(word)) for word in ("Тамара", "Таара", "Таяра")]
    [('tamara', 'tamara'), ('taara', 'tara'), ('taera', 'taiara')]
    """
    return _letters(word, german).replace("ia", "e").replace("iu", "o")


def first_letter(word: str) -> str:
    """The first letter of a word in Latin, where the three vowels of a key are too few: А. is not Ерлан.

    я and ю are `ya`, `yu`. Nothing where Arabic script writes one letter for several vowels, or Latin a Y alone.

    >>> [first_letter(word) for word in ("Ерлан", "Yerlan", "Асан", "Ұлан", "Олжас", "Ғалым", "ارلان")]
    ['e', 'e', 'a', 'u', 'o', 'g', '']
    """
    key = fold(word)[:1]
    if key not in _VOWELS_OF_KEYS:
        return key
    if _ARABIC.match(word):
        return ""
    latin = anyascii(word).casefold()
    if latin[0] != "y":
        return latin[0]
    return {"a": "ya", "u": "yu", "e": "e", "o": "e"}.get(latin[1:2], "" if word.casefold() == "y" else "i")


@lru_cache(maxsize=1 << 18)
def _letters(word: str, german: bool) -> str:
    """The letters of the key alphabet, one after the other."""
    lowered = unicodedata.normalize("NFC", word.casefold())
    if not lowered.isascii() and not _OURS.search(lowered):
        lowered = anyascii(lowered).casefold()
    if _LATIN.search(lowered):
        if german or looks_german(lowered):
            lowered = _GERMAN_J.sub("y", _GERMAN_CH.sub("kh", lowered))
        lowered = _GLIDE.sub("y", _YO.sub("e", lowered))
    read = _SEVERAL.sub(_read, lowered).translate(_SINGLE)
    if not (read.isascii() and read.isalpha()):
        read = "".join(map(_letter, read))
    return read.lower()


def _read(match: re.Match[str]) -> str:
    inside, goes_on = match.start() > 0, match.end() < len(match.string)
    forms = _BY_LETTERS[match[0]]
    return _KEYS[next(form for form in forms if not (inside and form[0] == "^") and not (goes_on and form[-1] == "$"))]


def _letter(letter: str) -> str:
    """A letter the table lacks is read without its marks, or as rough Latin has it; what is no letter, not at all."""
    if letter.isascii() and letter.isalpha():
        return letter
    bare = _SINGLE.get(ord(unicodedata.normalize("NFD", letter)[0]))
    if bare is not None or unicodedata.category(letter) not in ("Lu", "Ll", "Lo"):
        return bare or ""
    latin = anyascii(letter).casefold()
    return _KEYS.get(latin) or "".join(_SINGLE.get(ord(part), "") for part in latin)


@lru_cache(maxsize=1 << 18)
def skeleton(key: str) -> str:
    """The consonants of a key, which is what Arabic script writes; a vowel counts only as first letter.

    >>> skeleton(fold("Мұхаммед")) == skeleton(fold("محمد"))
    True
    """
    if not key:
        return ""
    first = "a" if key[0] in "aiu" else key[0].translate(_SKELETON) or key[0]
    rest = _VOWELS.sub("", key[1:].removesuffix("h")).translate(_SKELETON).replace("c", "s")
    return first + (rest[:-1] + "t" if rest.endswith("d") else rest)
