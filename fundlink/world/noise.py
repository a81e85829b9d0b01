"""Slips of the hand: what goes wrong between a person and a record of that person."""

from __future__ import annotations

from datetime import date
from random import Random

ERROR_RATE = 0.08
"""Share of name parts that are written wrong."""

_LATIN_NEAR = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC_NEAR = "абвгдежзийклмнопрстуфхцчшыэюя"
_ARABIC_NEAR = "ابتجحدرزسشعفقكلمنهوي"
_KINDS = ("slip", "drop", "double", "swap", "initial", "missing", "order")
_KIND_WEIGHTS = (26, 22, 16, 16, 8, 5, 7)


def misspell(rng: Random, word: str, kind: str) -> str:
    """One letter slipped, dropped, doubled, or swapped with the next. Never the same word again, unless too short."""
    if len(word) < 3:
        return word
    at = rng.randrange(1, len(word) - 1)
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    if kind == "swap" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letters = (
        _ARABIC_NEAR if "ء" <= word[at] <= "ي" else _CYRILLIC_NEAR if "а" <= word[at].lower() <= "ӿ" else _LATIN_NEAR
    )
    return word[:at] + rng.choice(letters.replace(word[at].lower(), "")) + word[at + 1 :]


def error_kind(rng: Random) -> str | None:
    """What goes wrong with one part of a name, or None for the most of them."""
    return rng.choices(_KINDS, _KIND_WEIGHTS)[0] if rng.random() < ERROR_RATE else None


def written_birth_date(rng: Random, born: date) -> str:
    """A birth date as recorded: 1 in 20 with day and month swapped, as 1 January, as the year alone, or mistyped."""
    chance = rng.random()
    if chance >= 0.055:
        return born.isoformat()
    if chance < 0.012 and born.day <= 12 and born.day != born.month:
        return date(born.year, born.day, born.month).isoformat()
    if chance < 0.024:
        return f"{born.year}-01-01"
    if chance < 0.040:
        return str(born.year)
    return (born.replace(day=1 + (born.day + rng.choice((2, 9))) % 28)).isoformat()


def mistyped_number(rng: Random, number: str) -> str:
    """A number with one of its last six digits wrong."""
    at = len(number) - rng.randint(1, 6)
    return number[:at] + str((int(number[at]) + rng.randint(1, 9)) % 10) + number[at + 1 :]
