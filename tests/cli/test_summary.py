"""What `fundlink demo` shows at its end."""

from __future__ import annotations

from io import StringIO

import pandas as pd
from rich.console import Console

from fundlink.cli import summary

CHANNELS = pd.DataFrame(
    [
        ("[Су] құбыры", "Ауыл қоры", "donation", "KZT", "900000.00", 22, True),
        ("Surgery for a neighbour", "who holds the money between", "donation", "KZT", "700000.00", 14, False),
        ("Surgery for a neighbour", "a receiver abroad", "informal", "USD", "66000.00", 14, True),
    ],
    columns=["start", "end", "channel", "currency", "amount", "donors", "ends_here"],
)


GAPS = pd.DataFrame(
    [
        ("KZ1", ["Ойдан [Мысалова]"], "missing_period", "2025-09-01", "2025-09-10", None, None),
        ("KZ2", [], "disagreement", "2025-09-16", "2025-09-16", 1389000.5, "KZT"),
    ],
    columns=["account", "holders", "kind", "from_date", "to_date", "amount", "currency"],
)


def test_channels_that_go_on_come_first_and_fit_a_terminal() -> None:
    out = StringIO()
    Console(file=out, width=80).print(summary.channels(CHANNELS))
    _, _, *rows = out.getvalue().splitlines()
    assert [row.split()[0] for row in rows] == ["Surgery", "[Су]"]
    assert "66,000.00 USD" in rows[0]
    assert max(map(len, rows)) <= 80


def test_gaps_say_whose_and_how_much() -> None:
    out = StringIO()
    Console(file=out, width=80).print(summary.gaps(GAPS))
    _, _, *rows = (" ".join(line.split()) for line in out.getvalue().splitlines())
    assert rows == [
        "Ойдан [Мысалова] missing period 2025-09-01 to 2025-09-10",
        "KZ2 disagreement 2025-09-16 1,389,000.50 KZT",
    ]
