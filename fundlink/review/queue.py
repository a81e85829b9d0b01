"""The queue of a review: what the last refresh left in doubt and nobody decided, whose answer changes most first."""

from __future__ import annotations

import duckdb

from fundlink.config import Home
from fundlink.decisions import Decisions, read
from fundlink.resolution.asked import members, must_be_resolved
from fundlink.resolution.declaration import Resolver
from fundlink.resolution.evidence import levels_told
from fundlink.resolution.verdict import conflicts
from fundlink.review.bodies import doubtful
from fundlink.review.bridges import joined
from fundlink.review.question import Kind, Question, held, undecided
from fundlink.tables import connect, scan


def queue(home: Home, resolver: Resolver) -> list[Question]:
    """All questions, in order.

    Args:
        home: with the tables of a refresh.
        resolver: the declaration; a person is doubtful whose halves hang together by less on average than the bits from
            which a pair is `same`.

    Raises:
        FundlinkError: when there was no refresh yet, or the ledger of decisions was edited.
    """
    must_be_resolved(home)
    decisions = read(home)
    with connect() as connection:
        found = []
        # Who refreshes with --select may have one kind of party only.
        if home.table("resolved/person_pairs").exists():
            _view(connection, home)
            found += [*_between(connection, resolver), *joined(connection, resolver.same_at)]
        if home.table("resolved/organization_pairs").exists():
            found += doubtful(connection, home)
        return sorted(
            undecided(found, decisions, _parties(connection, home, decisions)), key=lambda question: question.order
        )


def still_open(home: Home, questions: list[Question]) -> list[Question]:
    """Those that were not decided meanwhile, by whomever."""
    decisions = read(home)
    with connect() as connection:
        return undecided(questions, decisions, _parties(connection, home, decisions))


def _view(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Views `members` and `pairs`: the tables of persons."""
    for name in ("members", "pairs"):
        connection.execute(f"CREATE VIEW {name} AS FROM {scan(home.table(f'resolved/person_{name}'))}")


def _parties(connection: duckdb.DuckDBPyConnection, home: Home, decisions: Decisions) -> dict[str, str]:
    """Person or organisation of each mention that a decision names."""
    rows = connection.execute(
        f"SELECT mention_id, party_id FROM {members(home)} WHERE mention_id IN (SELECT unnest(?))", [decisions.spoken]
    ).fetchall()
    return {str(mention): str(party) for mention, party in rows}


def _between(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> list[Question]:
    """One question a pair of persons with anything beyond `different` between them.

    Its strongest pair stands for it; of the band `same` where there is one.
    """
    rows = connection.execute("""
        WITH sizes AS (SELECT person_id, count(*) AS size FROM members GROUP BY ALL),
        between AS (
            SELECT p.*, a.person_id AS person_a, b.person_id AS person_b,
                least(a.person_id, b.person_id) AS low, greatest(a.person_id, b.person_id) AS high
            FROM pairs p JOIN members a ON a.mention_id = mention_a JOIN members b ON b.mention_id = mention_b
            WHERE a.person_id <> b.person_id
        ),
        summed AS (
            SELECT low, high, avg(match_weight) AS average,
                min((mention_a, mention_b, evidence)) FILTER ("conflict") AS against
            FROM between GROUP BY ALL
        )
        SELECT mention_a, mention_b, person_a, person_b, a.size * b.size, match_weight, average, match_probability,
            evidence, band, against
        FROM between JOIN summed USING (low, high)
        JOIN sizes a ON a.person_id = person_a JOIN sizes b ON b.person_id = person_b
        WHERE band <> 'different'
        QUALIFY row_number() OVER (
            PARTITION BY low, high ORDER BY band = 'same' DESC, match_weight DESC, mention_a, mention_b) = 1
    """).fetchall()
    return [
        Question(
            kind=Kind.CUT if band == "same" else Kind.REVIEW,
            a=a,
            b=b,
            person_a=person_a,
            person_b=person_b,
            sides=((person_a,), (person_b,)),
            pairs=pairs,
            match_weight=weight,
            average=round(average, 2),
            probability=held(probability),
            evidence=tuple(evidence),
            why=_why(resolver, band, average, against),
        )
        for a, b, person_a, person_b, pairs, weight, average, probability, evidence, band, against in rows
    ]


Against = tuple[str, str, list[str]]
"""mention_a, mention_b, evidence: a pair that keeps two persons apart."""


def _why(resolver: Resolver, band: str, average: float, against: Against | None) -> str:
    conflict = f"a conflict: {_conflict(resolver, *against)}" if against else None
    if band == "same" and not conflict and average >= resolver.linkage_at:
        return (
            f"the same ({average:+.2f} bits on average between the two), but another, who is someone else, fits as well"
        )
    if band == "same":
        weak = f"a weak bridge: {average:+.2f} bits on average between the two"
        return f"the same, but cut at {conflict or weak}"
    return f"two persons with {conflict}" if conflict else "two persons, and only a human may say"


def _conflict(resolver: Resolver, a: str, b: str, evidence: list[str]) -> str:
    """What two mentions say that one person would not, and which two."""
    return f"{', '.join(conflicts(levels_told(resolver, evidence)))} ({a}, {b})"
