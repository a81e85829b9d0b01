"""The name of a branch, taken apart: whose branch, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fundlink.names.organization_words import Word, tagged

QUOTED = re.compile(r'[«"“„]([^«»"“”„]+)[»"”“]')
_PARTS = re.compile(r"[,;:()]|\s[-–—]\s")
_OF_PLACE = re.compile(r"(ский|ская|ское|ского|ской)$")


@dataclass(frozen=True, slots=True)
class Branch:
    """Whose branch, where, and whether the name itself says which words are the head's."""

    head: tuple[Word, ...]
    place: tuple[Word, ...]
    sure: bool


def read_branch(text: str) -> Branch | None:
    """The head and the place in the cleaned name of a branch, or None when it is no branch's.

    Quotes, commas and brackets tell the head best, then legal forms and prepositions; `Altyn Jol Branch` may be the
    branch of Altyn in Jol or that of Altyn Jol, and is not sure.
    """
    words = tagged(text)
    if not _has_branch(words):
        return None
    quoted = QUOTED.findall(text)
    if quoted:
        # Two quoted names are those of the branch and of its head; which is which, only a number tells.
        outside = tagged(QUOTED.sub(" ", text))
        return Branch(tuple(tagged(quoted[0])), _plain(outside), len(quoted) == 1)
    parts = [tagged(part) for part in _PARTS.split(text)]
    apart = [part for part in parts if _has_branch(part)]
    whole = [word for part in parts if not _has_branch(part) for word in part]
    if _plain(whole) and len(apart) == 1:
        return Branch(tuple(whole), _plain(apart[0]), True)
    at = next(index for index, word in enumerate(words) if word.kind == "branch")
    return _of_words(words[:at], words[at + 1 :])


def _has_branch(words: Sequence[Word]) -> bool:
    return any(word.kind == "branch" for word in words)


def _plain(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if not word.kind)


def _of_words(before: list[Word], after: list[Word]) -> Branch:
    """Without quotes and marks: what stands before and after the word for branch."""
    if not _plain(before):
        # Филиал ТОО Алтын в г. Тараз, Branch of Altyn LLP in Taraz.
        while after and after[0].kind == "place":
            after = after[1:]
        at = next((index for index, word in enumerate(after) if word.kind == "place"), len(after))
        return Branch(tuple(after[:at]), _plain(after[at:]), True)
    if _plain(after):
        # Таразский филиал ТОО Алтын; Алтын филиал Тараз.
        if len(before) == 1 and _OF_PLACE.search(before[0].text):
            return Branch(tuple(after), _plain(before), True)
        return Branch(tuple(before), _plain(after), True)
    forms = [index for index, word in enumerate(before) if word.kind == "form"]
    if forms and _plain(before[: forms[-1]]):
        # Altyn LLP Taraz Branch, Altyn LLP Branch.
        return Branch(tuple(before[: forms[-1] + 1]), _plain(before[forms[-1] :]), True)
    marks = [index for index, word in enumerate(before) if word.kind == "place"]
    if marks and marks[0] > 1:
        # Алтын Тараз қаласындағы филиалы.
        return Branch(tuple(before[: marks[0] - 1]), _plain(before[marks[0] - 1 :]), True)
    plain = _plain(before)
    if len(plain) == 1:
        return Branch((), plain, False)
    last = max(index for index, word in enumerate(before) if not word.kind)
    head = before[:last]
    while head[-1].kind == "place":
        head.pop()
    return Branch(tuple(head), plain[-1:], False)
