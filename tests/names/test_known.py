from __future__ import annotations

from fundlink.names import fold
from fundlink.names.data import rows
from fundlink.names.known import in_arabic, known_apart, known_consonants, known_name, spelled_in_arabic


def test_two_known_names_are_two_however_alike() -> None:
    assert known_apart(fold("Халид"), fold("Халил"))
    assert known_apart(fold("Каримов"), fold("Касымов"))
    assert known_apart(fold("Магомед"), fold("Мұхаммед")) is False
    assert known_apart(fold("Халид"), fold("Халдд")) is None


def test_the_names_of_twins_are_two() -> None:
    twins = (("Асан", "Үсен"), ("Асан", "Усен"), ("Хасан", "Хусан"), ("Hasan", "Husan"), ("Хасан", "Хусейн"))
    assert all(known_apart(fold(one), fold(other)) for one, other in twins)
    assert known_apart(fold("Хусан"), fold("Хусейн")) is False


def test_an_arabic_spelling_is_read_with_its_vowels() -> None:
    assert in_arabic("حسن") != in_arabic("حسين")
    assert in_arabic("احمد") == in_arabic("أحمد") == fold("Ахмет")


def test_arabic_letters_tell_apart_only_what_they_are_known_to() -> None:
    assert spelled_in_arabic(fold("Хамид")) != spelled_in_arabic(fold("Хамад"))
    assert None in (spelled_in_arabic(fold("Марат")), spelled_in_arabic(fold("Мұрат")))
    assert known_consonants(fold("Елена")) != known_consonants(fold("Ольга"))
    assert known_consonants(fold("Вщткл")) is None


def test_no_name_stands_in_the_table_twice() -> None:
    names = [row["name"] for row in rows("given_names")]
    assert len(names) == len(set(names))
    assert all(known_name(fold(name)) for name in ("Нұрлан", "Мұрат", "Омар"))


def test_one_name_in_two_languages_is_no_bar() -> None:
    one = (
        *(("Хамид", "Хамит"), ("Хамид", "Гамид"), ("Камила", "Камиля"), ("Гүлнар", "Гүлнара"), ("Наргес", "Наргиз")),
        *(("Тугрул", "Tuğrul"), ("Бирол", "Birol"), ("Элиф", "Elif")),
    )
    assert [pair for pair in one if known_apart(*map(fold, pair)) is not False] == []
    assert in_arabic("حميد") == known_name(fold("Хамит")) != in_arabic("حامد")
    assert (in_arabic("عياد"), in_arabic("إياد")) == (fold("Аяд"), fold("Ияд"))
