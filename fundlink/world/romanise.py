"""Letter tables that carry a Cyrillic name into Russian spelling, five romanisations and Arabic script.

These are the district's own tables. The resolver has others, so that no figure measured here rests on one
table being used both to disguise a name and to recognise it.
"""

from __future__ import annotations

from itertools import pairwise

ROMANISATIONS = ("passport", "bgn", "kazakh_latin", "simple", "western")
"""Travel documents (ICAO), BGN/GOST, Kazakh Latin (2021 draft), as people type it, French and German habits."""

_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")

_COMMON = dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)) | {"ь": "", "ъ": ""}
_DIGRAPHS = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_TABLES = {
    "passport": _COMMON | _DIGRAPHS | {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"},
    "bgn": _COMMON | _DIGRAPHS | {"ё": "yo", "й": "y", "ю": "yu", "я": "ya"},
    "kazakh_latin": _COMMON
    | dict(zip("әғқңөұүһі", ("ä", "ğ", "q", "ñ", "ö", "ū", "ü", "h", "ı"), strict=True))
    | {"ж": "j", "х": "h", "ц": "ts", "ч": "ch", "ш": "ş", "щ": "ş", "ё": "io", "й": "i", "ю": "iu", "я": "ia"},
    "simple": _COMMON
    | dict(zip("әғқңөұүһі", "agknouuhi", strict=True))
    | {"ж": "j", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ы": "i", "ё": "e", "й": "y", "ю": "u", "я": "a"},
    "western": _COMMON
    | {"ж": "dj", "х": "ch", "ц": "z", "ч": "tch", "ш": "sch", "щ": "sch", "у": "ou", "в": "w", "ё": "e", "й": "j"}
    | {"ю": "iou", "я": "ja"},
}
_FROM_KAZAKH = frozenset({"kazakh_latin", "simple"})
_WESTERN_ENDINGS = {"ow": "off", "ew": "eff"}

_ARABIC = {
    "а": "ا", "ә": "ا", "б": "ب", "п": "ب", "в": "ف", "г": "غ", "ғ": "غ", "д": "د", "е": "ي", "ё": "يو", "ж": "ج",
    "з": "ز", "и": "ي", "й": "ي", "і": "ي", "ы": "ي", "э": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن",
    "ң": "ن", "о": "و", "ө": "و", "у": "و", "ұ": "و", "ү": "و", "р": "ر", "с": "س", "ц": "س", "т": "ت", "ф": "ف",
    "х": "خ", "һ": "ه", "ч": "تش", "ш": "ش", "щ": "ش", "ю": "يو", "я": "يا", "ь": "", "ъ": "",
}  # fmt: skip
_VOICED_FIRST = "ЕЁИІЫЭОӨҰҮУЮ"
"""No Arabic word begins with the bare letter of these vowels."""
_ARABIC_USUAL = {
    "Мұхаммед": "محمد", "Мухаммад": "محمد", "Ахмет": "أحمد", "Ахмад": "أحمد", "Омар": "عمر", "Умар": "عمر",
    "Али": "علي", "Әли": "علي", "Хасан": "حسن", "Хусейн": "حسين", "Юсуф": "يوسف", "Ибрагим": "إبراهيم",
    "Ыбырай": "إبراهيم", "Исмаил": "إسماعيل", "Абдулла": "عبد الله", "Абдурахман": "عبد الرحمن", "Усман": "عثمان",
    "Мұса": "موسى", "Якуб": "يعقوب", "Махмуд": "محمود", "Карим": "كريم", "Рашид": "رشيد", "Халил": "خليل",
    "Салим": "سليم", "Рамазан": "رمضان", "Сұлтан": "سلطان", "Мұрат": "مراد", "Марат": "مراد", "Фатима": "فاطمة",
    "Айша": "عائشة", "Зайнаб": "زينب", "Мариям": "مريم", "Амина": "آمنة", "Лейла": "ليلى", "Хадича": "خديجة",
    "Хадиша": "خديجة", "Мұхтар": "مختار", "Мансұр": "منصور", "Қасым": "قاسم", "Ислам": "إسلام", "Ілияс": "إلياس",
    "Хамит": "حميد", "Қадыр": "قادر", "Әнуар": "أنور", "Анвар": "أنور", "Мадина": "مدينة",
}  # fmt: skip


def russian(name: str) -> str:
    """The Russian spelling of a Kazakh name: the nine Kazakh letters become their neighbours.

    >>> russian("Нұрлан Әбішұлы")
    'Нурлан Абишулы'
    """
    return name.translate(_TO_RUSSIAN)


def romanise(name: str, system: str) -> str:
    """One Cyrillic word in Latin letters, by one of `ROMANISATIONS`.

    >>> [romanise("Жұмағали", system) for system in ("passport", "kazakh_latin", "western")]
    ['Zhumagali', 'Jūmağali', 'Djoumagali']
    """
    table = _TABLES[system]
    source = name if system in _FROM_KAZAKH else russian(name)
    latin = "".join(table.get(letter, letter) for letter in source.lower())
    if system == "western" and latin[-2:] in _WESTERN_ENDINGS:
        latin = latin[:-2] + _WESTERN_ENDINGS[latin[-2:]]
    return latin.capitalize()


def arabic(name: str) -> str:
    """One Cyrillic word in Arabic script: the usual spelling of a common name, else letter by letter.

    >>> arabic("Омар"), arabic("Серік")
    ('عمر', 'سيريك')
    """
    if name in _ARABIC_USUAL:
        return _ARABIC_USUAL[name]
    letters = "".join(_ARABIC.get(letter, letter) for letter in name.lower())
    once = "".join(letter for letter, after in pairwise(letters + " ") if letter != after)  # Arabic writes none twice
    return "ا" + once if name[0] in _VOICED_FIRST else once
