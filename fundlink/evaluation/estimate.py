"""Precision and recall without a truth, estimated from pairs that people have labelled."""

from __future__ import annotations

import math
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.evaluation.intervals import Interval, share_of_sum, weighted, wilson
from fundlink.evaluation.strata import make_frame
from fundlink.resolution import Resolver
from fundlink.tables import connect


@dataclass(frozen=True)
class Stratum:
    """Pairs that are alike: whether found, how many there are, how many labelled, and the share of one person."""

    name: str
    found: bool
    pairs: int
    labels: int
    same: Interval | None


@dataclass(frozen=True)
class Estimate:
    """What the labels say of all pairs. A value is None where no label speaks of it.

    Attributes:
        precision: of the pairs found.
        recall: of the pairs of one person in the strata; who was never compared is in none.
        random: whether the labels are of a random sample; then the estimate is of the resolved persons. Decisions are
            none: a reviewer sees what is doubtful, and what is decided is obeyed, so that the persons are right there
            by themselves. From them the model's own answers are estimated, pair by pair.
        labels: that count.
        unknown: labels of pairs that are in no stratum now.
        covered_found, covered_others: share of the pairs found, and of the others, in strata with a label. The
            estimates speak of those.
        strata: all.
    """

    precision: Interval | None
    recall: Interval | None
    random: bool
    labels: int
    unknown: int
    covered_found: float
    covered_others: float
    strata: tuple[Stratum, ...]

    @property
    def speaks_of(self) -> str:
        """Of what precision and recall are."""
        return (
            "pairs of mentions that are one person now"
            if self.random
            else "pairs that the model takes for the same, before clusters are made and humans decide"
        )

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know before using the figures."""
        said = [f"From {self.labels:,} labelled pairs; those of a stratum stand for all of it."]
        if not self.random:
            said.append(
                "Decisions are no random sample: reviewers see what is doubtful, and that is only supposed to be like "
                "the rest of its stratum. To rely on: fundlink evaluate --sample 300 FILE.csv."
            )
        if self.covered_found < 1 or self.covered_others < 1:
            said.append(
                f"Only strata with a label count: {self.covered_found:.0%} of the pairs found, "
                f"{self.covered_others:.0%} of the others."
            )
        if self.unknown:
            said.append(f"{self.unknown:,} labels are of pairs in no stratum: left out.")
        said.append("Recall is of pairs that were weighed and kept: one person never compared is not missed here.")
        return tuple(said)


def estimate(home: Home, labels: pa.Table, resolver: Resolver | None = None) -> Estimate:
    """Estimate precision and recall: of the resolved persons from a random sample, else of the model.

    Each stratum's share is estimated by itself and weighs as its pairs, so it does not matter that some are labelled
    more than others. Labels count by `weight` where the table has it, as of a sample drawn before the last refresh.
    Labels of one `decision` count together as one, for the interval.

    Args:
        home: with the tables of a refresh.
        labels: `mention_a, mention_b, same`, and `weight` and `decision` or not; the two ids in any order.
        resolver: whose model is meant, where the labels are decisions; none when they are of a random sample.

    Raises:
        FundlinkError: when there is no label, one pair has both labels, or there was no refresh yet.
    """
    if not labels.num_rows:
        raise FundlinkError(
            "nobody has labelled a pair yet. Use fundlink review, or fundlink evaluate --sample 300 FILE.csv, "
            "or give a --truth."
        )
    with connect() as connection:
        make_frame(connection, home, resolver)
        connection.register("given", labels)
        weight = "max(weight)" if "weight" in labels.column_names else "1.0::DOUBLE"
        decision = "min(decision)" if "decision" in labels.column_names else "row_number() OVER ()"
        connection.execute(f"""
            CREATE TABLE labels AS
            SELECT least(mention_a, mention_b) AS a, greatest(mention_a, mention_b) AS b,
                min(same) AS same, max(same) AS other, {weight} AS weight, {decision} AS decision
            FROM given GROUP BY a, b
        """)
        _check(connection)
        unknown = connection.execute("SELECT count(*) FROM labels ANTI JOIN frame USING (a, b)").fetchall()[0][0]
        rows = connection.execute("""
            SELECT stratum, found, count(*), count(same), count(DISTINCT decision),
                sum(weight), sum(weight ** 2), coalesce(sum(weight) FILTER (same), 0)
            FROM frame LEFT JOIN labels USING (a, b) GROUP BY ALL ORDER BY stratum
        """).fetchall()
    strata = tuple(
        Stratum(name, found, pairs, labels, _share(pairs, labels, decisions, *sums) if labels else None)
        for name, found, pairs, labels, decisions, *sums in rows
    )
    return Estimate(
        precision=_mean(_known(strata, found=True)),
        recall=_recall(_known(strata, found=True), _known(strata, found=False)),
        random=resolver is None,
        labels=sum(stratum.labels for stratum in strata),
        unknown=unknown,
        covered_found=_covered(strata, found=True),
        covered_others=_covered(strata, found=False),
        strata=strata,
    )


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    both = connection.execute("SELECT a, b FROM labels WHERE same <> other ORDER BY ALL LIMIT 1").fetchall()
    if both:
        raise FundlinkError(f"labels: {both[0][0]} and {both[0][1]} are both same and not. Keep one of the two.")


def _share(pairs: int, labels: int, decisions: int, total: float, squares: float, same: float) -> Interval:
    """Share of one person in a stratum; unequal weights count for fewer labels (Kish 1965), a whole one is certain."""
    size = min(total**2 / squares, decisions)
    left = 1 - labels / pairs
    return wilson(same / total, size / left if left else math.inf)


def _known(strata: tuple[Stratum, ...], *, found: bool) -> list[tuple[float, Interval]]:
    return [(float(s.pairs), s.same) for s in strata if s.found == found and s.same]


def _mean(parts: list[tuple[float, Interval]]) -> Interval | None:
    pairs = sum(weight for weight, _ in parts)
    return weighted((weight / pairs, share) for weight, share in parts) if pairs else None


def _recall(found: list[tuple[float, Interval]], others: list[tuple[float, Interval]]) -> Interval | None:
    right, missed = weighted(found), weighted(others)
    return share_of_sum(right, missed) if others and right.value else None


def _covered(strata: tuple[Stratum, ...], *, found: bool) -> float:
    pairs = sum(stratum.pairs for stratum in strata if stratum.found == found)
    known = sum(stratum.pairs for stratum in strata if stratum.found == found and stratum.labels)
    return known / pairs if pairs else 1.0
