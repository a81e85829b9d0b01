"""What readers of lists take out of remarks."""

from __future__ import annotations

import pytest

from fundlink.sources.listed import wallets_named

BITCOIN = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
"""The example of BIP 173, which nobody holds."""

SOLANA = "11111111111111111111111111111111"


@pytest.mark.parametrize(
    ("remark", "named"),
    [
        (f"Invented. Wallets: {BITCOIN}, and ETH 0x{'0' * 32}ABCDEF01.", [BITCOIN, f"0x{'0' * 32}abcdef01"]),
        (f"({BITCOIN}) again {BITCOIN.upper()}", [BITCOIN]),
        (f"{BITCOIN[:-1]}5 fails its check, {SOLANA} has none", []),
        ("No long word", []),
        (None, []),
    ],
)
def test_wallets_are_told_by_their_checksum(remark: str | None, named: list[str]) -> None:
    assert wallets_named(remark) == named
