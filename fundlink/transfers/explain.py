"""Why two records tell of one transfer, or what is missing for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from fundlink import decisions
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.projection.views import make_views
from fundlink.sources.contract import Source
from fundlink.tables import connect, scan
from fundlink.transfers.candidates import conditions
from fundlink.transfers.resolve import MEMBERS
from fundlink.transfers.rule import TransferResolver, TransferRule
from fundlink.transfers.told import make_told


@dataclass(frozen=True)
class RuleWhy:
    """A rule, what of it holds of the two, what does not, and whether it is of their channel."""

    rule: str
    why: str
    holds: tuple[str, ...]
    missing: tuple[str, ...]
    of_channel: bool


@dataclass(frozen=True)
class TransferWhy:
    """Two records' transfers: whether they are one, by what, and what each rule says of the two.

    Attributes:
        a, b: as the records state them.
        transfer_a, transfer_b: the transfers they are in.
        matched: of each of the two that is in a transfer of several records, the rule and its evidence.
        decided: what humans said of the two, one line each.
        rules: nearest first.
    """

    a: str
    b: str
    transfer_a: str
    transfer_b: str
    matched: tuple[str, ...]
    decided: tuple[str, ...]
    rules: tuple[RuleWhy, ...]

    @property
    def one(self) -> bool:
        """Whether the records tell of one transfer, since the last refresh."""
        return self.transfer_a == self.transfer_b


def explain_transfers(home: Home, sources: Sequence[Source], resolver: TransferResolver, a: str, b: str) -> TransferWhy:
    """What every rule says of two records that state transfers, as the tables stand.

    Raises:
        FundlinkError: no refresh has resolved transfers yet.
    """
    if not home.table(MEMBERS).exists():
        raise FundlinkError(
            f"{a}, {b}: two records of transfers, and none are resolved here yet. Run fundlink refresh; or ask for who "
            "stands in them: source:key:role."
        )
    with connect() as connection:
        make_views(connection, home, sources, joined=False)
        make_told(connection, sources, only=[a, b])
        rules = [_ask(connection, rule, resolver, a, b) for rule in resolver.rules]
        found = connection.execute(
            f"""SELECT stated_id, transfer_id, rule || coalesce(': ' || evidence, '') FROM {scan(home.table(MEMBERS))}
            WHERE stated_id IN ($a, $b) ORDER BY stated_id""",
            {"a": a, "b": b},
        ).fetchall()
    of = {stated: transfer for stated, transfer, _ in found}
    said = [line for line in decisions.read(home).active if {a, b} <= {*line.a, *line.b}]
    return TransferWhy(
        a,
        b,
        of.get(a, a),
        of.get(b, b),
        tuple(f"{stated}: {rule}" for stated, _, rule in found),
        tuple(f"no {line.number}, {line.by}: {line.verb.replace('_', ' ')}, {line.reason}" for line in said),
        tuple(sorted(rules, key=lambda rule: len(rule.missing))),
    )


def _ask(
    connection: duckdb.DuckDBPyConnection, rule: TransferRule, resolver: TransferResolver, a: str, b: str
) -> RuleWhy:
    """The rule with the two in the order in which more of it holds."""
    held = conditions(rule, resolver)
    asked = ", ".join(f"coalesce({sql}, false)" for sql in held.values())
    answers = [
        connection.execute(
            f"SELECT {asked} FROM told a JOIN told b ON a.id = $one AND b.id = $other", {"one": one, "other": other}
        ).fetchall()[0]
        for one, other in ((a, b), (b, a))
    ]
    best = max(answers, key=sum)
    words = dict(zip(held, best, strict=True))
    holds, missing = (tuple(word for word, held in words.items() if held == wanted) for wanted in (True, False))
    return RuleWhy(rule.label, rule.why, holds, missing, of_channel=best[0])
