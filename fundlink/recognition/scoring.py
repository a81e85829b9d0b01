"""How well a column of a file is a column of a source: by its header, by what stands in it, by its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fundlink.recognition.content import CHECKED, TELLING, kind_expected, kinds_in, numbers_the_rows
from fundlink.recognition.words import likeness
from fundlink.sources.contract import Source

NAME, CONTENT = 0.7, 0.3
"""Weights of the header's words and of the content."""

LEAST = 0.45
"""Score below which a column is left unmapped."""

SURE = 0.8
"""Likeness of the header at which content that does not fit is a problem of the file, not of the mapping."""

UNLIKE = 0.3
"""Likeness of the header below which content does not help."""

WHOLE = 0.95
"""Likeness at which the header says all that the column's name does."""

CONTEXT = 0.05
"""What it counts to stand right of a column of the same party: «Sender, Phone, Receiver, Phone»."""


@dataclass(frozen=True)
class Seen:
    """A column of a file: its header, some of its values, the share of them of each kind, whether it counts rows."""

    header: str
    values: tuple[str, ...]
    kinds: Mapping[str, float]
    counts_rows: bool

    @classmethod
    def of(cls, header: str, cells: Sequence[str]) -> Seen:
        """Look at the cells of a column, from the first row on."""
        values = tuple(dict.fromkeys(cell for cell in cells if cell))
        return cls(header, values, kinds_in(values), numbers_the_rows(cells))


@dataclass(frozen=True)
class Score:
    """`total` counts; `why` says what it rests on."""

    total: float
    why: str
    alike: float


NOTHING = Score(0, "", 0)


class Scorer:
    """Scores of a file's columns against those of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.expected = {column.name: kind_expected(source, column) for column in source.columns}
        self._party: dict[str, str] = {}
        for role, party in source.mentions.items():
            for column in party.named:
                self._party.setdefault(column, role)

    def party(self, column: str) -> str | None:
        """The role of the party that the column tells of."""
        return self._party.get(column)

    def score(self, seen: Seen, column: str, beside: str | None) -> Score:
        """Of one column of the file for one of the source; `beside` is the role that the columns left of it tell of."""
        alike = likeness(seen.header, column)
        kind = self.expected[column]
        share = self._share(seen, kind)
        if alike < UNLIKE or (column == self.source.key and seen.counts_rows):
            return NOTHING
        if kind in CHECKED and seen.values and share < 0.2 and alike < SURE:
            return NOTHING
        near = CONTEXT if beside is not None and self._party.get(column) == beside else 0
        why = "by its name" if alike >= WHOLE else "by words of its name"
        if kind and kind != "name" and share >= 0.5:
            why += f" and content ({share:.0%} {_said(kind)})"
        elif near:
            why += f", beside {beside}"
        return Score(NAME * alike + CONTENT * share + near, why, alike)

    def by_content(self, seen: Seen, free: Sequence[str]) -> tuple[str, Score] | None:
        """The only free column of the source for what stands in a column whose header says nothing."""
        kind, share = max(seen.kinds.items(), key=lambda item: item[1], default=("", 0.0))
        of_kind = [column for column in free if self.expected[column] == kind]
        if kind not in TELLING or share < 0.9 or len(of_kind) != 1:
            return None
        return of_kind[0], Score(LEAST, f"by content only ({share:.0%} {_said(kind)})", 0)

    def _share(self, seen: Seen, kind: str | None) -> float:
        """How far the content agrees: for free text, how little it is something else."""
        if not seen.values:
            return 0.5
        if kind is None:
            return 0.6 * (1 - max((seen.kinds.get(other, 0) for other in TELLING), default=0))
        if kind == "amount":  # Sums in whole units may look like codes, never like dates.
            return seen.kinds.get("amount", 0)
        if kind in ("iin", "bin"):
            return seen.kinds.get("iin", 0) + seen.kinds.get("bin", 0)
        if kind == "country":  # «KZT» is no country, «Kazakhstan» is one in words.
            return max(seen.kinds.get("country", 0), 0.6 * seen.kinds.get("name", 0))
        return seen.kinds.get(kind, 0)


def _said(kind: str) -> str:
    """What values of a kind are called."""
    plain = {"iin": "valid IIN", "bin": "valid BIN", "ip_address": "IP addresses", "currency": "currency codes"}
    plain |= {"country": "country codes", "account": "valid accounts"}
    return plain.get(kind, f"{kind}s")
