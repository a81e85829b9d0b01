"""Resolving what changed gives exactly what resolving everything gives, whatever changed before."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow.parquet as pq
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fundlink.config import Home
from fundlink.decisions import Contradiction, Verb, Word, classes, read, writing
from fundlink.resolution import Resolver, components
from fundlink.resolution.merging import trace
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.result import Begins
from resolvers.person import PERSON_RESOLVER
from tests.resolution.conftest import Row, groups, write_mentions

# Caps so low that a few mentions cross them, up and down.
RESOLVER = replace(PERSON_RESOLVER, hub_block=5, hub_names=3)

GIVEN = ("Нұрлан", "Nurlan", "Ерлан", "Айгүл", "Asem", "Бота", "نورلان", "N.")
SURNAMES = ("Ахметов", "Akhmetov", "Ибраев", "Ibraeva", "Оспанов", "")
PEOPLE = 40

# A sequence is 6 refreshes and 6 rebuilds, about 10 seconds: ask for more with FUNDLINK_EXAMPLES=100.
SEQUENCES = settings(
    max_examples=int(os.environ.get("FUNDLINK_EXAMPLES", "3")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)

STAGES = ("mentions", "features", "components", "clustering", "identities", "tables")


def mention(number: int, rng: random.Random) -> Row:
    def maybe(share: float, *values: str) -> str | None:
        return rng.choice(values) if rng.random() < share else None

    numbers = {maybe(0.2, "N1234567", "N1234576", "N7654321"), maybe(0.1, "N1234567", "N5555123")} - {None}
    born = maybe(0.5, "1980-05-17", "1980-05-18", "1980", "1971-01-01")
    return {
        "mention_id": f"m{number:02d}",
        "source_key": f"m{number:02d}",
        "name": f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}".strip(),
        "aliases": [f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}".strip()] if rng.random() < 0.2 else [],
        "birth_dates": [born] if born else [],
        "documents": sorted(filter(None, numbers)),
        "address": maybe(0.2, "Алматы, Абай даңғылы, 10, пәтер 3", "Алматы, Абая 10-3", "Астана, Сарыарқа, 5"),
        "phone": maybe(0.5, "+77011234567", "+77011234568", "+77011234569"),
        "email": maybe(0.2, "a@mail.example", "b@mail.example"),
        "father_name": maybe(0.3, "Серік", "Болат"),
        "city": maybe(0.4, "Алматы", "Астана"),
        "country": maybe(0.3, "KZ", "TR"),
        "iin": maybe(0.1, "800517300015", "710101400009"),
    }


def state(home: Home) -> dict[str, Any]:
    """All that a refresh says of persons, but for their ids, which have a history. The order of rows says nothing."""
    tables = {
        name: pq.read_table(home.table(f"resolved/{name}")) for name in ("person_members", "person_pairs", "person")
    }
    persons = [{**row, "person_id": None} for row in tables["person"].to_pylist()]
    members = [{**row, "person_id": None} for row in tables["person_members"].to_pylist()]
    return {
        "groups": groups(home),
        "members": sorted(members, key=repr),
        "pairs": sorted(tables["person_pairs"].to_pylist(), key=repr),
        "persons": sorted(persons, key=repr),
        "hubs": sorted(pq.read_table(home.table("resolved/person_hubs")).to_pylist(), key=repr),
    }


def come_and_go(there: dict[int, Row], rng: random.Random) -> None:
    """Some mentions come, some say something else, some leave; at first most come."""
    first = not there
    for number in range(PEOPLE):
        chance = rng.random()
        if chance < (0.6 if first else 0.12):
            there[number] = mention(number, rng)
        elif chance > 0.93:
            there.pop(number, None)


def decide(home: Home, rng: random.Random) -> None:
    a, b = (f"m{number:02d}" for number in rng.sample(range(PEOPLE), 2))
    with writing(home) as ledger:
        try:
            kind = rng.random()
            if kind < 0.45:
                ledger.say(Word(Verb.SAME, (a,), (b,), "seen", "tester"))
            elif kind < 0.9:
                ledger.say(Word(Verb.NOT_SAME, (a,), (b,), "seen", "tester"))
            else:
                ledger.say(Word(Verb.UNDO, (), (), "mistake", "tester", rng.randint(1, 6)))
        except Contradiction:
            pass
        except Exception as error:
            if type(error).__name__ != "FundlinkError":
                raise


def against_humans(home: Home) -> list[str]:
    """What does not hold of what humans said, also by way of mentions that are read no longer."""
    said, person = read(home), {id: at for at, group in enumerate(groups(home)) for id in group}
    one = classes(said.same)
    told: dict[str, set[str]] = defaultdict(set)
    for id in person:
        told[one.get(id, id)].add(id)
    parted = [f"{ids} are two" for ids in told.values() if len({person[id] for id in ids}) > 1]
    for a, b in said.apart:
        left, right = (told[one.get(id, id)] for id in (a, b))
        parted += [f"{x} = {y}" for x in left for y in right if person[x] == person[y]]
    return parted


def anew(home: Home, resolver: Resolver, folder: Path) -> Home:
    """The same mentions and decisions, resolved from nothing."""
    fresh = Home(folder / "anew")
    shutil.rmtree(fresh.path, ignore_errors=True)
    fresh.ledgers.mkdir(parents=True)
    for file in home.ledgers.glob("decisions*"):
        shutil.copy(file, fresh.ledgers / file.name)
    resolve_persons(fresh, [home.table("mention/test")], resolver, "r")
    return fresh


@SEQUENCES
@given(seed=st.integers(0, 10**9), most=st.sampled_from((4, components.MOST_IN_COMPONENT)))
def test_any_sequence_of_changes_gives_what_a_rebuild_gives(seed: int, most: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, patch.object(components, "MOST_IN_COMPONENT", most):
        home = Home(Path(folder) / "home")
        there: dict[int, Row] = {}
        for turn in range(6):
            come_and_go(there, rng)
            if rng.random() < 0.6:
                decide(home, rng)
            rows = list(there.values())
            rng.shuffle(rows)
            resolve_persons(home, [write_mentions(home.table("mention/test"), rows)], RESOLVER, f"r{turn}")
            assert state(home) == state(anew(home, RESOLVER, Path(folder)))
            assert not against_humans(home)
        for mention_ids in groups(home):
            assert len(trace(home, RESOLVER, mention_ids[0]).mentions) == len(mention_ids), "how finds it again"


def told_of_ids(home: Home) -> dict[str, Any]:
    """Whom each mention is of, what became of whom, and what each part of the ledger says."""
    members, lineage = (
        pq.read_table(home.table(f"resolved/{name}")).to_pylist() for name in ("person_members", "person_lineage")
    )
    parts = sorted((home.ledgers / "identities" / "person").iterdir())
    return {
        "ids": {row["mention_id"]: row["person_id"] for row in members},
        "lineage": sorted(tuple(row.values()) for row in lineage),
        "ledger": {part.name: pq.read_table(part).to_pylist() for part in parts},
    }


class Crash(Exception):
    """The end of a refresh before its time."""


def crash_at(stage: str) -> Begins:
    def begins(_: str, begun: str) -> None:
        if begun == stage:
            raise Crash

    return begins


@SEQUENCES
@given(seed=st.integers(0, 10**9))
def test_ids_do_not_hang_on_what_is_kept(seed: int) -> None:
    """The state is deleted, or a refresh ends at any of its stages and is run again: the same ids and lineage."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        keeps, loses = Home(Path(folder) / "keeps"), Home(Path(folder) / "loses")
        there: dict[int, Row] = {}
        for turn in range(6):
            come_and_go(there, rng)
            if rng.random() < 0.5:
                shutil.rmtree(loses.path / "resolution", ignore_errors=True)
            mentions = [write_mentions(Path(folder) / "mentions.parquet", list(there.values()))]
            resolve_persons(keeps, mentions, RESOLVER, f"r{turn}")
            if rng.random() < 0.5:
                with suppress(Crash):
                    resolve_persons(loses, mentions, RESOLVER, f"r{turn}", crash_at(rng.choice(STAGES)))
            resolve_persons(loses, mentions, RESOLVER, f"r{turn}")
            assert told_of_ids(loses) == told_of_ids(keeps)
