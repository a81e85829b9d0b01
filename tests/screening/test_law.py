"""The law of screening: what is enough, and what never is."""

from __future__ import annotations

import pytest

from fundlink.screening import Match, Screener, Subject, Verdict, verdict_of
from tests.screening.conftest import crowd, entry

MALE, FEMALE, OTHER = "780101300018", "780101400016", "790506300013"
SERIK = {
    "birth_dates": ("1979-05-06", "1978"),
    "numbers": ("N 9912345",),
    # The second is the example of BIP-173, the third that of CashAddr.
    "wallets": (
        "0xABCDEF00000000000000000000000000000000ab",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
    ),
    "phones": ("77010000991",),
    "emails": ("serik@invented.example",),
    "sex": "male",
}


def screen(*listed: object, name: str | None = None, **known: str) -> list[Match]:
    entries = [one for one in listed if one] or [entry("Serik Oidanshygarylgan", "Abu Serik al-Oidani", **SERIK)]
    return Screener([*entries, *crowd()]).screen(name, **known)  # type: ignore[list-item]  # entries are listings


def verdict(name: str | None = "Serik Oidanshygarylgan", **known: str) -> str:
    return verdict_of(screen(name=name, **known)).value


@pytest.mark.parametrize(
    ("known", "expected"),
    {
        "a name alone": ({}, "possible"),
        "the day of birth": ({"born": "1979-05-06"}, "hit"),
        "day and month swapped": ({"born": "1979-06-05"}, "possible"),
        "another day of the year": ({"born": "1979-11-30"}, "possible"),
        "the first of January": ({"born": "1979-01-01"}, "possible"),
        "far from the birth date": ({"born": "1990-05-06"}, "none"),
        "two years from it": ({"born": "1981"}, "possible"),
        "the document": ({"document": "n-9912345"}, "hit"),
        "the document in Cyrillic": ({"document": "№ Н 9912345"}, "hit"),
        "another document": ({"document": "K1234567"}, "possible"),
        "the wallet in capitals": ({"wallet": "0xABCDEF00000000000000000000000000000000AB"}, "hit"),
        "the other wallet in capitals": ({"wallet": "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"}, "hit"),
        "the third without its prefix": ({"wallet": "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"}, "hit"),
        "the phone": ({"phone": "+7 701 000 09 91"}, "hit"),
        "the sex of the IIN": ({"iin": FEMALE}, "none"),
    }.values(),
)
def test_what_else_is_known_decides(known: dict[str, str], expected: str) -> None:
    assert verdict(**known) == expected


def test_of_names_that_agree_equally_the_first_of_its_list_is_told() -> None:
    # They are the second and the ninth of all names: Python reads a set of 1 and 8 from the 8.
    others = [f"Invented{letter}ov Somebody" for letter in "abcdef"]
    listed = entry("Serik Oidanshygarylgan", *others, "Oidanshygarylgan Serik")
    assert [m.name for m in screen(entry("Nobody"), listed, name="Серик Ойданшыгарылган")] == [listed.names[0][0]]


def test_a_document_is_enough_whatever_the_name() -> None:
    (match,) = screen(name="Somebody Else", born="1950", document="N9912345")
    assert match.verdict is Verdict.HIT
    assert match.agrees == ("number N9912345",)
    assert [reason.split(":")[0] for reason in match.contradicts] == ["the name differs", "another time of birth"]
    assert verdict(None, document="N9912345") == "hit"


def test_a_phone_or_an_address_that_people_share_is_only_possible() -> None:
    assert verdict("Somebody Else", phone="87010000991") == "possible"
    assert verdict(None, email="Serik@Invented.Example") == "possible"


@pytest.mark.parametrize("number", ["", "12", "none", "N/A", "-----"])
def test_what_is_no_number_identifies_nobody(number: str) -> None:
    assert screen(entry("A Nobody", numbers=(number,)), document=number) == []


def test_a_rare_whole_name_with_the_year_is_a_hit_and_against_it_stays_possible() -> None:
    name = "Serik Oidanshygarylgan Qurastyrylgan"
    listed = entry(name, birth_dates=("1979",))
    assert [m.verdict for m in screen(listed, name=name, born="1979-03-03")] == [Verdict.HIT]
    (match,) = screen(listed, name=name, born="1950")
    assert match.verdict is Verdict.POSSIBLE
    assert match.contradicts == ("another time of birth: 1950, listed 1979",)


@pytest.mark.parametrize(
    ("name", "born", "numbers", "ruled_out"),
    [
        ("Ойданшыгарылган Серик", "1990-05-06", (), True),
        ("Serik Oidanshygarylgan Somebody", "1990-05-06", (), False),
        ("Serik Oidanshygarylgan", "1981", (), False),
        ("Serik Oidanshygarylgan", "1990-05-06", (FEMALE,), False),
        ("Serik Oidanshygarylgan", "1990-05-06", ("N9912345",), False),
    ],
)
def test_a_whole_name_that_only_a_birth_date_rules_out_is_told(
    name: str, born: str, numbers: tuple[str, ...], ruled_out: bool
) -> None:
    for ended in (None, "2024-03-01"):
        listed = entry("Serik Oidanshygarylgan", **{**SERIK, "delisted_on": ended})
        answer = Screener([listed, *crowd()]).answer(Subject((name,), born=(born,), numbers=numbers))
        assert [(m.listing, m.verdict) for m in answer.ruled_out] == [(listed, Verdict.NONE)] * ruled_out
        assert Verdict.NONE not in {match.verdict for match in answer.matches}


def test_a_common_name_floods_nobody() -> None:
    assert screen(name="Muhammad Ali") == []
    assert screen(name="Ahmad") == []
    short = entry("Muhammad Ali", reference_number="X.9")
    assert [m.listing for m in screen(short, name="Мухаммад Али")] == [short]


def test_what_has_ended_is_former_and_never_current() -> None:
    listed = entry("Serik Oidanshygarylgan", **{**SERIK, "delisted_on": "2024-03-01"})
    for known, else_it_were in (({}, "possible"), ({"document": "N9912345"}, "hit"), ({"born": "1979-05-06"}, "hit")):
        (match,) = screen(listed, name="Serik Oidanshygarylgan", **known)
        assert match.by_evidence == else_it_were
        assert (match.verdict, match.listing.listed_on) == (Verdict.FORMER, "2020-01-02")
        assert match.listing.delisted_on == "2024-03-01"
    current = entry("Serik Oidanshygarylgan", reference_number="X.2")
    both = screen(listed, current, name="Serik Oidanshygarylgan")
    assert [m.verdict.value for m in both] == ["possible", "former"]
    assert verdict_of(both) is Verdict.POSSIBLE


BODIES = (
    "International Charity Foundation",
    "General Trading Company LLC",
    "Благотворительный фонд помощи",
    "Халықаралық қайырымдылық қоры",
    "المؤسسة الخيرية الدولية",
    "Charrity Tradding Corporation",
)


@pytest.mark.parametrize("name", BODIES)
def test_generic_words_carry_no_weight(name: str) -> None:
    listed = [
        entry(f"Oidanshygarylgan {word}", kind="organization")
        for word in ("International Charity Foundation", "General Trading Company", "Фонд помощи", "الخيرية الدولية")
    ]
    assert screen(*listed, name=name) == []


def test_a_telling_word_finds_an_organization_whatever_generic_words_stand_beside_it() -> None:
    listed = entry("Oidanshygarylgan International Trading Co. Ltd.", kind="organization")
    for name in ("ТОО «Ойданшыгарылган»", "Oydanshygarylghan Relief Fund", "ОФ Ойданшыгарылган"):
        assert [m.listing for m in screen(listed, name=name)] == [listed]
    assert screen(listed, name="Oidanshygarylgan", kind="person") == []


def test_a_weak_alias_of_one_common_word_says_nothing() -> None:
    listed = entry("Serik Oidanshygarylgan", weak=("Omar", "Qurastyrylgan"))
    assert screen(listed, name="Omar") == []
    assert [str(m.quality) for m in screen(listed, name="Qurastyrylgan")] == ["low-quality alias"]


def test_a_father_is_not_his_son() -> None:
    listed = entry("Anatoliy Sergeyevich Inventedov", reference_number="X.3")
    assert not any(m.listing is listed for m in screen(listed, name="Сергей Инвентов"))
    assert any(m.listing is listed for m in screen(listed, name="Инвентедов Анатолий Сергеевич"))


def test_a_short_form_is_no_worse_than_a_slip_and_no_better() -> None:
    for listed, name in (
        ("Ekaterina Oidanshyg", "Катерина Ойданшыг"),
        ("Yuri Oidanshyg", "Юра Ойданшыг"),
        ("Aleksandr Oidanshyg", "Саша Ойданшыг"),
        ("Sasha Oidanshyg", "Александр Ойданшыг"),
    ):
        (match,) = screen(entry(listed), name=name)
        assert match.verdict is Verdict.POSSIBLE
        assert screen(entry(listed), name=name.split()[0]) == []


def test_sons_of_different_fathers_are_different_people() -> None:
    listed = entry("Elena Nikolaevna Inventedova")
    for name, is_found in {
        "Inventedova Elena Nikolayevna": True,
        "Инвентедова Елена": True,
        "Inventedova Elena Olegovna": False,
    }.items():
        assert [m.listing for m in screen(listed, name=name)] == [listed] * is_found


def test_another_iin_contradicts() -> None:
    listed = entry("Serik Oidanshygarylgan", numbers=(MALE,))
    assert screen(listed, name="Serik Oidanshygarylgan", iin=OTHER) == []
    assert [m.verdict for m in screen(listed, name="Serik Oidanshygarylgan", iin=MALE)] == [Verdict.HIT]


@pytest.mark.parametrize(
    ("name", "born", "expected"),
    [
        ("Oidanshygarylgan S.", "1979-05-06", "hit"),
        ("С. Ойданшыгарылган", "1979-05-06", "hit"),
        ("Ойданшыгарылган С. Б.", "1979-05-06", "hit"),
        ("Ойданшыгарылган Б. С.", "1979-05-06", "hit"),
        ("Oidanshygarylgan B.T.", "1990-05-06", "none"),
        ("Oidanshygarylgan S.", "1990-05-06", "none"),
    ],
)
def test_initials_count(name: str, born: str, expected: str) -> None:
    assert verdict(name, born=born) == expected


def test_what_initials_say_is_told() -> None:
    (fits,) = screen(name="Oidanshygarylgan S.", born="1979-05-06")
    (differs,) = screen(name="Oidanshygarylgan T.", born="1979-05-06")
    assert "the initials fit" in fits.agrees[0]
    assert differs.contradicts == ("the initials differ: listed «Serik Oidanshygarylgan»",)
    assert fits.score > differs.score
