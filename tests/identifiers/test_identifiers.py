from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundlink.identifiers import (
    check_digit,
    check_document,
    is_role_address,
    normalise_email,
    normalise_phone,
    parse_bin,
    parse_iin,
)


def numbered(first_eleven: str) -> str:
    digit = check_digit(first_eleven)
    assert digit is not None
    return first_eleven + digit


def test_iin_tells_birth_date_and_sex() -> None:
    iin = parse_iin(numbered("80051730001"))
    assert iin is not None
    assert (iin.birth_date, iin.sex) == ("1980-05-17", "male")
    later = parse_iin(numbered("05022860010"))
    assert later is not None
    assert (later.birth_date, later.sex) == ("2005-02-28", "female")


def test_numbers_are_read_in_digits_of_any_script() -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    person, body = numbered("80051730001"), numbered("15034000123")
    assert parse_iin(person.translate(arabic)) == parse_iin(person) is not None
    assert parse_bin(body.translate(arabic)) == body


@pytest.mark.parametrize("first_eleven", ["80023030001", "80001730001", "80051770001", "01022950001"])
def test_iin_needs_a_real_day_and_a_century(first_eleven: str) -> None:
    digit = check_digit(first_eleven)
    assert digit is None or parse_iin(first_eleven + digit) is None


def test_the_second_weights_are_used_when_the_first_give_ten() -> None:
    first_sum = [sum(int(d) * w for d, w in zip(f"{n:011d}", range(1, 12), strict=True)) % 11 for n in range(400)]
    number = f"{first_sum.index(10):011d}"
    second = sum(int(d) * w for d, w in zip(number, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), strict=True)) % 11
    assert check_digit(number) == (str(second) if second < 10 else None)


@given(st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(at: int, more: int) -> None:
    number = numbered("80051730001")
    wrong = number[:at] + str((int(number[at : at + 1] or 0) + more) % 10) + number[at + 1 :]
    # The weights 1 to 11 notice any single slip but one of the digit whose weight is 11.
    assert at in (10, 11) or parse_iin(wrong) is None


def test_bin_needs_month_and_kind() -> None:
    assert parse_bin(numbered("15034000123")) == numbered("15034000123")
    assert parse_bin(numbered("15134000123")) is None
    assert parse_bin(numbered("80051730001")) is None
    assert parse_bin(None) is None


@pytest.mark.parametrize(
    "written", ["+7 701 456 71 23", "8 (701) 456-71-23", "87014567123", "7014567123", "007 701 456 71 23"]
)
def test_phones_have_one_spelling(written: str) -> None:
    assert normalise_phone(written) == "+77014567123"


@pytest.mark.parametrize("written", ["", "12", "unknown", "+7 999", None])
def test_what_is_no_phone_is_none(written: str | None) -> None:
    assert normalise_phone(written) is None


def test_emails() -> None:
    assert normalise_email(" A.Akhmetov@Mail.Example ") == "a.akhmetov@mail.example"
    assert normalise_email("nobody@localhost") is None
    assert normalise_email("a b@mail.example") is None
    assert normalise_email(None) is None


@pytest.mark.parametrize(
    ("written", "role"),
    [("Info@fund.example", True), ("no-reply+7@fund.example", True)]
    + [(f"{own}@fund.example", False) for own in ("informer", "a.akhmetov", "salesman")],
)
def test_an_office_has_an_address_of_nobody(written: str, role: bool) -> None:
    assert is_role_address(written) is role


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("N12345679", "N12345679"),
        ("Н12345679", "N12345679"),
        ("№ N 1234-5679", "N12345679"),
        ("No. n12345679", "N12345679"),
        ("АВ 1234567", "AB1234567"),
        ("АБ 1234567", "AБ1234567"),
        ("79-0506-1", "7905061"),
        ("N١٢٣٤٥٦٧٩", "N12345679"),
        ("001234567", "001234567"),
        ("LEI 549300", "LEI549300"),
        ("C12ABCDE", "C12ABCDE"),
        ("gb-chc-1123456-1", "GB-CHC-1123456-1"),
        ("360G-invented:org-1", "360G-INVENTED:ORG-1"),
    ],
)
def test_documents_have_one_spelling(written: str, number: str) -> None:
    assert check_document(written) == number


@pytest.mark.parametrize(
    "written",
    [
        *("", "нет", "жоқ", "б/н", "Б.Н.", "МВД РК", "passport", "N/A", "-", "12", "№ 123"),
        *("000000", "00 00 00", "N00000000", "1111-1111", "123456789", "012345678", "987654321"),
        *("паспорт 123", "ID 123", "PASSPORT 12", "C1ABCDEF", "B00ABCDE"),
        *("GB-CHC-000000", "GB-CHC-n/a"),
    ],
)
def test_what_is_no_document_is_none(written: str) -> None:
    assert check_document(written) is None


@pytest.mark.parametrize(
    "written", ["77777777777", "+7 701 111 11 11", "8 (701) 000-00-00", "+7 701 123 45 67", "+7 701 765 43 21"]
)
def test_a_phone_of_one_digit_or_of_a_run_is_nobodys(written: str) -> None:
    assert normalise_phone(written) is None


@pytest.mark.parametrize("local", ["no", "None", "net", "test", "noemail", "no_mail", "нет", "000", "-"])
def test_a_mailbox_named_for_nothing_is_nobodys(local: str) -> None:
    assert normalise_email(f"{local}@mail.example") is None


@pytest.mark.parametrize("local", ["noel", "netesov", "testov.a", "a0", "777", "nonna"])
def test_a_mailbox_that_only_begins_so_is_somebodys(local: str) -> None:
    assert normalise_email(f"{local}@mail.example") == f"{local}@mail.example"
