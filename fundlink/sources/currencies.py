"""Currencies: an amount is stored as a whole number of the smallest unit."""

from __future__ import annotations

from iso4217 import Currency

VIRTUAL_ASSETS = ("BTC", "ETH", "LTC", "BCH", "XMR", "TRX", "TON", "SOL", "BNB", "USDT", "USDC", "DAI")
"""Assets without an ISO 4217 code; their minor unit here is 1e-8."""

DIGITS = {c.code: c.exponent for c in Currency if c.exponent is not None} | dict.fromkeys(VIRTUAL_ASSETS, 8)
"""Decimals of each currency by ISO 4217, and of each virtual asset."""
