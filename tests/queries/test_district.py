"""Every query on the fictional district: its rows are as expected, its planted case is found, the look-alike is not.

Rows name parties by the district's true ids, so that a retrained model does not rewrite them. After a change that is
meant: FUNDLINK_WRITE_EXPECTED=1 .venv/bin/pytest tests/queries/test_district.py, then read the difference.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from fundlink.config import Home
from fundlink.graph import publish
from fundlink.queries import Kind, format_frame, load_queries, run
from fundlink.server import Connection
from fundlink.tables import connect, scan
from tests.conftest import DISTRICT

EXPECTED = Path(__file__).parent.parent / "expected"
QUESTIONS = [name for name, query in load_queries().items() if query.kind is not Kind.LINK]
FRONT_MAN = "P000070"
CAMPAIGN = "CP-000001"


class Truth:
    """Who is who: the party that most mentions of a true person resolve to, and back."""

    def __init__(self, home: Home) -> None:
        members = " UNION ALL BY NAME ".join(
            f"SELECT m.*, {kind}_id AS party_id, p.name FROM {scan(home.table(f'resolved/{kind}_members'))} m "
            f"JOIN {scan(home.table(f'resolved/{kind}'))} p USING ({kind}_id)"
            for kind in ("person", "organization")
        )
        truth = f"read_csv('{DISTRICT}/truth/members.csv', all_varchar = true)"
        with connect() as connection:
            rows = connection.execute(
                f"""SELECT party_id, any_value(m.name), true_id, count(*) FROM ({members}) m JOIN {truth} t
                ON m.source = t.source AND m.source_key = t.source_key AND m.role = t.role
                AND coalesce(m.version, '') = coalesce(t.version, '') GROUP BY ALL ORDER BY count(*), true_id"""
            ).fetchall()
        self.true_of = {party: true for party, _, true, _ in rows}
        self.party_of = {true: party for party, _, true, _ in rows}
        named = {name: true for party, name, true, _ in rows if name and len(name) > 3}
        self._true = {**self.true_of, **named}
        longest_first = sorted(self._true, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first)))

    def tell(self, text: str) -> str:
        """The text with ids and names of parties turned into true ids."""
        return self._known.sub(lambda found: self._true[found[0]], text)


@pytest.fixture(scope="module")
def district(refreshed_district: Home, neo4j_server: Connection) -> Connection:
    publish(refreshed_district, neo4j_server)
    return neo4j_server


@pytest.fixture(scope="module")
def truth(refreshed_district: Home) -> Truth:
    return Truth(refreshed_district)


@pytest.fixture(scope="module")
def answer(district: Connection, truth: Truth) -> Callable[[str], pd.DataFrame]:
    params: dict[str, dict[str, Any]] = {
        "linked_persons": {"person": truth.party_of[FRONT_MAN]},
        "standing_on_a_day": {"party": truth.party_of[FRONT_MAN]},
        "network_picture": {"start": CAMPAIGN, "limit": 20},
        "identity_picture": {"party": truth.party_of[FRONT_MAN]},
    }
    return cache(lambda name: run(name, district, **params.get(name, {})))


@pytest.mark.parametrize("name", QUESTIONS)
def test_rows_are_as_expected(name: str, answer: Callable[[str], pd.DataFrame], truth: Truth) -> None:
    file = EXPECTED / f"{name}.csv"
    header, *rows = csv.reader(io.StringIO(truth.tell(format_frame(answer(name), "csv"))))
    if os.environ.get("FUNDLINK_WRITE_EXPECTED"):
        file.parent.mkdir(exist_ok=True)
        with file.open("w", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *sorted(rows)])
    with file.open(newline="") as stream:
        expected_header, *expected = csv.reader(stream)
    assert header == expected_header
    assert Counter(map(tuple, rows)) == Counter(map(tuple, expected))


def _planted() -> list[Any]:
    with (DISTRICT / "truth" / "planted.csv").open(newline="") as stream:
        cases = [row for row in csv.DictReader(stream) if row["query"] in QUESTIONS]
    return [pytest.param(row, id=f"{row['query']}-{row['case']}-{row['subjects'].split()[-1]}") for row in cases]


@pytest.mark.parametrize("case", _planted())
def test_planted_case_is_found_and_its_look_alike_is_not(
    case: dict[str, str], answer: Callable[[str], pd.DataFrame], truth: Truth
) -> None:
    frame = answer(case["query"])
    rows = [truth.tell(" ".join(map(str, row))) for row in frame.itertuples(index=False)]
    subjects = case["subjects"].split()
    found = FOUND[case["query"]](subjects, rows, truth)
    assert found == (case["expected"] == "true"), f"{case['note']}: {[r for r in rows if subjects[0] in r][:3]}"


def _fundraising(subjects: list[str], rows: list[str], truth: Truth) -> bool:
    """Money goes on from the beneficiary to somebody by an informal transfer."""
    beneficiary = next(s for s in subjects if s.startswith(("P", "O")))
    return any("informal to" in row and beneficiary in row.split("informal to")[0] for row in rows)


def _listed(subjects: list[str], rows: list[str], truth: Truth) -> bool:
    person, reference = subjects[0], subjects[-1]
    return any(person in row and reference in row for row in rows)


def _linked(subjects: list[str], rows: list[str], truth: Truth) -> bool:
    """Somebody other than the front man is linked to him; in the hotline case anybody to anybody."""
    return any(other in row for other in subjects if other != FRONT_MAN for row in rows)


def _one_row(subjects: list[str], rows: list[str], truth: Truth) -> bool:
    """Some two of the campaigns or transfers stand in one row (or the only one does)."""
    things = [s for s in subjects if "-" in s]
    return any(sum(thing in row for thing in things) >= min(2, len(things)) for row in rows)


def _gaps(subjects: list[str], rows: list[str], truth: Truth) -> bool:
    """The account has a gap."""
    return any(subjects[-1] in row for row in rows)


FOUND: dict[str, Callable[[list[str], list[str], Truth], bool]] = {
    "fundraising_channels": _fundraising,
    "linked_persons": _linked,
    "listed_connections": _listed,
    "campaigns_one_beneficiary": _one_row,
    "token_reuse": _one_row,
    "statement_gaps": _gaps,
}
