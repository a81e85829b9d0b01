"""A full name of uncertain order, read into given name, surname and father's name."""

from __future__ import annotations

from typing import NamedTuple

from fundlink.names.known import is_known, one_word
from fundlink.names.reading import read_father, read_words
from fundlink.names.words import (
    Word,
    compound,
    descent_of,
    is_article_of,
    is_one_with,
    plain_word,
    start_of_compound,
    with_tail,
)

_NOTHING = Word("")


class NameKeys(NamedTuple):
    """Folded keys of the parts of a name; an empty text where a part is unknown.

    Attributes:
        given, surname, father: keys. A surname is masculine (-ova: -uv) and without -ұлы; a patronymic is the father's
            given name, without its last vowels.
        given_initial, surname_initial, father_initial: first letter of the key, also known from an initial alone.
        ordered: whether endings or position told given name and surname apart; if not, they may be swapped.
        patronymic: whether the father's name was told by an ending, by bin or by a column of its own; if not, it may be
            another part.
        abjad: written in Arabic script, which leaves vowels out.
        others: keys of further words, in their order.
        gender: `f` or `m`, where endings tell it and agree.
        generation: younger, elder, second, third, fourth, or nothing: Jr., мл., III.
        given_spelled, surname_spelled: letters before they are folded, where that is one word.
        given_latin, surname_latin: as written, where that is in Latin letters.
        given_letter, surname_letter: the first as it is written; nothing where several words are one.
        descended: whether the surname is a father's name in -ұлы or the like, which is no given name.
    """

    given: str = ""
    surname: str = ""
    father: str = ""
    given_initial: str = ""
    surname_initial: str = ""
    father_initial: str = ""
    ordered: bool = True
    patronymic: bool = False
    abjad: bool = False
    others: tuple[str, ...] = ()
    gender: str = ""
    generation: str = ""
    given_spelled: str = ""
    surname_spelled: str = ""
    given_latin: str = ""
    surname_latin: str = ""
    given_letter: str = ""
    surname_letter: str = ""
    descended: bool = False


def _without_titles(words: list[Word]) -> list[Word]:
    """The name itself, without Mr, Hajji, апай, and without a by-name before given name and surname.

    Abu Omar Mustafa al-Dulaimi is Mustafa, and Omar's father.
    """
    while len(words) > 1 and words[0].kind == "title" and _is_before_a_name(words[1:]):
        words = words[1:]
    if words[0].kind == "kunya" and _is_by_name(words):
        words = words[2:]
    left = [word for word in words if word.kind != "honorific"]
    return left if len(left) > 1 else words


def _is_before_a_name(words: list[Word]) -> bool:
    """Whether what follows a title holds a given name; Имам Ахметович Магомедов is called Imam."""
    if len(words) == 2 and words[0].patronymic and words[1].strength == 2:
        return False
    return len(words) > 1 or words[0].strength == -1


def _is_by_name(words: list[Word]) -> bool:
    """Whether given name and surname follow; but Abu Bakr, a known name itself, is the given name."""
    return len(words) > 3 and not words[1].kind and not is_known(one_word(words[0].key + words[1].key))


def _joined(words: list[Word]) -> list[Word]:
    """`Abd al-Rahman`, `Sayf al-Din`, `Ghulam Nabi` become one word, and an article before a name goes."""
    joined: list[Word] = []
    pending = article = ""
    for index, word in enumerate(words):
        last = index == len(words) - 1
        if word.kind in ("ghulam", "kunya") and (last or not is_one_with(words[index + 1])):
            joined.append(plain_word(start_of_compound(word.key)))
        elif word.kind in ("compound", "kunya", "ghulam") and not last:
            pending += start_of_compound(word.key)
        elif word.kind == "article" and not last and is_article_of(word.key, words[index + 1].key):
            article = word.key
            continue
        elif pending:
            joined.append(plain_word(compound(pending, word.key)))
            pending = ""
        elif word.kind == "tail" and joined and joined[-1].key and not joined[-1].kind:
            joined[-1] = plain_word(with_tail(joined[-1].key, word.key))
        elif article and not word.initial:
            joined.append(plain_word(word.key, strength=2))  # al-Harbi
        else:
            joined.append(word)
        article = ""
    return joined


def _after_particles(words: list[Word]) -> tuple[list[Word], Word | None]:
    """The words without `bin` and the like, and the father's name if one of them told it.

    `Serik uly` and `Serik Kyzy` become one word, also before the son: `Бакыт уулу Эрмек`.
    """
    left: list[Word] = []
    father = None
    son = False
    for index, word in enumerate(words):
        if word.kind == "son_of" and left and index < len(words) - 1:
            # What follows the father's name is his, unless the son had but one.
            return left + (words[index + 2 :] if len(left) == 1 else []), words[index + 1]
        if word.kind == "particle" and 0 < index < len(words) - 1:
            son = True
        elif word.kind == "descent_word" and _has_son(left, words[index + 1 :]):
            left.append(descent_of(left.pop().key))
        elif son:
            son = False
            if father is None and len(left) == 1:
                father = word
            else:
                left.append(word)
        else:
            left.append(word)
    return left, father


def _has_son(before: list[Word], after: list[Word]) -> bool:
    """Whether the last word before -ұлы is a father's name: beside it stands another."""
    return bool(before) and not before[-1].initial and len(before) + len(after) > 1


def _take_father(words: list[Word]) -> tuple[Word | None, int, list[Word]]:
    """Father's name, where it stood (-1: nowhere), and the words left.

    An -ович is a patronymic wherever it stands, an -ұлы only beside two other words, or one that is a surname: beside a
    given name it is rather a surname.
    """
    if len(words) > 1:
        beside = len(words) > 2 or any(word.strength == 2 and not word.descent for word in words)
        for told in ("patronymic", "descent") if beside else ("patronymic",):
            # Of two with -ұлы the one after the given name is the father's.
            backwards = (1, 2, 0) if len(words) == 3 and words[0].strength < 1 else range(len(words) - 1, -1, -1)
            for index in backwards:
                if getattr(words[index], told):
                    return words[index], index, words[:index] + words[index + 1 :]
    return None, -1, words


def _order(first: Word, second: Word, father_at: int) -> tuple[Word, Word, bool]:
    """Given name, surname, and whether it is certain, of two words."""
    one = 2 if first.descent else first.strength
    two = 2 if second.descent else second.strength
    if one != two and 2 in (one, two):
        return (second, first, True) if one == 2 else (first, second, True)
    if father_at == 1:
        return first, second, True
    if father_at == 2:
        return second, first, True
    if first.initial != second.initial:
        # Nurlan A. is a given name with the initial of a surname, and B. Smith a surname with that of a given name.
        return (second, first, False) if first.initial and two < 0 else (first, second, False)
    if one != two:
        # A known given name may be a surname too, as the grandfather's is with Arabs.
        return (second, first, one > 0) if one > two else (first, second, two > 0)
    return first, second, False


def parse_name(text: str, father_name: str | None = None) -> NameKeys:
    """Read a full name, in any of the three scripts and any order.

    Args:
        text: the name as written.
        father_name: the father's name where the source has a column of its own.
    """
    words, generation, told, abjad = read_words(text)
    gender = {word.gender for word in words}
    if any(word.kind for word in words):
        words, father = _after_particles(_joined(_without_titles(words)))
    else:
        father = None
    father_at = 1
    patronymic = father is not None
    if father is None:
        father, father_at, words = _take_father(words)
        patronymic = father is not None
    ordered = True
    given = surname = _NOTHING
    others: tuple[str, ...] = ()
    if len(words) == 1:
        if words[0].strength == 2:
            surname = words[0]
        else:
            given, ordered = words[0], father is not None
    elif len(words) >= 2:
        if len(words) > 2 and father is None:
            # Initials or names between given name and surname stand for the father: H. A. Ivanov, Omar Said al-Masri.
            surname_first = words[0].strength == 2 or (words[1].initial and words[-1].initial)
            father_at = 2 if surname_first and not told else 1
            father = words[father_at]
            words = words[:father_at] + words[father_at + 1 :]
        given, surname, ordered = (words[0], words[-1], True) if told else _order(words[0], words[-1], father_at)
        others = tuple(word.key for word in words[1:-1] if not word.initial)
    if father_name:
        stated = read_father(father_name)
        father, patronymic = (stated, True) if stated else (father, patronymic)
    father = father or _NOTHING
    return NameKeys(
        given="" if given.initial else given.key,
        surname="" if surname.initial else surname.as_surname if ordered else surname.key,
        father="" if father.initial else father.as_father,
        given_initial=given.key[:1],
        surname_initial=(surname.as_surname if ordered else surname.key)[:1],
        father_initial=father.key[:1],
        ordered=ordered,
        patronymic=patronymic,
        abjad=abjad,
        others=others,
        gender=gender.pop() if len(gender := gender - {""}) == 1 else "",
        generation=generation,
        given_spelled="" if given.initial else given.spelled,
        surname_spelled="" if surname.initial else surname.spelled,
        given_latin=given.latin,
        surname_latin=surname.latin,
        given_letter=given.letter,
        surname_letter=surname.letter,
        descended=bool(surname.descent),
    )
