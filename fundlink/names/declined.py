"""Russian names that a register or a court writes in another case: Искакова Нурбола Ермековича, Петренковой Галины.

Only a patronymic tells: Искакова Нурбола alone may be a woman. The endings stand in `declensions.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fundlink.names.data import rows
from fundlink.names.folding import fold
from fundlink.names.known import is_known

Endings = Mapping[str, Sequence[str]]


def _endings(part: str, gender: str) -> Endings:
    """Nominative endings of each ending, the longest first. `-` stands for none, `=` for the same one: Гали."""
    found = {
        row["ending"]: [{"-": "", "=": row["ending"]}.get(ending, ending) for ending in row["nominatives"].split()]
        for row in rows("declensions")
        if (row["part"], row["gender"]) == (part, gender)
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


_PATRONYMICS, _NAMES = ({gender: _endings(part, gender) for gender in "mf"} for part in ("patronymic", "name"))
_DECLINED = re.compile(rf"[^\W\d_]{{2}}(?:{'|'.join({**_PATRONYMICS['m'], **_PATRONYMICS['f']})})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def is_declined(text: str) -> bool:
    """Whether a patronymic stands in another case than the nominative."""
    return _DECLINED.search(text) is not None


def in_nominative(text: str) -> str:
    """The name as it is called, of one that `is_declined`.

    >>> in_nominative("Искакова Нурбола Ермековича"), in_nominative("Петренковой Галины Степановны")
    ('Искаков Нурбол Ермекович', 'Петренкова Галина Степановна')
    """
    told = _DECLINED.findall(text)[-1].casefold()
    gender = "m" if told.endswith(tuple(_PATRONYMICS["m"])) else "f"
    return _WORD.sub(lambda match: _nominative(match[0], gender), text)


def _nominative(word: str, gender: str) -> str:
    for endings in (_PATRONYMICS[gender], _NAMES[gender]):
        ending = next(
            (ending for ending in endings if word.casefold().endswith(ending) and len(word) > len(ending) + 1), ""
        )
        if ending:
            stem = word[: -len(ending)]
            forms = [stem + nominative for nominative in endings[ending]]
            return next((form for form in forms if is_known(fold(form))), forms[0])
    return word
