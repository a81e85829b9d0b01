"""Error rates of groups of people side by side, and where one fares worse, what is known of why."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from fundlink.evaluation.intervals import Interval, wilson

TRAITS = ("script", "sex", "patronymic")

MOST_RATIO = 2.0
"""Over this the difference between two groups is explained in words."""

_AS_MUCH = 0.9
"""A group that has less than this share of another's evidence has less."""

FEWEST = 30
"""Persons with pairs that a group needs for its rate to be held against another's."""


@dataclass(frozen=True)
class Rate:
    """Errors among pairs, and their share with its interval; None where there are no pairs. `persons` have some."""

    errors: int
    pairs: int
    persons: int
    share: Interval | None


@dataclass(frozen=True)
class Errors:
    """What went wrong for the mentions of one group; a pair counts for each of its mentions in it.

    Attributes:
        mentions: of the group.
        false_match: among the pairs found, those that are two people.
        missed: among the true pairs, those not found.
        missed_reachable: the same among those that evidence beyond the name can join; None when nobody said which.
        reachable: share of the true pairs that evidence beyond the name can join.
        evidence: how many kinds of evidence beyond the name a mention carries, on average.
    """

    mentions: int
    false_match: Rate
    missed: Rate
    missed_reachable: Rate | None
    reachable: float | None
    evidence: float


@dataclass(frozen=True)
class Worst:
    """The groups with the highest and the lowest rate of one kind of error, and their ratio (None over a rate of 0)."""

    worst: str
    best: str
    ratio: float | None
    reason: str | None


@dataclass(frozen=True)
class Comparison:
    """Groups of one trait; `widest` by kind of error (`false_match`, `missed`, `missed_reachable`)."""

    groups: dict[str, Errors]
    widest: dict[str, Worst]


_SUMS = {
    "false_match": ("of_found - of_both", "of_found - 1"),
    "missed": ("of_true - of_both", "of_true - 1"),
    "missed_reachable": ("reach - reached", "reach"),
}


def compare_groups(connection: duckdb.DuckDBPyConnection, trait: str, reachable: bool) -> Comparison:
    """Error rates by a column of `measured`; with `reachable` also of the pairs in the table of that name."""
    reach = (
        """LEFT JOIN (
            SELECT number, count(*) AS reach, count(*) FILTER (found) AS reached FROM (
                SELECT unnest([a, b]) AS number, l.found_id = r.found_id AS found
                FROM reachable JOIN measured l ON l.number = a JOIN measured r ON r.number = b
            ) GROUP BY number) USING (number)"""
        if reachable
        else "CROSS JOIN (SELECT 0 AS reach, 0 AS reached)"
    )
    parts = ", ".join(
        f"coalesce(sum({e}), 0) AS {name}_e, coalesce(sum({n}), 0) AS {name}_n" for name, (e, n) in _SUMS.items()
    )
    moments = ", ".join(
        f"""[sum({name}_e), sum({name}_n), sum({name}_e ** 2), sum({name}_e * {name}_n), sum({name}_n ** 2),
            count_if({name}_n > 0)]"""
        for name in _SUMS
    )
    rows = connection.execute(f"""
        WITH persons AS (
            SELECT {trait} AS name, true_id, count(*) AS mentions, sum(evidence) AS evidence, {parts}
            FROM (FROM measured {reach}) WHERE {trait} IS NOT NULL GROUP BY ALL
        )
        SELECT name, sum(mentions), sum(evidence) / sum(mentions), {moments} FROM persons GROUP BY name ORDER BY name
    """).fetchall()
    groups = {}
    for name, mentions, evidence, *moments_of in rows:
        false, missed, unreached = (_rate(*map(float, moment)) for moment in moments_of)
        share = unreached.pairs / missed.pairs if reachable and missed.pairs else None
        groups[name] = Errors(int(mentions), false, missed, unreached if reachable else None, share, evidence)
    kinds = tuple(_SUMS) if reachable else tuple(_SUMS)[:2]
    found = {kind: _widest(groups, kind) for kind in kinds}
    return Comparison(groups, {kind: widest for kind, widest in found.items() if widest})


def _rate(errors: float, pairs: float, ee: float, en: float, nn: float, persons: float) -> Rate:
    """A rate from sums over persons: of errors, pairs, and their squares and product.

    Pairs of one person stand or fall together, so persons are what was sampled (Cochran, Sampling Techniques, 1977,
    6.4: variance of a ratio); the interval is that of as many independent pairs as have that variance.
    """
    if not pairs:
        return Rate(0, 0, 0, None)
    share = errors / pairs
    spread = ee - 2 * share * en + share**2 * nn
    variance = persons / (persons - 1) * spread / pairs**2 if persons > 1 else 0.0
    size = min(share * (1 - share) / variance, pairs) if variance > 0 and 0 < share < 1 else persons
    return Rate(int(errors), int(pairs), int(persons), wilson(share, size))


def _widest(groups: dict[str, Errors], kind: str) -> Worst | None:
    """The two groups furthest apart, of those large enough; None when there are not two."""

    def rate(errors: Errors) -> Rate:
        found: Rate = getattr(errors, kind)
        return found

    shares = {name: r.share for name, e in groups.items() if (r := rate(e)).persons >= FEWEST and r.share}
    if len(shares) < 2:
        return None
    worst, best = max(shares, key=lambda name: shares[name].value), min(shares, key=lambda name: shares[name].value)
    high, low = shares[worst].value, shares[best].value
    ratio = 1.0 if high == low else high / low if low else None
    reason = _reason(groups, shares, worst, best) if ratio is None or ratio > MOST_RATIO else None
    return Worst(worst, best, ratio, reason)


def _reason(groups: dict[str, Errors], shares: dict[str, Interval], worst: str, best: str) -> str:
    """What is known of why: facts to judge by, no excuse."""
    if shares[worst].overlaps(shares[best]):
        return "may be chance: the 95 % intervals overlap"
    one, other = groups[worst], groups[best]
    told = [(one.evidence, other.evidence, "{:.2f} kinds of evidence beyond the name a mention, against {:.2f}")]
    if one.reachable is not None and other.reachable is not None:
        told.append((one.reachable, other.reachable, "{:.2f} of the true pairs reachable, against {:.2f}"))
    facts = "; ".join(text.format(mine, theirs) for mine, theirs, text in told)
    less = any(mine < _AS_MUCH * theirs for mine, theirs, _ in told)
    return f"less evidence: {facts}" if less else f"not for want of evidence, so look at the names: {facts}"
