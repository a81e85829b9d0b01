from __future__ import annotations

import doctest
from random import Random
from types import ModuleType

import phonenumbers
import pytest

from fundlink.world import numbers, romanise, spelling, surnames
from fundlink.world.places import ABROAD, HOME
from fundlink.world.pools import pool


@pytest.mark.parametrize("module", [romanise, spelling, surnames])
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_pools_are_large_and_without_repeats() -> None:
    given = [
        name for naming in ("kazakh", "russian", "turkic") for sex in ("men", "women")
        for name in pool(f"given_{naming}_{sex}")
    ]  # fmt: skip
    assert len(set(given)) >= 250
    assert len({*surnames.KAZAKH, *surnames.RUSSIAN, *surnames.TURKIC}) >= 400


def test_romanisations_differ() -> None:
    spelled = {romanise.romanise("Майжүсіпов", system) for system in romanise.ROMANISATIONS}
    assert len(spelled) == 5


@pytest.mark.parametrize("country", sorted({place.country for place in (*HOME[0], *ABROAD[0])}))
def test_phones_are_possible_in_their_country(country: str) -> None:
    rng = Random(1)
    for _ in range(50):
        number = numbers.phone(rng, country)
        assert phonenumbers.is_valid_number(phonenumbers.parse(number, None)), number
        written = numbers.written_phone(rng, number)
        read = phonenumbers.parse(written, "KZ")
        assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == number
