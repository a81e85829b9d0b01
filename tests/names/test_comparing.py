from __future__ import annotations

import pytest

from fundlink.names import Alike, compare_names, parse_name


def _score(one: str, other: str) -> float:
    return compare_names(parse_name(one), parse_name(other)).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Саша Иванов", "Александр Иванов"),
        ("Нурлан Ахметов", "Akhmetoff Nurlan"),
        ("Нұрлан Серікұлы", "Ахметов Нұрлан Серікұлы"),
        ("عبد الرحمن الحربي", "Abdurrahman Al-Harbi"),
        ("Сайфуддин Каримов", "Sayf al-Din Karimov"),
        ("Рустам Анвар ўғли Собиров", "Rustam Anvarovich Sobirov"),
        ("حسين الحربي", "Хусейн аль-Харби"),
        ("Жұмабеков Асан", "Жұмаеков Асан"),
        ("Bob Smith", "Robert Smith"),
        ("Ed Jones", "Edward Jones"),
        ("Pat Moore", "Patricia Moore"),
        ("Pat Moore", "Patrick Moore"),
        ("王小明", "Wang Xiaoming"),
        ("Иманов Елжан", "ايلجان ايمانوف"),
        ("Марат Досанов", "مراد دوسانوف"),
        ("Серікқызы Айдана Ахметова", "Айдана Сериковна Ахметова"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert _score(one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Халид Мансури", "Khalil Mansuri"),
        ("Асқар Серіков", "Серіков Ерлан Асқарұлы"),
        ("Ибрагимов Асан Серікұлы", "Ибрагимов Асан Болатұлы"),
        ("Саша Иванов", "Сергей Иванов"),
        ("حسن الحربي", "Хусейн аль-Харби"),
        ("Нурлан", "Нурлан Ахметов"),
        ("Robert Smith Jr.", "Robert Smith Sr."),
        ("Бөлежанов Асан", "Бөлежанова Асем"),
        ("Галиева Мунира", "Валиева Мунира"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert _score(one, other) < 0.5


def test_parts_may_stand_in_each_others_place_when_nothing_tells_the_order() -> None:
    found = compare_names(parse_name("Серік Болат"), parse_name("Болат Серік"))
    assert found.turned
    assert (found.given, found.surname) == (Alike.SAME, Alike.SAME)
