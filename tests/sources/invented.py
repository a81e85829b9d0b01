"""People, a firm and payments that are nobody's: for tests of the formats that carry payments."""

from __future__ import annotations

from fundlink.world.formats.payment import Payment, Side
from fundlink.world.formats.statements import Statement

ANN = Side("Ойдан Мысалова Тестқызы", "900214441858", "АО «Ойдан Банк»", "KZ72999OYDA000000001", "KZ")
BOB = Side("Мысал Ойданов Тестұлы", "850630358747", "АО «Мысал Банк»", "KZ21998MYSA000000002", "KZ")
FIRM = Side("ТОО Ойдан Трейд", "010140904986", "АО «Мысал Банк»", "KZ91998MYSA000000003", "KZ")

PAYMENTS = (
    Payment("P1", "2024-03-01T10:15:00+05:00", ANN, BOB, "1500.50", "KZT", "bank", "119", "материальная помощь"),
    Payment("P2", "2024-03-04T09:00:00+05:00", FIRM, ANN, "250000.00", "KZT", "bank", "859", "оплата услуг"),
    Payment("P3", "2024-03-04T18:30:00+05:00", ANN, FIRM, "4300.00", "KZT", "card"),
    Payment("P4", "2024-03-05T12:00:00+05:00", ANN, BOB, "1500.50", "KZT", "bank", "119", "материальная помощь"),
)
MARCH = Statement(ANN.account, ANN, ANN.bank, "KZT", "2024-03-01", "2024-03-31", "10000.00", "252699.00", PAYMENTS)
"""10,000.00 - 1,500.50 + 250,000.00 - 4,300.00 - 1,500.50 = 252,699.00."""


def statement_of(side: Side, *payments: Payment, opening: str = "", closing: str = "") -> Statement:
    """The statement of one side's account over March, without balances unless told."""
    return Statement(side.account, side, side.bank, "KZT", "2024-03-01", "2024-03-31", opening, closing, payments)
