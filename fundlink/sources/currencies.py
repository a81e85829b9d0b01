"""Currencies: an amount is stored as a whole number of the smallest unit, and what is written beside amounts."""

from __future__ import annotations

from iso4217 import Currency

VIRTUAL_ASSETS = (
    *("BTC", "ETH", "LTC", "BCH", "XMR", "TRX", "TON", "SOL", "BNB", "USDT", "USDC", "DAI"),
    *("ETC", "DASH", "ZEC", "XRP", "DOGE", "BSV", "ADA", "BUSD", "TUSD"),
)
"""Assets without an ISO 4217 code; their minor unit here is 1e-8."""

DIGITS = {c.code: c.exponent for c in Currency if c.exponent is not None} | dict.fromkeys(VIRTUAL_ASSETS, 8)
"""Decimals of each currency by ISO 4217, and of each virtual asset."""

_DOLLARS = {code for code in DIGITS if code.endswith("D") and code not in ("AED", "BHD", "IQD", "JOD", "KWD", "LYD")}
_SIGNS = {
    "$": " ".join(_DOLLARS - {"RSD", "MKD", "TND", "DZD", "BUSD", "TUSD"}) + " MXN CLP COP ARS USDT USDC",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP EGP LBP SYP SSP GIP SHP FKP",
    "¥": "JPY CNY",
    "₸": "KZT",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₹": "INR",
    "₿": "BTC",
    "тг тенге теңге tg tenge": "KZT",
    "р руб рубль рубля рублей": "RUB BYN",
    "долл доллар доллара долларов dollar dollars": "USD CAD AUD HKD SGD NZD",
    "евро euro euros": "EUR",
    "сом som": "KGS",
    "сум sum": "UZS",
    "сомони": "TJS",
    "юань юаня юаней yuan": "CNY",
    "лира лиры лир lira": "TRY",
    "дирхам дирхама дирхамов dirham dirhams": "AED MAD",
}
SIGNS = {sign: frozenset(codes.split()) for signs, codes in _SIGNS.items() for sign in signs.split()}
"""Which currencies a sign or word beside an amount may mean, in lower case; a code means itself."""

_SCALES = {
    "k тыс тысяча тысячи тысяч мың thousand": 3,
    "m mn mln млн миллион миллиона миллионов million": 6,
    "bn млрд миллиард миллиарда миллиардов billion": 9,
}
SCALES = {word: zeros for words, zeros in _SCALES.items() for word in words.split()}
"""How many zeros a word beside an amount stands for, in lower case and without its full stop."""
