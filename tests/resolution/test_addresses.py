from __future__ import annotations

import pytest

from fundlink.resolution.addresses import address_keys


def door(address: str) -> str | None:
    keys = address_keys(address)
    return keys.door if keys else None


@pytest.mark.parametrize(
    "written",
    [
        "ул. Абая 150, Алматы",
        "Алматы, ул. Абая, д. 150, кв. 12",
        "г. Алматы, ул. Абая, 150",
        "Абай көшесі 150, Алматы қаласы",
        "150 Abai Street, Almaty 050000",
        "Business centre, 150 Abai St",
    ],
)
def test_one_house_in_any_order_and_script(written: str) -> None:
    assert door(written) == door("Абая 150")


def test_one_number_on_two_streets_of_a_town_is_two_houses() -> None:
    assert door("ул. Абая 150, Алматы") != door("ул. Сатпаева 150, Алматы")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("ул. Абая 12А, кв. 5", "Абай көшесі 12а"),
        ("12B Baker Street, London", "London, Baker Street 12b"),
        ("ул. Абая 012, Алматы", "ул. Абая 12"),
    ],
)
def test_the_letter_of_a_house_is_part_of_its_number(written: str, same: str) -> None:
    assert door(written)
    assert door(written) == door(same)


def test_two_letters_are_two_houses() -> None:
    assert len({door(f"ул. Абая {number}, Алматы") for number in ("12", "12а", "12б", "14")}) == 4


@pytest.mark.parametrize("written", ["г. Тараз, мкр 5", "Тараз, 080000", "Berlin, 10115 Mitte"])
def test_a_district_or_a_postcode_is_no_house(written: str) -> None:
    assert door(written) is None
