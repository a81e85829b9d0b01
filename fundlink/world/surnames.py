"""Surnames by naming tradition, in the masculine form and in Cyrillic; made of stems and endings, as in life."""

from __future__ import annotations

from fundlink.world.pools import pool

_VOWELS = "аәеёиіоөуұүыэюя"


def _derived(stem: str) -> str:
    """-ев after a vowel or in place of й; -ов after any other consonant."""
    if stem.endswith("й"):
        return stem[:-1] + "ев"
    return stem + ("ев" if stem[-1] in _VOWELS else "ов")


def _kazakh() -> list[str]:
    stems, compound = pool("surname_stems_kazakh"), pool("surname_stems_kazakh_compound")
    made = [_derived(stem) for stem in stems]
    made += [stem + ending for ending in ("баев", "беков", "жанов", "ғалиев") for stem in compound]
    made += [stem + "ұлы" for stem in stems[::5]]
    made += [stem + "ин" for stem in ("Тайжан", "Қасқыр", "Сабат", "Ақылж", "Ерм", "Шом", "Қар")]
    made += stems[3::9]
    return list(dict.fromkeys(made))


KAZAKH = _kazakh()
RUSSIAN = pool("surnames_russian")
TURKIC = pool("surnames_turkic")


def feminine(surname: str) -> str:
    """The form a woman bears: -ова, -ева, -ина, -қызы; other surnames do not change.

    >>> feminine("Сәтбаев")
    'Сәтбаева'
    """
    if surname.endswith("ұлы"):
        return surname.removesuffix("ұлы") + "қызы"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин")) else surname
