"""What is true of the district: who each mention is, which mentions can be joined, which cases were planted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from fundlink.world.clerk import Fact

MEMBERS = ("source", "source_key", "role", "true_id", "version")
PAIR = tuple(f"{side}_{column}" for side in "ab" for column in ("source", "source_key", "role", "version"))
PLANTED = ("case", "query", "expected", "subjects", "note")


class Mention(NamedTuple):
    """A named mention of a person and the evidence it carries beyond the name."""

    source: str
    source_key: str
    role: str
    version: str
    facts: tuple[Fact, ...]


class Case(NamedTuple):
    """A planted case: what `query` is expected to say of `subjects` (true ids, campaign and transfer ids)."""

    case: str
    query: str
    expected: bool
    subjects: tuple[str, ...]
    note: str


class Truth:
    """Takes down the truth while the records are written; a context manager that closes its files."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._stream = (directory / "members.csv").open("w", encoding="utf-8", newline="")
        self._members = csv.writer(self._stream, lineterminator="\n")
        self._members.writerow(MEMBERS)
        self._mentions: dict[str, list[Mention]] = {}
        self.cases: list[Case] = []
        self.person_mentions = 0
        self.organization_mentions = 0

    def __enter__(self) -> Truth:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    @property
    def persons(self) -> int:
        """How many persons have a mention."""
        return len(self._mentions)

    def person(
        self, source: str, key: str, role: str, person_id: str, facts: tuple[Fact, ...], version: str = ""
    ) -> None:
        """Note who a named mention is, and what evidence beyond the name it carries."""
        self._members.writerow((source, key, role, person_id, version))
        self._mentions.setdefault(person_id, []).append(Mention(source, key, role, version, facts))
        self.person_mentions += 1

    def entry_of(self, person_id: str) -> tuple[str, str, str] | None:
        """Source, key and role of the first mention of a person that other records can refer to."""
        mentions = self._mentions.get(person_id, [])
        return next((mention[:3] for mention in mentions if not mention.version), None)

    def organization(self, source: str, key: str, role: str, organization_id: str, version: str = "") -> None:
        """Note which organisation a mention is."""
        self._members.writerow((source, key, role, organization_id, version))
        self.organization_mentions += 1

    def plant(self, case: str, query: str, expected: bool, subjects: Iterable[str], note: str) -> None:
        """Note a planted case."""
        self.cases.append(Case(case, query, expected, tuple(subjects), note))

    def reachable(self) -> Iterator[tuple[str, ...]]:
        """Pairs of mentions of one person that a chain of shared evidence joins, in the order of writing."""
        for mentions in self._mentions.values():
            for component in _components(mentions):
                for a, b in combinations(component, 2):
                    yield (*a[:4], *b[:4])

    def finish(self) -> int:
        """Write the planted cases and the reachable pairs; return the number of the pairs."""
        planted = ((c.case, c.query, str(c.expected).lower(), " ".join(c.subjects), c.note) for c in self.cases)
        _write(self._directory / "planted.csv", PLANTED, planted)
        return _write(self._directory / "reachable.csv", PAIR, self.reachable())


def _components(mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions grouped by chains of shared facts: union-find over the facts' first bearers."""
    parent = list(range(len(mentions)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    bearer: dict[Fact, int] = {}
    for index, mention in enumerate(mentions):
        for fact in mention.facts:
            parent[root(index)] = root(bearer.setdefault(fact, index))
    groups: dict[int, list[Mention]] = {}
    for index, mention in enumerate(mentions):
        groups.setdefault(root(index), []).append(mention)
    return list(groups.values())


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
