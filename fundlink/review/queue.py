"""The queue of a review: what the last refresh left in doubt and nobody decided, whose answer changes most first."""

from __future__ import annotations

import duckdb

from fundlink.config import Home
from fundlink.decisions import Decisions, read
from fundlink.resolution.asked import members, mention_tables
from fundlink.review.bodies import doubtful
from fundlink.review.bridges import joined
from fundlink.review.question import Kind, Question, held, undecided
from fundlink.tables import connect, scan


def queue(home: Home, same_at: float) -> list[Question]:
    """All questions, in order.

    Args:
        home: with the tables of a refresh.
        same_at: bits from which a pair is `same` by the resolver; a person is doubtful whose halves hang together by
            less on average.

    Raises:
        FundlinkError: when there was no refresh yet, or the ledger of decisions was edited.
    """
    decisions = read(home)
    mentions = scan(*mention_tables(home))
    with connect() as connection:
        _view(connection, home)
        connection.execute(f"CREATE VIEW mentions AS FROM {mentions}")
        found = [*_between(connection, same_at), *joined(connection, same_at), *doubtful(connection, home)]
        return sorted(
            undecided(found, decisions, _parties(connection, home, decisions)), key=lambda question: question.order
        )


def still_open(home: Home, questions: list[Question]) -> list[Question]:
    """Those that were not decided meanwhile, by whomever."""
    decisions = read(home)
    with connect() as connection:
        _view(connection, home)
        return undecided(questions, decisions, _parties(connection, home, decisions))


def _view(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Views `members`, and `placed`: the kept pairs, each with the persons of both."""
    members, pairs = (scan(home.table(f"resolved/person_{name}")) for name in ("members", "pairs"))
    connection.execute(f"CREATE VIEW members AS SELECT mention_id, person_id FROM {members}")
    connection.execute(f"""
        CREATE VIEW placed AS SELECT p.*, a.person_id AS person_a, b.person_id AS person_b FROM {pairs} p
        JOIN members a ON a.mention_id = p.mention_a JOIN members b ON b.mention_id = p.mention_b
    """)


def _parties(connection: duckdb.DuckDBPyConnection, home: Home, decisions: Decisions) -> dict[str, str]:
    """Person or organisation of each mention that a decision names."""
    spoken = sorted({mention for line in decisions.active for mention in (*line.a, *line.b)})
    rows = connection.execute(
        f"SELECT mention_id, person_id FROM {members(home)} WHERE mention_id IN (SELECT unnest(?))", [spoken]
    ).fetchall()
    return {str(mention): str(party) for mention, party in rows}


def _between(connection: duckdb.DuckDBPyConnection, same_at: float) -> list[Question]:
    """One question a pair of persons with anything beyond `different` between them.

    Its strongest pair stands for it; of the band `same` where there is one.
    """
    rows = connection.execute("""
        WITH sizes AS (SELECT person_id, count(*) AS size FROM members GROUP BY ALL),
        between AS (
            SELECT *, least(person_a, person_b) AS low, greatest(person_a, person_b) AS high
            FROM placed WHERE person_a <> person_b
        ),
        summed AS (
            SELECT low, high, avg(match_weight) AS average, min((mention_a, mention_b)) FILTER ("conflict") AS against
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
            why=_why(band, average, against, same_at),
        )
        for a, b, person_a, person_b, pairs, weight, average, probability, evidence, band, against in rows
    ]


def _why(band: str, average: float, against: tuple[str, str] | None, same_at: float) -> str:
    conflict = f"a conflict ({against[0]}, {against[1]})" if against else None
    if band == "same" and not conflict and average >= same_at:
        return (
            f"the same ({average:+.2f} bits on average between the two), but another, who is someone else, fits as well"
        )
    if band == "same":
        weak = f"a weak bridge: {average:+.2f} bits on average between the two"
        return f"the same, but cut at {conflict or weak}"
    return f"two persons with {conflict} between them" if conflict else "two persons, and only a human may say"
