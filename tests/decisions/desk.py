"""Somebody who decides: words, and commands in a process of their own."""

from __future__ import annotations

import os
import subprocess

import pyarrow.parquet as pq

from fundlink.config import Home
from fundlink.decisions import Decision, Verb, Word, writing
from tests.conftest import FUNDLINK


def environment(home: Home) -> dict[str, str]:
    """The environment of a process that works in `home`."""
    own = {"FUNDLINK_HOME": str(home.path), "DAGSTER_HOME": str(home.path / "dagster"), "COLUMNS": "160"}
    return {**os.environ, **own}


def fundlink(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `fundlink ...`."""
    return subprocess.run([FUNDLINK, *arguments], env=environment(home), capture_output=True, text=True, check=False)


def same(a: str, b: str, reason: str = "seen") -> Word:
    return Word(Verb.SAME, (a,), (b,), reason, "Aigul")


def apart(a: str, b: str, reason: str = "seen") -> Word:
    return Word(Verb.NOT_SAME, (a,), (b,), reason, "Aigul")


def undo(number: int) -> Word:
    return Word(Verb.UNDO, (), (), "a mistake", "Aigul", number)


def say(home: Home, *words: Word) -> list[Decision | None]:
    """Write them down, each by itself."""
    said = []
    for word in words:
        with writing(home) as ledger:
            said.append(ledger.say(word))
    return said


def persons(home: Home) -> dict[str, list[str]]:
    """Person -> mentions, sorted."""
    found: dict[str, list[str]] = {}
    for row in pq.read_table(home.table("resolved/person_members")).to_pylist():
        found.setdefault(row["person_id"], []).append(row["mention_id"])
    return {person: sorted(mentions) for person, mentions in sorted(found.items())}
