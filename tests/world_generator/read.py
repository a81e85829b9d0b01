"""Reads a district back from its files."""

from __future__ import annotations

import csv
import hashlib
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

Row = dict[str, str]
Key = tuple[str, str, str, str]
"""Source, source_key, role, version: one mention."""


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def digests(directory: Path) -> dict[str, str]:
    """SHA-256 of every file under a folder, by its path in it."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class World:
    """The tables and the truth of one district."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._tables: dict[str, list[Row]] = {}

    def table(self, source: str) -> list[Row]:
        if source not in self._tables:
            self._tables[source] = rows(self.directory / "inbox" / source / f"{source}.csv")
        return self._tables[source]

    def truth(self, name: str) -> list[Row]:
        return rows(self.directory / "truth" / f"{name}.csv")

    def entries(self, day: str) -> list[Element]:
        """Entries of one snapshot of the sanctions list."""
        root = parse(self.directory / "inbox" / "un_sc_sanctions" / f"un_sc_sanctions_{day}.xml").getroot()
        assert root is not None
        return [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]

    @cached_property
    def true_id(self) -> dict[Key, str]:
        return {(r["source"], r["source_key"], r["role"], r["version"]): r["true_id"] for r in self.truth("members")}
