"""What `fundlink demo` shows at its end."""

from __future__ import annotations

from io import StringIO

import pandas as pd
import pytest
from rich.console import Console

from fundlink.cli import summary

CHANNELS = pd.DataFrame(
    [
        ("[Су] құбыры", "Ауыл қоры", "donation", "KZT", 900_000_00, 22, True),
        ("Surgery for a neighbour", "who holds the money between", "donation", "KZT", 700_000_00, 14, False),
        ("Surgery for a neighbour", "a receiver abroad", "informal", "USD", 66_000_00, 14, True),
    ],
    columns=["start", "end", "channel", "currency", "amount", "donors", "ends_here"],
)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(5_850_000, "KZT", "58,500.00 KZT"), (1500, "JPY", "1,500 JPY"), (12_500_000, "BTC", "0.12500000 BTC")],
)
def test_money_is_written_as_people_write_it(amount: int, currency: str, text: str) -> None:
    assert summary.money(amount, currency) == text


def test_channels_that_go_on_come_first_and_fit_a_terminal() -> None:
    out = StringIO()
    Console(file=out, width=80).print(summary.channels(CHANNELS))
    _, _, *rows = out.getvalue().splitlines()
    assert [row.split()[0] for row in rows] == ["Surgery", "[Су]"]
    assert "66,000.00 USD" in rows[0]
    assert max(map(len, rows)) <= 80
