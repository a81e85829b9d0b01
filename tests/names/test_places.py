"""Places and addresses in one key."""

from __future__ import annotations

from collections import defaultdict

from fundlink.names import address_key, fold, house_keys, place_key, skeleton
from fundlink.names.data import rows


def test_places_in_several_languages_and_by_former_names() -> None:
    for places in (
        ("Түркістан", "Туркестан", "Turkistan"),
        ("Мәскеу", "Москва"),
        ("Стамбұл", "Istanbul", "إسطنبول"),
        ("Нур-Султан", "Нұр-Сұлтан", "Tselinograd", "Астана", "Astana"),
        ("Чимкент", "Chimkent", "Шымкент", "Shymkent"),
        ("Джамбул", "Dzhambul", "Тараз"),
        ("Semipalatinsk", "Семей"),
        ("Petropavlovsk", "Петропавл"),
        ("Aktyubinsk", "Aktubinsk", "Актобе"),
        ("Guryev", "Атырау"),
        ("Ust-Kamenogorsk", "Өскемен"),
    ):
        assert len({place_key(place) for place in places}) == 1, places
    assert place_key("Тараз") != place_key("Туркестан")


def test_no_two_cities_share_a_name_of_the_table() -> None:
    cities = defaultdict(set)
    for row in rows("places"):
        cities[tuple(map(fold, row["written"].replace("-", " ").split()))].add(row["place"])
    assert {name: places for name, places in cities.items() if len(places) > 1} == {}
    # Nor does a line say what the letters tell by themselves.
    assert [name for name, (city,) in cities.items() if " ".join(map(skeleton, name)) == place_key(city)] == []
    assert len({place_key(row["place"]) for row in rows("places")}) == len({row["place"] for row in rows("places")})


def test_an_address_needs_a_house() -> None:
    assert address_key("ул. Садовая, д. 12, Тараз") == address_key("Тараз, Sadovaia st 12") != ""
    assert address_key("ул. Садовая, д. 12, Тараз") != address_key("ул. Садовая, д. 14, Тараз")
    assert address_key("Тараз, ул. Садовая") == address_key("12") == ""


def test_a_house_is_its_number_and_postcode() -> None:
    assert house_keys("ул. Садовая, д. 12, кв. 3, Тараз 080000") == ["12 080000", "3 080000"]
    assert house_keys("ул. Садовая, д. 12, Тараз") == house_keys("Тараз 080000") == []
