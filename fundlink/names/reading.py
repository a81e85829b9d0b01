"""The words of a full name, in the order given name first as far as a comma tells it."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from fundlink.names.clean import CAPITAL, SMALL, clean
from fundlink.names.declined import in_nominative, is_declined
from fundlink.names.folding import looks_german
from fundlink.names.words import GENERATIONS, Word, is_title, read_word

_ARABIC = re.compile("[\u0620-\u06ff]")
_WORD = re.compile(r"(\b[sSdD]/[oO]\b|[^\W\d_]+(?:-[^\W\d_]+)*)(\.?)")
# AlikhanDosmagambetov, but not MacDonald.
_CAMEL = re.compile(f"(?<=[{SMALL}]{{4}})(?=[{CAPITAL}][{SMALL}]{{2}})")
_COMMA = re.compile("[,،]")
_HAN = re.compile("[\u3400-\u9fff]+")
_SIGNS = re.compile("[\u0900-\u109f\u1780-\u17ff]")
"""Scripts from India to Cambodia, whose vowels are signs beside the letters: `_WORD` would break at them."""
_HAN_SURNAMES_OF_TWO = frozenset(re.findall("..", "欧阳歐陽司马司馬诸葛諸葛上官司徒夏侯皇甫慕容尉迟尉遲长孙長孫令狐"))
_BRACKETS = re.compile(r"(?<=\w)\s*\(.*?\)")
_COMPANY = re.compile(rf"[(,،]|{_HAN.pattern}|{_SIGNS.pattern}")
"""What gives a word another meaning by what stands beside it."""


def read_words(text: str) -> tuple[list[Word], str, bool, bool]:
    """The words, what was said of the generation, whether a comma told the surname, whether in Arabic script."""
    words: list[Word] = []
    abjad = False
    for piece in text.split():
        read = _read_alone(piece)
        if read is None:
            break
        words += read[0]
        abjad |= read[1]
    else:
        return *_without_generation(words), False, abjad
    text = clean(text).text
    if is_declined(text):
        text = in_nominative(text)
    if "(" in text:
        text = _BRACKETS.sub("", text)
    if not text.isascii():
        text = anyascii(text) if _SIGNS.search(text) else _in_latin(text) if _HAN.search(text) else text
    return *_in_order(text), not text.isascii() and _ARABIC.search(text) is not None


@lru_cache(maxsize=1 << 16)
def read_father(text: str) -> Word | None:
    """The first word of a father's name that has a column of its own."""
    return next(iter(_words(clean(text).text)), None)


@lru_cache(maxsize=1 << 18)
def _read_alone(piece: str) -> tuple[tuple[Word, ...], bool] | None:
    """The words of what stands between blanks, and whether in Arabic script.

    None where that hangs on the rest of the name. Most does not: names are many, their words are few.
    """
    read = clean(piece)
    if read.lookalikes or _COMPANY.search(read.text) or looks_german(read.text) or is_declined(read.text):
        return None
    return tuple(_words(read.text)), _ARABIC.search(read.text) is not None


def _words(text: str) -> list[Word]:
    german = text[:1] < "\u0370" and looks_german(text)
    words: list[Word] = []
    text = _CAMEL.sub(" ", text)
    for word, stop in _WORD.findall(text):
        if "-" in word and not is_title(word):
            parts = [read_word(part, False, german) for part in word.split("-")]
            if not any(part.kind or part.strength == 2 or part.initial for part in parts):
                word = word.replace("-", "")  # Нұр-Мұхаммед; not al-Harbi, not Иванова-Петрова
            else:
                words += parts
                continue
        words.append(read_word(word, stop == ".", german))
    return [word for word in words if word.key]


def _in_latin(text: str) -> str:
    """A Han name with its surname told by a comma; beside other letters it says nothing more."""
    rest = _HAN.sub(" ", text)
    if _WORD.search(rest):
        return rest
    name = "".join(_HAN.findall(text))
    size = 2 if len(name) > 2 and name[:2] in _HAN_SURNAMES_OF_TWO else 1
    return f"{anyascii(name[:size])}, {anyascii(name[size:])}"


def _in_order(text: str) -> tuple[list[Word], str, bool]:
    """The words given name first, what was said of the generation, and whether a comma told the surname."""
    if "," not in text and "،" not in text:
        return *_without_generation(_words(text)), False
    parts, generation = [_words(part) for part in _COMMA.split(text)], ""
    for part in parts:
        if part and part[-1].kind in GENERATIONS and sum(map(len, parts)) > 2:
            generation = part.pop().kind
    parts = [part for part in parts if any(word.kind != "title" for word in part)]
    if len(parts) == 2 and not (len(parts[0]) > 1 and _has_given(parts[0]) and not _has_given(parts[1])):
        return parts[1] + parts[0], generation, True
    return [word for part in parts for word in part], generation, False


def _without_generation(words: list[Word]) -> tuple[list[Word], str]:
    """The words but a last one that tells the generation, and that."""
    generation = words[-1].kind if len(words) > 2 and words[-1].kind in GENERATIONS else ""
    return words[:-1] if generation else words, generation


def _has_given(words: list[Word]) -> bool:
    """Whether the words are more than a surname."""
    return any(word.strength == -1 or word.patronymic for word in words)
