"""Recall of name matching at 1 % false matches, by pair of scripts: `python -m benchmarks.names`.

The pairs come from a fictional district of a seed never used for tuning: one person as two records write it (typing
errors, missing parts and initials as the district has them), and different persons whose names are hard to tell apart:
one surname; one given name, the closest surname of 20; relatives; the nearest name of 200 by edit distance. Apart from
these, and not in the sum, stands the nearest name in the whole district, often one letter away. Every tool sees the
same two texts; each row of the table has a threshold of its own, at which 1 % of its different pairs are called same.

`resolver` is the person resolver's own evidence of given name, surname and father's name with its trained weights.
nomenklatura runs in an environment of its own: `--nomenklatura-python PATH`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from fundlink.mentions import MENTIONS
from fundlink.names.table import Terms
from fundlink.resolution.columns import store
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model, load
from fundlink.resolution.profiles import SAID
from fundlink.resolution.scoring import make_terms, score
from fundlink.tables import connect
from fundlink.world.clerk import Clerk
from fundlink.world.crowdfunding import DONOR
from fundlink.world.hawala import SENDER
from fundlink.world.npo import OFFICER
from fundlink.world.people import Person, Population
from fundlink.world.romanise import romanise
from resolvers.person import PERSON_RESOLVER
from resolvers.person_names import father, given, surname

Scores = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64] | list[int]
Flags = npt.NDArray[np.bool_]
PEOPLE = 6_000
AMONG = 200
HARDEST = "nearest in the district"
FALSE = 0.01
_FORMS = tuple(replace(form, short=0.0) for form in (OFFICER, DONOR, SENDER))
_SCRIPTS = (("Arabic", re.compile("[\u0600-\u06ff]")), ("Cyrillic", re.compile("[\u0400-\u052f]")))


class Pair(NamedTuple):
    """Two names as written, and whether they are one person's."""

    a: str
    b: str
    same: bool
    kind: str


def _script(name: str) -> str:
    return next((script for script, letters in _SCRIPTS if letters.search(name)), "Latin")


def _distance(person: Person, other: Person) -> int:
    """Letters between two names as a passport has them; the same name is no near one."""
    one, two = (romanise(f"{p.surname} {p.given}", "passport") for p in (person, other))
    return Levenshtein.distance(one, two) or len(one)


def _different(rng: Random, people: Sequence[Person], count: int) -> list[tuple[Person, Person, str]]:
    """So many pairs of different persons with different names, of each kind as many."""
    by_surname, by_given = defaultdict(list), defaultdict(list)
    for person in people:
        by_surname[person.surname].append(person)
        by_given[person.given].append(person)
    latin = [romanise(f"{person.surname} {person.given}", "passport") for person in people]

    def nearest(person: Person, others: Sequence[Person]) -> Person | None:
        rest = [other for other in others if other.surname != person.surname or other.given != person.given]
        return min(rng.sample(rest, min(len(rest), AMONG)), key=partial(_distance, person), default=None)

    def nearest_of_all(person: Person) -> Person:
        name = romanise(f"{person.surname} {person.given}", "passport")
        near = process.extract(name, latin, scorer=Levenshtein.normalized_similarity, limit=40)
        return people[next((at for text, _, at in near if text != name), 0)]

    kinds: dict[str, Callable[[Person], Person | None]] = {
        "same surname": lambda person: rng.choice(by_surname[person.surname]),
        "close surname": lambda person: nearest(person, rng.choices(by_given[person.given], k=AMONG // 10)),
        "relative": lambda person: rng.choice(person.kin) if person.kin else None,
        "nearest": lambda person: nearest(person, people),
        HARDEST: nearest_of_all,
    }
    found = []
    for kind, other_of in kinds.items():
        made = 0
        while made < count // len(kinds):
            person = rng.choice(people)
            other = other_of(person)
            if other and (other.surname, other.given) != (person.surname, person.given):
                found.append((person, other, kind))
                made += 1
    return found


def make_pairs(seed: int, count: int) -> list[Pair]:
    """So many pairs of one person, and as many of different ones."""
    rng = Random(f"{seed}/name pairs")
    population, clerk = Population(Random(f"{seed}/people")), Clerk(Random(f"{seed}/clerk"))
    population.settle(PEOPLE)
    persons = [(person, person, "one person") for person in rng.choices(population.people, k=count)]
    pairs = []
    for one, other, kind in [*persons, *_different(rng, population.people, count * 5 // 4)]:
        a, b = (clerk.write(person, rng.choice(_FORMS)).name for person in (one, other))
        if a.casefold() != b.casefold():  # what is written alike is told apart, or found, by anybody
            pairs.append(Pair(a, b, one is other, kind))
    return pairs


def make_features_of(connection: duckdb.DuckDBPyConnection, told: pa.Table, terms: Terms) -> None:
    """Make `features` of profiles of which only what is `told` is known: `profile`, `name` and columns beside them."""
    store(connection, "told", told)
    store(connection, "no_mentions", MENTIONS.empty_table())
    connection.execute(f"""
        CREATE TABLE named AS SELECT 0::BIGINT AS profile, {", ".join(SAID)} FROM no_mentions;
        INSERT INTO named BY NAME SELECT *, [] AS aliases, [] AS birth_dates, [] AS documents FROM told
    """)
    make_features(connection, "named", terms)


def by_resolver(pairs: Sequence[Pair]) -> tuple[Scores, float]:
    """Match weights of the three name comparisons, and pairs a second in a million pairs."""
    comparisons, model = (given, surname, father), load(PERSON_RESOLVER)
    m, u = ({c.name: shares[c.name] for c in comparisons} for shares in (model.m, model.u))
    names = sorted({name for pair in pairs for name in pair[:2]})
    number = {name: at for at, name in enumerate(names)}
    with connect() as connection:
        make_features_of(connection, pa.table({"profile": range(len(names)), "name": names}), model.terms)
        connection.execute("CREATE TABLE compared AS FROM features")
        resolver = replace(PERSON_RESOLVER, comparisons=comparisons, mistyped="false")
        made = Model(model.prior, m, u, model.terms, model.trained_on)
        make_terms(connection, resolver, made)

        def weigh(a: Numbers, b: Numbers) -> float:
            store(connection, "blocked", pa.table({"a": a, "b": b}))
            start = time.perf_counter()
            connection.execute("CREATE OR REPLACE TABLE scored (a BIGINT, b BIGINT, match_weight DOUBLE)")
            for judged in score(connection, resolver, made):
                connection.execute(f"INSERT INTO scored SELECT a, b, match_weight FROM ({judged})")
            return len(a) / (time.perf_counter() - start)

        one, other = np.random.default_rng(1).integers(0, len(names), (2, 1_000_000))
        speed = weigh(one, other)
        weigh([number[pair.a] for pair in pairs], [number[pair.b] for pair in pairs])
        rows = connection.execute("SELECT a, b, match_weight FROM scored").fetchall()
    weights = {frozenset((a, b)): weight for a, b, weight in rows}
    return np.array([weights[frozenset((number[pair.a], number[pair.b]))] for pair in pairs]), speed


def by_rapidfuzz(scorer: Callable[[str, str], float]) -> Callable[[Sequence[Pair]], tuple[Scores, float]]:
    """A scorer of rapidfuzz on names written in ASCII beforehand."""

    def measure(pairs: Sequence[Pair]) -> tuple[Scores, float]:
        texts = [(anyascii(pair.a).casefold(), anyascii(pair.b).casefold()) for pair in pairs]
        start = time.perf_counter()
        scores = [scorer(a, b) for a, b in texts]
        return np.array(scores), len(pairs) / (time.perf_counter() - start)

    return measure


def by_nomenklatura(python: Path) -> Callable[[Sequence[Pair]], tuple[Scores, float]]:
    """nomenklatura's logic-v2, run by a Python that has it."""

    def measure(pairs: Sequence[Pair]) -> tuple[Scores, float]:
        script = Path(__file__).with_name("rivals") / "nomenklatura_names.py"
        said = json.dumps([pair[:2] for pair in pairs])
        run = subprocess.run([str(python), str(script)], input=said, capture_output=True, text=True, check=True)
        answer = json.loads(run.stdout)
        return np.array(answer["scores"]), len(pairs) / answer["seconds"]

    return measure


def recall(scores: Scores, same: Flags) -> float:
    """Share of the same pairs found when 1 % of the different ones are called same, ties broken by chance."""
    if not same.any() or same.all():
        return float("nan")
    right, wrong = scores[same], scores[~same]
    allowed = FALSE * len(wrong)
    threshold = np.sort(wrong)[::-1][int(allowed)]
    above, tied = np.sum(wrong > threshold), np.sum(wrong == threshold)
    return float(np.mean(right > threshold) + np.mean(right == threshold) * (allowed - above) / tied)


def main() -> None:
    """Make the pairs, measure every tool, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=20_000, help="pairs of one person, and of different ones")
    parser.add_argument("--seed", type=int, default=9_001)
    parser.add_argument("--nomenklatura-python", type=Path, help="Python of an environment with nomenklatura")
    options = parser.parse_args()
    pairs = make_pairs(options.seed, options.pairs)
    tools = {
        "fundlink resolver": by_resolver,
        "rapidfuzz WRatio": by_rapidfuzz(fuzz.WRatio),
        "rapidfuzz token_sort_ratio": by_rapidfuzz(fuzz.token_sort_ratio),
    }
    if options.nomenklatura_python:
        tools["nomenklatura logic-v2"] = by_nomenklatura(options.nomenklatura_python)
    measured = {name: tool(pairs) for name, tool in tools.items()}
    same = np.array([pair.same for pair in pairs])
    written = np.array([" - ".join(sorted((_script(pair.a), _script(pair.b)))) for pair in pairs])
    kinds = np.array([pair.kind for pair in pairs])
    fair = kinds != HARDEST
    rows = {"all": fair, "with Arabic": fair & (np.char.find(written, "Arabic") >= 0)}
    rows |= {scripts: fair & (written == scripts) for scripts in np.unique(written)}
    rows |= {f"all, against {kind}": same | (kinds == kind) for kind in np.unique(kinds[~same])}
    print(f"recall at 1 % false matches, seed {options.seed}")
    print("| pairs | one person | different |", " | ".join(measured), "|")
    print("|---|---:|---:|", "---:|" * len(measured), sep="")
    for label, chosen in rows.items():
        figures = (f"{recall(scores[chosen], same[chosen]):.3f}" for scores, _ in measured.values())
        counts = np.sum(chosen & same), np.sum(chosen & ~same)
        print(f"| {label} | {counts[0]:,} | {counts[1]:,} |", " | ".join(figures), "|")
    print("| pairs a second | | |", " | ".join(f"{speed:,.0f}" for _, speed in measured.values()), "|")


if __name__ == "__main__":
    main()
