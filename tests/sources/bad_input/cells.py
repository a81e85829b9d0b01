"""Cells: name -> source, the cells, and what comes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

DONATIONS, CAMPAIGNS = "crowdfunding_donations", "crowdfunding_campaigns"
TRANSFERS, OFFICERS, NPOS = "informal_transfers", "npo_officers", "npo_register"

REJECTED: dict[str, tuple[str, dict[str, str], str]] = {
    "not a number": (DONATIONS, {"amount": "NaN"}, "amount «NaN» is no amount"),
    "infinite": (DONATIONS, {"amount": "-inf"}, "amount «-inf» is no amount"),
    "1e308": (DONATIONS, {"amount": "1e308"}, "amount «1e308» is no amount"),
    "negative": (DONATIONS, {"amount": "-5.00"}, "amount «-5.00» is no amount"),
    "negative in brackets": (DONATIONS, {"amount": "(5.00)"}, "amount «(5.00)» is no amount"),
    "negative, in Unicode": (DONATIONS, {"amount": "−5"}, "amount «−5» is no amount"),
    "too exact": (DONATIONS, {"amount": "10.005"}, "amount «10.005» has more decimals than its currency"),
    "a comma for either": (DONATIONS, {"amount": "1,234"}, "its comma may be for thousands or for decimals"),
    "groups of two": (DONATIONS, {"amount": "12,34,567"}, "amount «12,34,567» is no amount"),
    "two amounts": (DONATIONS, {"amount": "100 / 200"}, "amount «100 / 200» is no amount"),
    "too much": (DONATIONS, {"amount": "9" * 18}, "is more than 64 bits hold in the smallest unit"),
    "another currency": (DONATIONS, {"amount": "$85K"}, "amount «$85K» says $, and KZT stands beside it"),
    "a currency nobody knows": (DONATIONS, {"currency": "XXQ"}, "has no known currency beside it (ISO 4217 code)"),
    "no currency": (DONATIONS, {"currency": ""}, "amount «1000.00» has no known currency"),
    "no amount": (DONATIONS, {"amount": ""}, "amount is empty"),
    "30 February": (DONATIONS, {"donated_at": "2026-02-30T02:37:00"}, "is a date that does not exist"),
    "25 o'clock": (DONATIONS, {"donated_at": "2026-02-03T25:00:00"}, "is a time that does not exist"),
    "day or month": (DONATIONS, {"donated_at": "05/06/2026 10:00"}, "is 2026-05-06 or 2026-06-05: state the order"),
    "no time": (DONATIONS, {"donated_at": "yesterday"}, "donated_at «yesterday» is no time (ISO 8601)"),
    "a month for a time": (DONATIONS, {"donated_at": "2026-02"}, "is no time (the day is missing)"),
    "infinity for a time": (DONATIONS, {"donated_at": "infinity"}, "is no time (ISO 8601)"),
    "31 June": (OFFICERS, {"birth_date": "31.06.1980"}, "birth_date «31.06.1980» is a date that does not exist"),
    "29 February 1981": (OFFICERS, {"birth_date": "1981-02-29"}, "is a date that does not exist"),
    "year of two digits": (OFFICERS, {"birth_date": "17.05.80"}, "has a year of two digits"),
    "year 0": (OFFICERS, {"birth_date": "0000-00-00"}, "is no date (1980, 1980-05 or 1980-05-17)"),
    "no key": (DONATIONS, {"donation_id": ""}, "donation_id is empty"),
    "a name of 1,001 letters": (DONATIONS, {"donor_name": "x" * 1001}, "donor_name is longer than 1,000 characters"),
}
"""Rows that are set aside, with the reason."""

READ: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "blanks and a comma": (DONATIONS, {"amount": "1 234,56"}, {"amount": 123456}),
    "a blank that does not break": (DONATIONS, {"amount": "1\u00a0234,56"}, {"amount": 123456}),
    "points and a comma": (DONATIONS, {"amount": "1.234,56"}, {"amount": 123456}),
    "commas and a point": (DONATIONS, {"amount": "1,234.56"}, {"amount": 123456}),
    "thousands": (DONATIONS, {"amount": "85 тыс."}, {"amount": 8500000}),
    "millions": (DONATIONS, {"amount": "1,2 млн тг"}, {"amount": 120000000}),
    "its own sign": (DONATIONS, {"amount": "₸5 000"}, {"amount": 500000}),
    "dollars": (DONATIONS, {"amount": "$85K", "currency": "USD"}, {"amount": 8500000}),
    "Arabic-Indic digits": (DONATIONS, {"amount": "٨٥٫٥"}, {"amount": 8550}),
    "full-width digits": (DONATIONS, {"amount": "１２３"}, {"amount": 12300}),
    "more than a float holds": (DONATIONS, {"amount": "90071992547409.93"}, {"amount": 9007199254740993}),
    "18 decimals of ether": (
        DONATIONS,
        {"amount": "1.123456789999999999", "currency": "ETH"},
        {"amount": 112345678},
    ),
    "no decimals of yen": (DONATIONS, {"amount": "5000", "currency": "JPY"}, {"amount": 5000}),
    "three decimals of dinar": (DONATIONS, {"amount": "1.234", "currency": "KWD"}, {"amount": 1234}),
    "day first by its dots": (OFFICERS, {"birth_date": "05.06.1980"}, {"birth_date": "1980-06-05"}),
    "slashes, year first": (OFFICERS, {"birth_date": "1980/05/17"}, {"birth_date": "1980-05-17"}),
    "points, year first": (OFFICERS, {"from_date": "2026.01.31"}, {"from_date": "2026-01-31"}),
    "17 is no month": (OFFICERS, {"birth_date": "05/17/1980"}, {"birth_date": "1980-05-17"}),
    "a month by its name": (OFFICERS, {"birth_date": "17 мая 1980 г."}, {"birth_date": "1980-05-17"}),
    "day not known": (OFFICERS, {"birth_date": "1980-05-00"}, {"birth_date": "1980-05"}),
    "Arabic-Indic date": (OFFICERS, {"birth_date": "١٩٨٠-٠٥-١٧"}, {"birth_date": "1980-05-17"}),
    "time as in Kazakhstan": (
        DONATIONS,
        {"donated_at": "31.01.2026 14:30"},
        {"donated_at": datetime(2026, 1, 31, 9, 30, tzinfo=UTC)},
    ),
    "time as in America": (
        DONATIONS,
        {"donated_at": "1/31/2026 2:30 PM"},
        {"donated_at": datetime(2026, 1, 31, 9, 30, tzinfo=UTC)},
    ),
    "homoglyphs": (OFFICERS, {"full_name": "Cepik Oйдан"}, {"full_name": "Cepik Oйдан"}),
    "a formula": (NPOS, {"name_kk": "=HYPERLINK(0)"}, {"name_kk": "=HYPERLINK(0)"}),
    "a wallet in capitals": (
        DONATIONS,
        {"donor_wallet": "0X00000000000000000000000000000000ABCDEF01"},
        {"donor_wallet": "0x00000000000000000000000000000000abcdef01"},
    ),
    "a wallet as EIP-55 has it": (
        DONATIONS,
        {"donor_wallet": "0x00000000000000000000000000000000ABcDEf01"},
        {"donor_wallet": "0x00000000000000000000000000000000abcdef01"},
    ),
}
"""Cells that are read as the one thing that they can mean, and the values in the table."""

_NO_NAME = "is no name: kept as text, no party"
_UNLIKELY = "is a birth before 1900 or after the file came: kept as text, no evidence"
_FAILS = "fails the check of its kind: kept as text, no evidence"
_NOTHING = "stands for nothing: kept as text, no evidence"
_NULL_ADDRESS = "1111111111111111111114oLvT2"

DOUBTED: dict[str, tuple[str, dict[str, str], str, Any]] = {
    "null for a name": (DONATIONS, {"donor_name": "null"}, f"donor_name {_NO_NAME}", None),
    "N/A for a name": (DONATIONS, {"donor_name": "N/A"}, f"donor_name {_NO_NAME}", None),
    "a dash for a name": (DONATIONS, {"donor_name": "-"}, f"donor_name {_NO_NAME}", None),
    "нет for a name": (OFFICERS, {"full_name": "Нет данных"}, f"full_name {_NO_NAME}", None),
    "one letter": (OFFICERS, {"full_name": "Ә."}, f"full_name {_NO_NAME}", None),
    "a name of 500 letters": (DONATIONS, {"donor_name": "Ab " * 166}, f"donor_name {_NO_NAME}", None),
    "turned text": (
        OFFICERS,
        {"full_name": "\u202eнадйО кіреС\u202c"},
        "full_name holds marks that turn the direction of text: left out",
        "надйО кіреС",
    ),
    "born in 1875": (OFFICERS, {"birth_date": "1875-05-17"}, f"birth_date {_UNLIKELY}", None),
    "born in 2030": (OFFICERS, {"birth_date": "2030"}, f"birth_date {_UNLIKELY}", None),
    "born on either day": (
        OFFICERS,
        {"birth_date": "05/06/1980"},
        "birth_date is a date whose day and month may be either: kept as both",
        "[1980-05-06,1980-06-05]",
    ),
    "wallet, wrong base58": (DONATIONS, {"donor_wallet": _NULL_ADDRESS[:-1] + "3"}, f"donor_wallet {_FAILS}", None),
    "wallet, wrong bech32": (DONATIONS, {"donor_wallet": "bc1q" + "q" * 38}, f"donor_wallet {_FAILS}", None),
    "wallet, wrong EIP-55": (
        DONATIONS,
        {"donor_wallet": "0x00000000000000000000000000000000ABcdEF01"},
        f"donor_wallet {_FAILS}",
        None,
    ),
    "wallet, a word": (DONATIONS, {"donor_wallet": "none"}, f"donor_wallet {_FAILS}", None),
    "IBAN, wrong digits": (DONATIONS, {"donor_account": "KZ679512077741733081"}, f"donor_account {_FAILS}", None),
    "IBAN of another length": (DONATIONS, {"donor_account": "DE6795120777417330"}, f"donor_account {_FAILS}", None),
    "card covered up": (DONATIONS, {"donor_account": "4400 **** **** 1234"}, f"donor_account {_FAILS}", None),
    "account of zeros": (DONATIONS, {"donor_account": "0000000000"}, f"donor_account {_FAILS}", None),
    "нет for a document": (OFFICERS, {"document_number": "нет"}, f"document_number {_FAILS}", None),
    "б/н for a document": (OFFICERS, {"document_number": "Б/Н"}, f"document_number {_FAILS}", None),
    "document of zeros": (OFFICERS, {"document_number": "000000000"}, f"document_number {_FAILS}", None),
    "document of one digit, in groups": (
        OFFICERS,
        {"document_number": "N 11 11 11 11"},
        f"document_number {_FAILS}",
        None,
    ),
    "document of a run": (OFFICERS, {"document_number": "012345678"}, f"document_number {_FAILS}", None),
    "an issuer for a document": (OFFICERS, {"document_number": "МВД РК"}, f"document_number {_FAILS}", None),
    "phone of sevens": (OFFICERS, {"phone": "8 (777) 777-77-77"}, f"phone {_NOTHING}", None),
    "phone of a run": (OFFICERS, {"phone": "+7 701 123 45 67"}, f"phone {_NOTHING}", None),
    "жоқ for a phone": (OFFICERS, {"phone": "жоқ"}, f"phone {_NOTHING}", None),
    "no@ for an e-mail": (OFFICERS, {"email": "No@mail.example"}, f"email {_NOTHING}", None),
    "a dash for an e-mail": (OFFICERS, {"email": " - "}, f"email {_NOTHING}", None),
    "неизвестно for a city": (OFFICERS, {"city": "Неизвестно"}, f"city {_NOTHING}", None),
    "unknown for a device": (DONATIONS, {"device_id": "[unknown]"}, f"device_id {_NOTHING}", None),
    "zeros for a device": (DONATIONS, {"device_id": "00000000-0000-0000"}, f"device_id {_NOTHING}", None),
}
"""Cells whose row is loaded and that are signalled: the line, and the value that is left of the (first) cell."""
