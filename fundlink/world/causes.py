"""What campaigns are for: titles, texts and donors' messages by category."""

from __future__ import annotations

CAUSES = {
    "medical": (
        ("Операция для {name}", "{name} үшін ем", "Surgery for {name}"),
        ("Собираем на операцию и реабилитацию.", "Емделуге көмек керек.", "Every bit helps with the hospital bills."),
    ),
    "education": (
        ("Учёба для {name}", "{name}: оқу ақысы", "Help {name} study"),
        ("Нужна помощь с оплатой обучения.", "Оқу ақысын төлеуге көмек.", "Tuition and books for the coming year."),
    ),
    "orphans": (
        ("Детям, оставшимся без родителей", "Жетім балаларға көмек", "Home for orphans"),
        (
            "Одежда, питание, школьные принадлежности.",
            "Киім, тамақ, мектепке керек-жарақ.",
            "Clothes, meals, school kits.",
        ),
    ),
    "relief": (
        ("Помощь пострадавшим от паводка", "Су тасқынынан зардап шеккендерге", "Flood relief"),
        ("Вода, одеяла, палатки.", "Су, көрпе, шатыр.", "Water, blankets, tents."),
    ),
    "community": (
        ("Ремонт сельского клуба", "Ауыл клубын жөндеу", "Repairs of the village hall"),
        ("Строим всем миром.", "Асарлатып саламыз.", "Built together by the whole village."),
    ),
    "sport": (
        ("Поездка команды на турнир", "Жасөспірімдер командасына форма", "Kit for the junior team"),
        ("Дорога, форма, взносы.", "Жол, форма, жарна.", "Travel, kit and fees."),
    ),
}
"""Category: titles (with `{name}` for the person helped) and descriptions, each in Russian, Kazakh and English."""

PLATFORMS = ("komek.example", "asar.example", "jylu.example")
MESSAGES = (
    "",
    "",
    "",
    "Алла риза болсын",
    "Держитесь!",
    "Тезірек жазылып кетсін",
    "От чистого сердца",
    "Get well soon",
)
