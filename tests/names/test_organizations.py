from __future__ import annotations

import pytest

from fundlink.names import (
    looks_like_organization,
    place_key,
    read_organization,
    similar_keys,
    without_reach,
)


def key(name: str) -> str:
    return read_organization(name).key


@pytest.mark.parametrize(
    "name",
    [
        "ОФ Шапағат",
        "«Шапағат» қоғамдық қоры",
        "Общественный фонд «Шапагат»",
        "Shapagat Public Foundation",
        "Shapagat Charity Fund",
        "ТОО Алтын",
        "Алтын ЖШС",
        "Altyn LLP",
        "مؤسسة الرحمة",
        "Таразский филиал Алтын",
        "ИП Сериков",
        "Средняя школа №7",
        "№7 орта мектебі",
        "Karabulak Hospital",
        "Дирекция фондов",
        "Компания Арай",
        "Sanabil Charity",
        "«Арай»",
        "«Серік Маратұлы»",
    ],
)
def test_organisations_are_told(name: str) -> None:
    assert looks_like_organization(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ахметов Нурлан",
        "Fundak Serik",
        "Қоржын Асан",
        "محمد علي",
        "A. Akhmetova",
        "Серік",
        "Иванов О.О.",
        "Ро Геннадий",
        "Кеңес Ахметов",
        "Акылбек Хасенов",
        "Ахметов К.Х.",
        "Компаниец Асан",
        "Фондаминский Асан",
        "Ломбардо Роза",
        "Харитонов (Charitonov) Асан",
        "Ахметов Серік Маратұлы «Дикий»",
        "Ахметов Серік «Дикий» Маратович",
    ],
)
def test_persons_are_told(name: str) -> None:
    assert not looks_like_organization(name)


@pytest.mark.parametrize(
    "names",
    [
        ("ОФ «Шапағат»", "«Шапағат» қоғамдық қоры", "«Шапағат» ҚҚ", "Shapagat Public Foundation", "О.Ф. Шапагат"),
        ("Фонд «Шапагат»", "Shapagat Fund", "Шапағат қоры", "Shapaghat qory"),
        (
            "ТОО «Алтын»",
            "«Алтын» ЖШС",
            "Altyn LLP",
            "Altyn L.L.C.",
            "L.L.C. Altyn",
            "Алтын жауапкершілігі шектеулі серіктестігі",
        ),
        ("АО Алтын", "Алтын АҚ", "Altyn JSC", "Акционерное общество «Алтын»", "Алтын акционерлік қоғамы"),
        ("شركة الرحمة ذ.م.م", "الرحمة شركة ذات مسؤولية محدودة", "رحمة"),
        ("مؤسسة الرحمة الخيرية", "مؤسسة خيرية الرحمة", "جمعية الرحمة"),
        ("Al-Rahma Foundation", "Ar-Rahma Fund", "Аль-Рахма қоры", "ОФ «Рахма»"),
    ],
)
def test_the_key_has_no_legal_form_and_no_script(names: tuple[str, ...]) -> None:
    assert len({key(name) for name in names}) == 1


def test_a_city_in_one_letter_is_left_out_wherever_it_stands() -> None:
    names = ("«Мирас» қоғамдық қоры Тараз қ.", "ОФ «Мирас» Тараз г.", "Общественный фонд «Мирас» г. Тараз")
    assert {key(name) for name in names} == {"miras taraz"}


def test_the_key_of_nothing_but_a_form_is_the_form() -> None:
    assert key("Public Foundation") == key("public foundation") != ""
    assert key("Шапағат 12") != key("Шапағат 13")
    assert key("Дом фонда мира") != key("Дом мира")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ТОО Алтын", "Altyn LLC", True),
        ("ОФ Алтын", "Алтын қоғамдық қоры", True),
        ("ОФ Алтын", "ТОО Алтын", False),
        ("АО Алтын", "ТОО Алтын", False),
        ("ИП Алтын", "Алтын ЖК", True),
    ],
)
def test_legal_forms_of_several_languages(one: str, other: str, same: bool) -> None:
    assert (read_organization(one).form == read_organization(other).form != "") == same


@pytest.mark.parametrize(
    "name",
    [
        "Филиал ОФ «Шапағат» в г. Тараз",
        "ОФ «Шапағат», филиал г. Тараз",
        "«Шапағат» қорының Тараз филиалы",
        "Шапағат Тараз қаласындағы филиалы",
        "Shapagat Foundation (Taraz branch)",
        "SHAPAGAT : TARAZ BRANCH",
        "Shapagat LLP Taraz Branch",
        "Branch of Shapagat LLP in the city of Taraz",
        "Представительство фонда Шапагат в Тараз",
        "Шапағат филиал Тараз",
    ],
)
def test_a_branch_has_the_name_of_its_head_and_a_place(name: str) -> None:
    read = read_organization(name)
    assert (read.branch, read.sure) == (True, True)
    assert (read.key, read.place) == (key("Шапағат"), place_key("Тараз"))


def test_a_branch_in_arabic() -> None:
    for name in ("مؤسسة الرحمة - فرع دبي", "مؤسسة الرحمة فرع دبي"):
        read = read_organization(name)
        assert (read.branch, read.key, read.place) == (True, key("الرحمة"), place_key("دبي"))


@pytest.mark.parametrize("name", ["Altyn Jol Branch", "Тараз филиалы", "Филиал «Тараз» ТОО «Алтын»"])
def test_a_branch_that_may_be_of_two_is_not_sure(name: str) -> None:
    read = read_organization(name)
    assert (read.branch, read.sure) == (True, False)


@pytest.mark.parametrize("name", ["ОФ Шапағат", "Фонд помощи детям в Африке", "Branchville Trading LLC"])
def test_no_branch(name: str) -> None:
    assert not read_organization(name).branch


@pytest.mark.parametrize(
    ("name", "now", "former"),
    [
        ("ОФ «Нұр» (бывш. ОФ «Шапағат»)", "ОФ «Нұр»", "ОФ «Шапағат»"),
        ("ТОО Алтын, ранее ТОО Күміс", "ТОО Алтын", "ТОО Күміс"),
        ("«Нұр» қоры (бұрынғы «Шапағат» қоры)", "«Нұр» қоры", "«Шапағат» қоры"),
        ("Nur Fund, formerly known as Shapagat Fund", "Nur Fund", "Shapagat Fund"),
        ("Nur Fund f.k.a. Shapagat Fund", "Nur Fund", "Shapagat Fund"),
        ("مؤسسة النور (سابقا مؤسسة الرحمة)", "مؤسسة النور", "مؤسسة الرحمة"),
        ("مؤسسة النور (مؤسسة الرحمة سابقا)", "مؤسسة النور", "مؤسسة الرحمة"),
        ("Bright Tulip LLP d/b/a Tulip Corner", "Bright Tulip LLP", "Tulip Corner"),
        ("ТОО «Айгерім» (магазин «Дастарқан»)", "ТОО «Айгерім»", "магазин «Дастарқан»"),
        ("Tulip Corner (Bright Tulip LLP)", "Tulip Corner", "Bright Tulip LLP"),
        ("ОФ Нұр (бывш. ОФ Шапағат", "ОФ Нұр", "ОФ Шапағат"),
        ("ОФ «Жол Самала» (Samal Way Foundation)", "ОФ «Жол Самала»", "Samal Way Foundation"),
    ],
)
def test_other_names_are_read_out(name: str, now: str, former: str) -> None:
    read = read_organization(name)
    assert (read.text, read.others) == (now, (former,))


@pytest.mark.parametrize(
    "name",
    [
        "ОФ «Нұр» (Тараз)",
        "Nur (fund)",
        "Ранее утро",
        "Бұрын",
        "ИП Ералханов (рынок «Кербез Орда»)",
        "ТОО «Нұр» (учредитель ТОО «Самалтау»)",
        "КГУ «Школа №505» (ГУ «Отдел образования»)",
        "Al Noor (Money Transfer)",
        "«Бөбек» (учебный центр)",
        "Al Noor Trade Mark Services",
        "(ОФ «Мирас»)",
    ],
)
def test_no_other_name(name: str) -> None:
    assert read_organization(name).others == ()


@pytest.mark.parametrize(
    ("name", "as_if"),
    [
        ("Najm Commercial Bank (NCB)", "Najm Commercial Bank"),
        ("ОФ «Мирас» (ул. Садовая, 12)", "ОФ «Мирас»"),
        ("(ОФ «Мирас»)", "ОФ «Мирас»"),
        ("Фонд 007", "Фонд 7"),
        (f"Фонд {'0' * 5000}7", "Фонд 7"),
    ],
)
def test_what_is_no_part_of_the_key(name: str, as_if: str) -> None:
    assert key(name) == key(as_if)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Мечеть (ул. Садовая)", "Мечеть (ул. Речная)"), ("Al Fateh (VI)", "Al Fateh (VII)"), ("Najm (AB)", "Najm (AC)")],
)
def test_brackets_that_tell_apart(one: str, other: str) -> None:
    assert not similar_keys(key(one), key(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Univrsl Export", "Universal Exports", True),
        ("Ақ Жол", "Акжол", True),
        ("الرحمة", "Рахма", True),
        ("Обмен Арай жастар", "Обмен Арай аналар", False),
        ("Шапағат 12", "Шапағат 13", False),
        ("Мечеть №1", "Мечеть №2", False),
        ("Мечеть №1", "Мечеть № 1", True),
        ("Мечеть №1", "Мечеть 1", True),
        ("Детский дом №1", "Детский дом №2", False),
        ("Orphanage N1", "Orphanage N2", False),
        ("Orphanage N1", "Orphanage No. 1", True),
        ("ТОО Строй2", "ТОО Строй3", False),
        ("ТОО Строй2", "Строй 2", True),
        ("Фонд А1", "Фонд А2", False),
        ("Фонд А1", "A1 Foundation", True),
        ("24KZ", "25KZ", False),
        ("Aman Trade", "Aman Trade II", False),
        ("Aman Trade II", "Aman Trade III", False),
        ("Aman Trade I LLC", "Aman Trade LLC", False),
        ("Aman Trade II", "Aman Trade 2", True),
        ("Шапағат", "Шапағат Тараз", False),
        ("Нұр", "Нар", False),
        ("ТОО «Волна»", "ТОО «Волга»", False),
        ("Асыл Орман", "Жасыл Орман", False),
        ("North Caspian Catering", "South Caspian Catering", False),
        ("ИП Ахметов В.", "ИП Ахметов Г.", False),
        ("ИП Ахметов А.С.", "ИП Ахметов Е.С.", False),
        ("Ет және Сүт", "Ет & Сүт", True),
        ("ТОО «XXI век»", "21 век", True),
        ("مدرسة الواحة رقم ١٢", "مدرسة الواحة رقم 12", True),
        ("№7 мектеп-гимназиясы", "Школа-гимназия № 7", True),
        ("Kurylys Service LLP", "ТОО «Құрылыс Сервис»", True),
        ("Balalar Bagy", "Балалар бағы", True),
        ("Общественый фонд «Жұпар Гүлі»", "ОФ «Жұпар Гүлі»", True),
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    assert similar_keys(key(one), key(other)) == same
    assert similar_keys(key(other), key(one)) == same


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Aman Trade", "Aman Universal Trade LLC", True),
        ("Халықаралық Арай аналар", "Арай аналар", True),
        ("Universal Aman Trade", "Worldwide Aman Trade", False),
        ("Aman", "Aman International", False),
        ("Aman Trade", "Aman Trade Group", False),
        ("Aman Trade", "Aman Universal Global Trade", False),
    ],
)
def test_a_word_of_reach(one: str, other: str, said: bool) -> None:
    assert (without_reach(key(one), key(other)) is not None) == said
    assert (without_reach(key(other), key(one)) is not None) == said


def test_an_address_in_brackets_is_no_name() -> None:
    assert key("ОФ Шапағат (ул. Садовая 12)") == key("ОФ Шапағат")
    assert key("ОФ Шапағат (Тараз)") != key("ОФ Шапағат")
