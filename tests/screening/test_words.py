"""How screening reads a name: as the resolver does, whatever the script."""

from __future__ import annotations

import pytest

from fundlink.names import fold
from fundlink.names.data import rows
from fundlink.screening.words import words_of


def test_an_arabic_spelling_of_a_known_name_is_that_name() -> None:
    # The one left out is a generic word as well: charity.
    names = [row for row in rows("given_names") if row["arabic"] and row["arabic"] != "خيرية"]
    assert [row["name"] for row in names if words_of(f"{row['arabic']} X") != words_of(f"{row['name']} X")] == []


@pytest.mark.parametrize(
    "written",
    [
        ("Abu Abd al-Rahman Oidani", "Abu Abdurrahman Oidani", "Абу Абдуррахман Ойдани", "أبو عبد الرحمن Oidani"),
        ("Umm Omar Oidani", "أم عمر Oidani"),
        ("Sayf al-Din Oidani", "Sayfuddin Oidani", "Сайфуддин Ойдани"),
        ("Fazl Allah Oidani", "Fazlullah Oidani"),
        ("Abd Allah Oidani", "عبد الله Oidani", "Абдулла Ойдани"),
        ("Oidani Abd al-Rahmanovich", "Ойдани Абдурахманович"),
        ("Viktor An", "Виктор Ан"),
        ("Ash Carter", "Аш Картер"),
        ("An-Nasir Oidani", "Насир Ойдани"),
        ("Al-Oidani", "Аль-Ойдани"),
    ],
)
def test_one_name_in_several_spellings_is_of_the_same_words(written: tuple[str, ...]) -> None:
    assert len({words_of(name).telling for name in written}) == 1
    assert all(words_of(name).telling for name in written)


@pytest.mark.parametrize(
    ("written", "telling"),
    [
        ("Ан Виктор", 2),
        ("Ash Carter", 2),
        ("Абу Магомедович Ахметов", 3),
        ("Abu Bakr Oidani", 2),
        ("Marina Oidani", 2),
        ("Марина Ойдани", 2),
        ("Ansar al-Din", 2),
    ],
)
def test_no_word_of_a_name_is_lost(written: str, telling: int) -> None:
    assert len(words_of(written).telling) == telling


def test_an_initial_is_the_first_letter_of_a_key() -> None:
    assert words_of("Ойдани Ю. Я. Б.") == words_of("Oidani I. I. B.")
    assert words_of("Ойдани Ю. Б.").initials == (fold("Юрий")[0], fold("Болат")[0])
