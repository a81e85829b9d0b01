"""What another model would change in a home: the same mentions and decisions, resolved twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import duckdb

from fundlink import decisions
from fundlink.config import Home
from fundlink.decisions.labels import labels
from fundlink.resolution.asked import mention_tables
from fundlink.resolution.blocking import compare_alone
from fundlink.resolution.columns import count, fetch, store
from fundlink.resolution.declaration import Band, Resolver
from fundlink.resolution.features import make_features
from fundlink.resolution.model import Model
from fundlink.resolution.profiles import make_profiles
from fundlink.resolution.scoring import weigh
from fundlink.tables import connect, digest, scan

_EXAMPLES = 10


@dataclass(frozen=True)
class Effect:
    """What changes from the model in use to the candidate.

    Attributes:
        state: what was compared: `state_of` the home, and the version of the candidate.
        bands: pairs by `from -> to`; a pair that neither model would keep is not counted.
        joined: persons with the candidate that were several.
        split: persons now that would be several.
        mentions: how many there are.
        moved: mentions whose person would have other mentions.
        examples: the pairs that tell most: names, bands, weights, and evidence of both models.
        labels: of the pairs of persons that humans decided, how many each model would put right, leave to review, put
            wrong.
    """

    state: str
    bands: dict[str, dict[str, int]]
    joined: int
    split: int
    mentions: int
    moved: int
    examples: list[dict[str, Any]]
    labels: dict[str, dict[str, int]]


def state_of(home: Home, model: Model) -> str:
    """A hash of what the home knows of persons, and by which model and decisions: equal as long as nothing changed."""
    with connect() as connection:
        told = connection.execute(f"""
            SELECT (SELECT (count(*), sum(hash(mention_id, person_id)::HUGEINT)) FROM {_table(home, "members")}),
                (SELECT (count(*), sum(hash(mention_a, mention_b, match_weight)::HUGEINT)) FROM {_table(home, "pairs")})
        """).fetchall()
    return digest(told, model.version, decisions.read(home).digest)


def compare(now: Home, then: Home, state: str, labels: dict[str, dict[str, int]]) -> Effect:
    """The effect of going from the resolved tables of one home to those of another, of the same mentions."""
    with connect() as connection:
        connection.execute(f"""
            CREATE TABLE pairs AS
            SELECT mention_a, mention_b, coalesce(x.band, 'different') AS was, coalesce(y.band, 'different') AS becomes,
                x.match_weight AS weight_was, y.match_weight AS weight_becomes
            FROM {_table(now, "pairs")} x FULL JOIN {_table(then, "pairs")} y USING (mention_a, mention_b);
            CREATE TABLE members AS
            SELECT mention_id, x.person_id AS was, y.person_id AS becomes
            FROM {_table(now, "members")} x JOIN {_table(then, "members")} y USING (mention_id);
            CREATE TABLE parts AS SELECT was, becomes, count(*) AS mentions FROM members GROUP BY ALL
        """)
        bands: dict[str, dict[str, int]] = {was: dict.fromkeys(Band, 0) for was in Band}
        for was, becomes, pairs in connection.execute(
            "SELECT was, becomes, count(*) FROM pairs GROUP BY ALL"
        ).fetchall():
            bands[was][becomes] = pairs
        moved = """(SELECT mentions FROM parts
            WHERE was IN (SELECT was FROM parts GROUP BY was HAVING count(*) > 1)
            OR becomes IN (SELECT becomes FROM parts GROUP BY becomes HAVING count(*) > 1))"""
        (moved_mentions,) = fetch(connection, f"SELECT coalesce(sum(mentions), 0) FROM {moved}")
        return Effect(
            state=state,
            bands=bands,
            joined=count(connection, "(SELECT becomes FROM parts GROUP BY becomes HAVING count(*) > 1)"),
            split=count(connection, "(SELECT was FROM parts GROUP BY was HAVING count(*) > 1)"),
            mentions=count(connection, "members"),
            moved=int(moved_mentions),
            examples=_examples(connection, now, then),
            labels=labels,
        )


def _examples(connection: duckdb.DuckDBPyConnection, now: Home, then: Home) -> list[dict[str, Any]]:
    """The pairs that tell most, one a person: first those that come together or part, then those that change band.

    Among them those first whose weight changes most. Their evidence is read only here: nobody looks at that of
    the others.
    """
    order = "together_was <> together_becomes DESC, change DESC, mention_a, mention_b"
    table = connection.execute(f"""
        WITH told AS (
            SELECT p.*, x.was = y.was AS together_was, x.becomes = y.becomes AS together_becomes, x.was AS person_id,
                coalesce(abs(weight_becomes - weight_was), 0) AS change
            FROM pairs p JOIN members x ON x.mention_id = mention_a JOIN members y ON y.mention_id = mention_b
            WHERE p.was <> p.becomes OR together_was <> together_becomes
        ), first AS (
            SELECT * FROM told
            QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY {order}) = 1 ORDER BY {order} LIMIT {_EXAMPLES}
        ), names AS (SELECT mention_id, name FROM {scan(*mention_tables(now))})
        SELECT mention_a, mention_b, x.name AS name_a, y.name AS name_b, was, becomes, together_was, together_becomes,
            weight_was, weight_becomes, p.evidence AS evidence_was, q.evidence AS evidence_becomes
        FROM first JOIN names x ON x.mention_id = mention_a JOIN names y ON y.mention_id = mention_b
        LEFT JOIN {_table(now, "pairs")} p USING (mention_a, mention_b)
        LEFT JOIN {_table(then, "pairs")} q USING (mention_a, mention_b)
        ORDER BY {order}
    """).to_arrow_table()
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def judge_labels(home: Home, resolver: Resolver, model: Model) -> dict[str, int]:
    """How the pairs of persons that humans decided would fall by the model alone: `right`, `review`, `wrong`, `gone`.

    `gone` are those of which a mention has left.
    """
    told = labels(home, "person")
    found: Counter[str] = Counter(right=0, review=0, wrong=0, gone=0)
    with connect() as connection:
        store(connection, "told", told)
        connection.execute(f"""
            CREATE TABLE mentions AS FROM {scan(*mention_tables(home))}
            WHERE kind = 'person' AND mention_id IN (SELECT unnest([mention_a, mention_b]) FROM told)
        """)
        make_profiles(connection)
        make_features(connection, "profiles", model.terms)
        compare_alone(connection, resolver, home)
        connection.execute("""
            CREATE TABLE asked AS
            SELECT same, least(x.profile, y.profile) AS a, greatest(x.profile, y.profile) AS b FROM told
            JOIN profile_members x ON x.mention_id = mention_a JOIN profile_members y ON y.mention_id = mention_b;
            CREATE TABLE blocked AS SELECT DISTINCT a, b FROM asked
        """)
        bands = {(row["a"], row["b"]): row["band"] for row in weigh(connection, resolver, model)}
        for said, *pair in connection.execute("SELECT same, a, b FROM asked").fetchall():
            band, right = bands[tuple(pair)], "same" if said else "different"
            found["review" if band == "review" else "right" if band == right else "wrong"] += 1
        found["gone"] = told.num_rows - count(connection, "asked")
    return dict(found)


def _table(home: Home, name: str) -> str:
    return scan(home.table(f"resolved/person_{name}"))
