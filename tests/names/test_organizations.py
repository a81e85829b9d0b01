from __future__ import annotations

import pytest

from fundlink.names import looks_like_organization, organization_key


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
    ],
)
def test_organisations_are_told(name: str) -> None:
    assert looks_like_organization(name)


@pytest.mark.parametrize("name", ["Ахметов Нурлан", "Fundak Serik", "Қоржын Асан", "محمد علي", "A. Akhmetova", "Серік"])
def test_persons_are_told(name: str) -> None:
    assert not looks_like_organization(name)


def test_the_key_has_no_legal_form_and_no_script() -> None:
    names = ("ОФ «Шапағат»", "«Шапағат» қоғамдық қоры", "Общественный фонд «Шапагат»", "Shapagat Public Foundation")
    assert len({organization_key(name) for name in names}) == 1
    assert organization_key("Public Foundation") == organization_key("public foundation") != ""
    assert organization_key("Шапағат 12") != organization_key("Шапағат 13")
