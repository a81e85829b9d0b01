"""How the full name of a person is spelled in a script: surname, given name, patronymic."""

from __future__ import annotations

from typing import NamedTuple

from fundlink.world.people import Person
from fundlink.world.romanise import ROMANISATIONS, arabic, romanise, russian
from fundlink.world.surnames import feminine

SCRIPTS = ("kazakh", "russian", *ROMANISATIONS, "arabic")
_IRREGULAR = {"Пётр": "Петро", "Павел": "Павло", "Михаил": "Михайло", "Дмитрий": "Дмитрие"}


class Parts(NamedTuple):
    """The parts of a name in one script; `patronymic` is always told, whoever writes may leave it out."""

    surname: str
    given: str
    patronymic: str


def russian_patronymic(father: str, sex: str) -> str:
    """The patronymic after the Russian manner.

    >>> [russian_patronymic(father, "m") for father in ("Серік", "Мұса", "Абай", "Юрий", "Игорь", "Павел")]
    ['Серикович', 'Мусаевич', 'Абаевич', 'Юрьевич', 'Игоревич', 'Павлович']
    """
    return _patronymic_stem(russian(father)) + ("вич" if sex == "m" else "вна")


def _patronymic_stem(father: str) -> str:
    if father in _IRREGULAR:
        return _IRREGULAR[father]
    if father.endswith("ий"):
        return father[:-2] + "ье"
    if father.endswith(("й", "ь")):
        return father[:-1] + "е"
    return father + ("е" if father[-1] in "аеёиоуыэюя" else "о")


def kazakh_patronymic(father: str, sex: str) -> str:
    """The patronymic after the Kazakh manner.

    >>> kazakh_patronymic("Серік", "f")
    'Серікқызы'
    """
    return father + ("ұлы" if sex == "m" else "қызы")


def spell(person: Person, script: str) -> Parts:
    """The name of a person in one of `SCRIPTS`.

    Women of the Kazakh and Turkic traditions bear the feminine surname in Cyrillic as in Latin; in Arabic
    script the masculine one, and the father's bare name in place of a patronymic.
    """
    surname = feminine(person.surname) if person.sex == "f" else person.surname
    kazakh_manner = person.naming == "kazakh" and script in ("kazakh", "kazakh_latin", "simple")
    manner = kazakh_patronymic if kazakh_manner else russian_patronymic
    patronymic = manner(person.father, person.sex)
    if script == "kazakh":
        return Parts(surname, person.given, patronymic)
    if script == "russian":
        return Parts(russian(surname), russian(person.given), russian(patronymic))
    if script == "arabic":
        return Parts(arabic(person.surname), arabic(person.given), arabic(person.father))
    return Parts(romanise(surname, script), romanise(person.given, script), romanise(patronymic, script))


def spell_father(person: Person, script: str) -> str:
    """The father's given name alone, in one of `SCRIPTS`."""
    if script == "kazakh":
        return person.father
    if script == "russian":
        return russian(person.father)
    return arabic(person.father) if script == "arabic" else romanise(person.father, script)
