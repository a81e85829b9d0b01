"""A former surname that stands in brackets: Беркимбаева (Смаилова) Аружан, Anna Smith (née Jones)."""

from __future__ import annotations

import re

from fundlink.names.clean import clean
from fundlink.names.words import read_word

_MARK = r"(?:урожд\w*|дев(?:ичья)?|бывш\w*|ранее|қыз тегі|бұрынғы|n[ée]e|born|formerly|geb)\b\.?:?"
_IN_BRACKETS = re.compile(
    rf"^(?P<before>[^()]*\w)\s*\(\s*(?P<mark>{_MARK})?\s*(?:фамилия\s+)?(?P<former>[^\W\d_]+(?:-[^\W\d_]+)?)\s*\)"
    r"(?P<after>[^()]*)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def former_name(text: str) -> str | None:
    """A person's name with the surname in brackets in the place of the present one; None where there is none.

    Without a word that says so (`урожд.`, `née`) it must end as surnames do: `(Алматы)`, `(директор)` are none.

    >>> former_name("Беркимбаева (Смаилова) Аружан Талгатовна")
    'Смаилова Аружан Талгатовна'
    """
    found = _IN_BRACKETS.match(clean(text).text) if "(" in text else None
    if not found or not (found["mark"] or _is_surname(found["former"])):
        return None
    words = _WORD.findall(found["before"])
    before = len(words) - 1
    words += _WORD.findall(found["after"])
    surnames = [at for at, word in enumerate(words) if _is_surname(word)]
    if len(words) < 2 or not (surnames or found["mark"]):
        return None
    present = before if before in surnames or not surnames else surnames[0]
    return " ".join((*words[:present], found["former"], *words[present + 1 :]))


def _is_surname(word: str) -> bool:
    read = read_word(word)
    return read.strength == 2 and not read.patronymic
