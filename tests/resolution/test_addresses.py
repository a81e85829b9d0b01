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


@pytest.mark.parametrize("written", ["г. Тараз, мкр 5", "Тараз, 080000", "Berlin, 10115 Mitte"])
def test_a_district_or_a_postcode_is_no_house(written: str) -> None:
    assert door(written) is None
