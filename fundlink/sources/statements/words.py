"""The words of statements: what banks write above a column and beside a value, in Russian and Kazakh.

Banks misspell them and put them in any order, so words are matched by likeness (`LIKE`), the best one wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from fundlink.sources.dates import Order

LIKE = 82
"""Likeness from 0 to 100 that a phrase needs: one or two letters of a word may be wrong."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "row_number": ("п п", "номер по порядку", "рет нөмірі"),
    "at": ("дата и время операции", "дата операции", "дата", "дата проводки", "операция күні мен уақыты", "күні"),
    "currency": ("валюта операции", "валюта", "операция валютасы", "валютасы"),
    "operation_kind": (
        *("виды операции категория документа", "виды операции", "вид операции", "категория документа"),
        *("операция түрлері құжат санаты", "операция түрі"),
    ),
    "transfer_system": ("наименование сдп", "сдп", "наименование системы денежных переводов", "ажж атауы"),
    "amount": (
        *("сумма в валюте ее проведения", "сумма операции", "сумма в валюте операции", "сумма в валюте", "сумма"),
        *("жүргізілген валютадағы сома", "валютадағы сомасы", "операция сомасы", "сомасы"),
    ),
    "amount_kzt": ("сумма в тенге", "сумма операции в тенге", "эквивалент в тенге", "теңгедегі сомасы", "теңгемен"),
    "balance": ("остаток", "остаток после операции", "остаток на счете", "баланс", "қалдық", "шоттағы қалдық"),
    "reference": ("номер документа", "референс", "номер операции", "құжат нөмірі"),
    "name": ("наименование фио", "наименование", "фио", "атауы тегі аты әкесінің аты", "атауы таә", "атауы"),
    "id": ("иин бин", "иин", "бин", "жсн бсн", "жсн", "бсн"),
    "residency": ("резидентство", "признак резидентства", "резиденттік", "резиденттігі"),
    "bank": ("банк", "наименование банка", "банкі", "банктің атауы"),
    "account": ("номер счета", "счет", "иик", "номер банковского счета", "шот нөмірі", "шоты", "жск"),
    "purpose_code": ("код назначения платежа", "кнп", "екнп", "төлем мақсатының коды", "тмк"),
    "purpose": ("назначение платежа", "детали платежа", "төлем мақсаты", "төлемнің мақсаты"),
}
"""Field -> what stands above its column, once the words for a side or a direction are taken away."""

PARTY_FIELDS = ("name", "id", "residency", "bank", "account")

SIDES = {
    "payer": ("плательщик", "плательщика", "отправитель", "отправителя", "төлеуші", "төлеушінің", "жөнелтуші"),
    "payee": ("получатель", "получателя", "бенефициар", "бенефициара", "алушы", "алушының"),
}
DIRECTIONS = {
    "credit": ("кредит", "кредиту", "приход", "поступление", "зачисление", "кіріс"),
    "debit": ("дебет", "дебету", "расход", "списание", "шығыс"),
}

LABELS: Mapping[str, tuple[str, ...]] = {
    "bank": ("банк", "наименование банка", "банктің атауы"),
    "owner_name": (
        *("клиент", "наименование клиента", "фио клиента", "владелец счета", "фио", "наименование владельца счета"),
        *("клиент тау", "клиенттің аты жөні", "шот иесі"),
    ),
    "owner_id": ("иин бин", "иин", "бин", "иин бин клиента", "иин клиента", "жсн", "жсн бсн"),
    "statement_account": ("номер счета", "счет", "лицевой счет", "иик", "шот нөмірі", "жск"),
    "statement_currency": ("валюта", "валюта счета", "шот валютасы", "валютасы"),
    "period": ("период", "за период", "период выписки", "кезең", "кезеңі"),
    "period_from": ("дата начала", "начало периода", "с", "басталу күні"),
    "period_to": ("дата окончания", "конец периода", "по", "аяқталу күні"),
    "opening_balance": (
        *("входящий остаток", "остаток на начало периода", "остаток на начало", "входящее сальдо"),
        *("кіріс қалдығы", "бастапқы қалдық"),
    ),
    "closing_balance": (
        *("исходящий остаток", "остаток на конец периода", "остаток на конец", "исходящее сальдо"),
        *("шығыс қалдығы", "соңғы қалдық"),
    ),
}
"""Value of a statement as a whole -> what stands before it."""

TOTALS = ("итого", "всего", "обороты", "оборот", "барлығы", "жиыны", "итоги")
"""First word of a row that sums others: no operation."""

CASH = ("снятие наличных", "выдача наличных", "внесение наличных", "наличные", "банкомат", "касса", "қолма қол ақша")
CARD = ("карта", "картой", "платежная карточка", "покупка", "pos терминал", "карточка", "карточкалық операция")
DEPOSITS = ("внесение", "взнос", "пополнение", "салу", "приём", "прием")
WITHDRAWALS = ("снятие", "выдача", "получение", "алу", "беру")


ORDER: Order = "day first"
"""How Kazakh banks write a date of three numbers, with dots or slashes."""

SMALL = frozenset(("по", "о", "об", "сведения", "данные", "реквизиты", "туралы", "мәліметтер"))
"""Words of a heading that tell nothing of its column."""


class Heading(NamedTuple):
    """What a column holds: a field, of which side, and whether of what comes in or goes out only."""

    field: str
    side: str | None = None
    direction: str | None = None


def plain(text: str) -> str:
    """Lower case letters and single blanks."""
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold().replace("ё", "е")))


def best(text: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, float] | None:
    """The key whose words are most like the text, and how like."""
    found = [
        (key, score)
        for key, phrases in words.items()
        if (hit := process.extractOne(text, phrases, scorer=fuzz.ratio, score_cutoff=LIKE))
        for score in [hit[1]]
    ]
    return max(found, key=lambda hit: hit[1], default=None)


@lru_cache(maxsize=4096)
def heading(above: tuple[str, ...]) -> Heading | None:
    """What the column holds that these cells stand above, from the top one down."""
    cells = [plain(cell) for cell in dict.fromkeys(above)]
    side = direction = None
    rest: list[str] = []
    for cell in cells:
        kept = []
        for word in cell.split():
            if said := best(word, SIDES):
                side = said[0]
            elif said := best(word, DIRECTIONS):
                direction = said[0]
            elif word not in SMALL:
                kept.append(word)
        rest.append(" ".join(kept))
    # The lowest cell says most; the one above it may hold nothing but the side.
    said_of = [" ".join(filter(None, rest)), *(cell for cell in reversed(rest) if cell)]
    hits = [hit for text in said_of if text and (hit := best(text, COLUMNS))]
    if not hits:
        return Heading("amount", None, direction) if direction and not any(rest) else None
    field = max(hits, key=lambda hit: hit[1])[0]
    return Heading(field, side if field in PARTY_FIELDS else None, direction if field.startswith("amount") else None)


@lru_cache(maxsize=4096)
def label(text: str) -> str | None:
    """The value of the statement that a cell announces."""
    hit = best(plain(text), LABELS) if text else None
    return hit[0] if hit else None


@lru_cache(maxsize=4096)
def says(text: str | None, words: tuple[str, ...]) -> bool:
    """Whether the text has one of the words, or a phrase like it, in it."""
    known = plain(text or "")
    return bool(known) and any(fuzz.partial_ratio(word, known) >= 90 for word in words if len(word) <= len(known))
