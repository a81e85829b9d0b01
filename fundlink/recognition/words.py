"""The words of headers: what «Телефон жіберуші» has in common with `sender_phone`.

A header and a column are compared by the ideas they name. `column_words.csv` says which written words name which
parts of our columns' names, in Kazakh, Russian and English: `written` is a word or words, `*` stands for any ending
and `?` for any letter; `means` lists what it may stand for.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

WEAK = {"name": 0.35, "at": 0.35, "on": 0.35, "date": 0.35, "number": 0.35, "id": 0.35, "time": 0.35, "full": 0.1}
"""Parts of a column's name that say less than others, which count 1: «Отправитель» is enough for `sender_name`."""

UNKNOWN = 0.25
"""Weight of a word of the header that nobody knows."""

LIKE = 0.8
"""Words this alike are one misspelt."""


@dataclass(frozen=True)
class Written:
    """A row of the table: the pattern of each word, the words without their marks, and what they may mean."""

    patterns: tuple[re.Pattern[str], ...]
    stems: tuple[str, ...]
    means: tuple[frozenset[str], ...]


@cache
def table() -> tuple[Written, ...]:
    """The table, longest wordings first."""
    text = files("fundlink.recognition").joinpath("column_words.csv").read_text(encoding="utf-8")
    found = []
    for row in csv.DictReader(text.splitlines()):
        words = row["written"].split()
        patterns = tuple(re.compile(re.escape(w).replace(r"\*", r"\w*").replace(r"\?", r"\w")) for w in words)
        means = tuple(frozenset(said.split("_")) for said in row["means"].split())
        found.append(Written(patterns, tuple(w.strip("*") for w in words), means))
    return tuple(sorted(found, key=lambda w: (-len(w.stems), -sum(map(len, w.stems)))))


def words_of(header: str) -> list[str]:
    """The words of a header in lower case: `SenderPhone`, `sender_phone` and «Sender phone» are the same two."""
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", header)
    return re.findall(r"[^\W\d_]+", parted.casefold())


@cache
def ideas(header: str) -> tuple[tuple[tuple[frozenset[str], ...], ...], int]:
    """What the header's words may mean, one item a word or phrase; and how many words nobody knows."""
    words, found, unknown = words_of(header), [], 0
    while words:
        said = [w for w in table() if len(w.stems) <= len(words) and all(map(_fits, w.patterns, words))]
        most = max((len(w.stems) for w in said), default=0)
        if not said:
            said = [w for w in table() if len(w.stems) == 1 and _alike(w.stems[0], words[0])]
            most = 1
        if said:
            found.append(tuple({means for w in said if len(w.stems) == most for means in w.means}))
        else:
            unknown += 1
        words = words[most:]
    return tuple(found), unknown


def _fits(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.fullmatch(word) is not None


def _alike(stem: str, word: str) -> bool:
    """Whether the word begins like the stem but for a slip of the pen; short words have no room for one."""
    begins = word[: len(stem)]
    return len(stem) >= 5 and DamerauLevenshtein.normalized_similarity(stem, begins) >= LIKE


def likeness(header: str, column: str) -> float:
    """How well a header names a column, 0 to 1: the harmonic mean of how much of each the other says."""
    if words_of(header) == words_of(column):
        return 1.0
    parts = [part for part in column.split("_") if part]
    said, unknown = ideas(header)
    covered: set[str] = set()
    hit = missed = 0.0
    for meanings in said:
        right = [means for means in meanings if means <= set(parts) - covered]
        if right:
            best = max(right, key=lambda means: sum(WEAK.get(part, 1) for part in means))
            covered |= best
            hit += sum(WEAK.get(part, 1) for part in best)
        else:
            missed += min(sum(WEAK.get(part, 1) for part in means) for means in meanings)
    whole = sum(WEAK.get(part, 1) for part in parts)
    if missed >= 1 and any(part not in WEAK for part in parts if part not in covered):
        return 0.0  # «Sender's IIN» is no `sender_city`: each says something of its own.
    return 2 * hit / (hit + missed + UNKNOWN * unknown + whole) if hit else 0.0
