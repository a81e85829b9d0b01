from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.names import fold, former_name, parse_name


@pytest.mark.parametrize(
    "written",
    [
        "Ахметов Нұрлан Серікұлы",
        "Ахметов Нурлан Серикович",
        "Нурлан Серикович Ахметов",
        "Akhmetov Nurlan Serikuly",
        "Nurlan Serikovich Akhmetoff",
        "احمەتوف نورلان سەرىك",
        "AKHMETOV NURLAN SERIK ULY",
    ],
)
def test_any_order_and_script_gives_the_same_parts(written: str) -> None:
    keys = parse_name(written)
    assert keys.given == fold("Нурлан")
    assert keys.surname == fold("Ахметов")
    assert keys.father == fold("Серік")


def test_brother_and_sister_share_surname_and_father() -> None:
    brother, sister = parse_name("Ахметов Асан Серікұлы"), parse_name("Ахметова Сауле Сериковна")
    assert (brother.surname, brother.father) == (sister.surname, sister.father)
    assert brother.given != sister.given


@pytest.mark.parametrize("written", ["Серікқызы", "Serıkqyzy", "Serikkyzy", "Сериковна", "Сериконва"])
def test_a_father_is_told_by_any_patronymic(written: str) -> None:
    assert parse_name(f"Айдана {written} Ахметова").father == fold("Серік")


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Akhmetov Nurlan Alibekuly", "Ахметов Нұрлан Әлібекұлы"),
        ("Nurlan Elamanuly", "Нұрлан Еламанұлы"),
        ("Akhmetova Aigul Alibekkyzy", "Ахметова Айгүл Әлібекқызы"),
        ("Nurlan Altynbay", "Нұрлан Алтынбай"),
        ("Nurlan Aleksandrovsky", "Нурлан Александровский"),
        ("Omar Alharby", "Омар аль-Харби"),
    ],
)
def test_a_latin_al_is_an_article_unless_the_ending_says_otherwise(latin: str, cyrillic: str) -> None:
    assert parse_name(latin)[:3] == parse_name(cyrillic)[:3]


@pytest.mark.parametrize(
    ("written", "given", "surname"),
    [
        ("Абу Магомедович Ахметов", "Абу", "Ахметов"),
        ("Ахметов Абу Магомедович", "Абу", "Ахметов"),
        ("Абу Ахметов", "Абу", "Ахметов"),
        ("Имам Ахметович Магомедов", "Имам", "Магомедов"),
        ("г-н Абрамович Руслан", "Руслан", ""),
        ("Ан Виктор Сергеевич", "Виктор", "Ан"),
        ("Ash Sergeevich Karterov", "Ash", "Картеров"),
        ("Abu Bakr Ahmadov", "Абубакр", "Ахмадов"),
        ("Hasan ash-Shami", "Хасан", "Шам"),
    ],
)
def test_what_is_often_no_name_may_be_one(written: str, given: str, surname: str) -> None:
    keys = parse_name(written)
    assert (keys.given, keys.surname) == (fold(given), fold(surname))


def test_compounds_in_one_word_and_in_several_are_one() -> None:
    for written in ("Abu Abd al-Rahman Akhmetov", "Абу Абдурахман Ахметов", "أبو عبد الرحمن Akhmetov"):
        assert parse_name(written).given == "abuabdurahman"
    assert parse_name("Abd Allah Akhmetov").given == parse_name("Абдулла Ахметов").given


def test_beside_a_surname_a_patronymic_is_one() -> None:
    keys = parse_name("Ахметова Серікқызы")
    assert (keys.given, keys.surname, keys.father) == ("", fold("Ахметов"), fold("Серік"))
    assert parse_name("Айдана Серікқызы").surname == fold("Серік")


def test_initials_stay_initials() -> None:
    keys = parse_name("Ахметов Н.С.")
    assert (keys.given, keys.given_initial, keys.father, keys.father_initial) == ("", "n", "", "s")
    keys = parse_name("Нурлан А.")
    assert (keys.given, keys.surname, keys.surname_initial) == (fold("Нурлан"), "", "a")


def test_a_column_of_its_own_tells_the_father() -> None:
    assert parse_name("Nurlan Akhmetov", "Serik").father == fold("Серік")
    assert parse_name("Nurlan Akhmetov", "Серикович").father == fold("Серік")


def test_arabic_compounds_and_particles() -> None:
    keys = parse_name("Abdullah bin Omar al-Harbi")
    assert keys.patronymic
    assert (keys.given, keys.father, keys.surname) == ("abdula", "umar", "harb")
    assert parse_name("Abd al-Rahman Karimov").given == parse_name("Абдурахман Каримов").given == "abdurahman"


@pytest.mark.parametrize(
    ("written", "given", "father"),
    [
        ("Бакыт уулу Эрмек", "Эрмек", "Бакыт"),
        ("Эрмек уулу Бакыт", "Бакыт", "Эрмек"),
        ("Серік ұлы Нұрлан", "Нұрлан", "Серік"),
    ],
)
def test_a_father_may_stand_before_his_son(written: str, given: str, father: str) -> None:
    keys = parse_name(written)
    assert (keys.given, keys.surname, keys.descended) == (fold(given), fold(father), True)
    assert parse_name(f"{given} {father}ұлы")[:3] == keys[:3]


@pytest.mark.parametrize(
    "written",
    [
        "Mr. Nurlan Akhmetov",
        "г-н Ахметов Нурлан",
        "гр. Ахметов Нурлан",
        "Hacı Nurlan Akhmetov",
        "NurlanAkhmetov",
        "Қажы Нұрлан Ахметов",
    ],
)
def test_a_title_is_no_name(written: str) -> None:
    keys = parse_name(written)
    assert (keys.given, keys.surname, keys.father) == (fold("Нурлан"), fold("Ахметов"), "")


@pytest.mark.parametrize(
    ("written", "former"),
    [
        ("Беркимбаева (Смаилова) Аружан Талгатовна", "Смаилова Аружан Талгатовна"),
        ("Беркимбаева Аружан Талгатовна (урожд. Смаилова)", "Смаилова Аружан Талгатовна"),
        ("Anna Smith (née Jones)", "Anna Jones"),
        ("Беркимбаева Аружан (дев. фамилия Оспан)", "Оспан Аружан"),
        ("Беркимбаева (Оспан) Аружан", None),
        ("Ахметов Серік (директор)", None),
        ("Ахметов Серік (Алматы)", None),
        ("Серік (Ахметов)", None),
        ("Серік Ахметов", None),
    ],
)
def test_a_former_surname_stands_in_brackets(written: str, former: str | None) -> None:
    assert former_name(written) == former


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Рабиги Маратовны Искаковой", "Рабига Маратовна Искакова"),
        ("Айгүли Маратовны Искаковой", "Айгүл Маратовна Искакова"),
        ("Илью Петровича Иванова", "Илья Петрович Иванов"),
        ("Ильёй Петровичем Ивановым", "Илья Петрович Иванов"),
        ("Никитой Петровичем Ивановым", "Никита Петрович Иванов"),
    ],
)
def test_a_name_in_another_case_is_the_name(written: str, called: str) -> None:
    assert parse_name(written)[:3] == parse_name(called)[:3]


def test_a_name_without_endings_says_that_its_order_is_a_guess() -> None:
    assert not parse_name("Серік Нұрлан").ordered
    assert parse_name("Серік Нұрланов").ordered


@pytest.mark.parametrize(
    ("written", "given", "surname"),
    [
        ("Smith, Robert", "Robert", "Smith"),
        ("Smith, Robert James", "Robert", "Smith"),
        ("Smith Jr., Robert", "Robert", "Smith"),
        ("al-Harbi, Omar", "Omar", "Harb"),
        ("Robert Smith, PhD", "Robert", "Smith"),
        ("Ахметов, Нұрлан Серікұлы", "Нурлан", "Ахметов"),
        ("王小明", "Xiaoming", "Wang"),
    ],
)
def test_a_comma_or_han_script_tells_the_surname(written: str, given: str, surname: str) -> None:
    keys = parse_name(written)
    assert (keys.given, keys.surname) == (fold(given), fold(surname))


def test_a_leading_initial_is_of_the_given_name() -> None:
    keys = parse_name("B. Smith")
    assert (keys.given, keys.given_initial, keys.surname) == ("", "b", fold("Smith"))


@pytest.mark.parametrize(
    ("written", "generation"),
    [
        ("Robert Smith Jr.", "younger"),
        ("Robert Smith, Sr", "elder"),
        ("Robert Smith III", "third"),
        ("Иванов Иван Петрович мл.", "younger"),
        ("Junior Messias", ""),
        ("Robert Smith", ""),
    ],
)
def test_a_generation_is_no_part_of_the_surname(written: str, generation: str) -> None:
    keys = parse_name(written)
    assert keys.generation == generation
    assert not generation or keys.surname in {fold("Smith"), fold("Иванов")}


@pytest.mark.parametrize(
    ("written", "gender"),
    [("Ахметова Сауле", "f"), ("Akhmetov Nurlan", "m"), ("Айгүл Серікқызы", "f"), ("Нурлан", ""), ("سيتوف مراد", "")],
)
def test_endings_tell_the_gender_but_not_of_a_surname_in_arabic_script(written: str, gender: str) -> None:
    assert parse_name(written).gender == gender


@given(st.text(max_size=80), st.none() | st.text(max_size=20))
def test_anything_can_be_parsed(text: str, father: str | None) -> None:
    keys = parse_name(text, father)
    for key in (keys.given, keys.surname, keys.father):
        assert key.isascii()
