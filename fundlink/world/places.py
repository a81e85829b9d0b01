"""The towns of the district and the cities abroad its people send money to."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    """A city as it is written in Kazakh, Russian and Latin letters, and its country (ISO 3166)."""

    kazakh: str
    russian: str
    latin: str
    country: str

    def spelled(self, script: str) -> str:
        """The city in the letters of the script around it; Latin ones beside Arabic."""
        return {"kazakh": self.kazakh, "russian": self.russian}.get(script, self.latin)


HOME = (
    (
        Place("Алматы", "Алматы", "Almaty", "KZ"),
        Place("Шымкент", "Шымкент", "Shymkent", "KZ"),
        Place("Астана", "Астана", "Astana", "KZ"),
        Place("Тараз", "Тараз", "Taraz", "KZ"),
        Place("Түркістан", "Туркестан", "Turkistan", "KZ"),
        Place("Ақтөбе", "Актобе", "Aktobe", "KZ"),
        Place("Талдықорған", "Талдыкорган", "Taldykorgan", "KZ"),
        Place("Семей", "Семей", "Semey", "KZ"),
        Place("Атырау", "Атырау", "Atyrau", "KZ"),
        Place("Қызылорда", "Кызылорда", "Kyzylorda", "KZ"),
    ),
    (30, 16, 14, 9, 8, 7, 6, 4, 3, 3),
)
ABROAD = (
    (
        Place("Стамбұл", "Стамбул", "Istanbul", "TR"),
        Place("Мәскеу", "Москва", "Moscow", "RU"),
        Place("Бішкек", "Бишкек", "Bishkek", "KG"),
        Place("Ташкент", "Ташкент", "Tashkent", "UZ"),
        Place("Дубай", "Дубай", "Dubai", "AE"),
    ),
    (30, 25, 20, 15, 10),
)
CURRENCIES = {"KZ": ("KZT", 1.0), "TR": ("TRY", 0.075), "RU": ("RUB", 0.17), "KG": ("KGS", 0.17), "UZ": ("UZS", 25.0)}
"""Currency of a country and what a tenge buys of it; elsewhere US dollars."""

_STREETS = """
Абылай хан|Достық|Сейфуллин|Төле би|Жібек жолы|Қабанбай батыр|Байтұрсынұлы|Желтоқсан|Райымбек|Момышұлы|Бөгенбай батыр
|Наурызбай|Әл-Фараби|Жамбыл|Құрманғазы|Шевченко|Гоголь|Пушкин|Гагарин|Мира|Степная|Садовая
""".replace("\n", "").split("|")


def currency(country: str) -> tuple[str, float]:
    """Currency paid out in a country, and the rate from the tenge."""
    return CURRENCIES.get(country, ("USD", 0.0019))


def address(rng: Random) -> str:
    """Street, house and flat."""
    return f"{rng.choice(_STREETS)} к-сі {rng.randint(1, 180)}, {rng.randint(1, 120)}"
