"""Generator of the fictional district: an inbox of every source, and the truth behind it.

The district serves tests, demo and benchmarks. Nobody in it is real; names are random combinations.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from fundlink.world.district import District
from fundlink.world.everyday import Crowd, live
from fundlink.world.listings import ordinary_listings
from fundlink.world.money import Money
from fundlink.world.planted import MOST, plant
from fundlink.world.planted.gaps import tell_statements
from fundlink.world.sanctions import SanctionsList
from fundlink.world.tables import Inbox
from fundlink.world.truth import Truth


@dataclass(frozen=True)
class Summary:
    """What was written.

    Attributes:
        records: rows or entries by source.
        people: persons who live in the district, those of planted cases included.
        persons_mentioned: how many of them some record names.
        person_mentions: mentions of persons.
        organization_mentions: mentions of organisations.
        reachable_pairs: pairs of person mentions that evidence beyond the name can join.
        planted: planted cases, look-alikes included.
        shares: share present by column where the format asks for it, and `name_error` by name part.
    """

    records: dict[str, int]
    people: int
    persons_mentioned: int
    person_mentions: int
    organization_mentions: int
    reachable_pairs: int
    planted: int
    shares: dict[str, float]


def write_world(directory: Path, people: int, transfers: int, seed: int) -> Summary:
    """Write `directory/inbox/<source>/*` and `directory/truth/*.csv`.

    The same arguments give the same bytes. `people` lead an ordinary life, `transfers` is the number of their
    informal transfers (donations as many, campaigns one in fifty); planted cases come on top, in proportion.

    Raises:
        ValueError: `people` or `transfers` is below 20, too few for a district.
    """
    if min(people, transfers) < 20:
        raise ValueError("a district needs at least 20 people and 20 transfers")
    with Inbox(directory / "inbox") as inbox, Truth(directory / "truth") as truth:
        district = District.found(inbox, truth, seed)
        district.population.settle(people)
        crowd = Crowd(district.rng, district.population.people)
        sanctions = SanctionsList(district)
        plant(district, crowd, sanctions, cases=min(1 + people // 2000, MOST))
        planted = frozenset(district.fundraisers)
        ordinary_listings(district, sanctions, people)
        npos = live(district, crowd, people, transfers)
        sanctions.write(directory / "inbox")
        # Last, and from draws of its own: what is written above stays what it is.
        money = Money.of(district, crowd, seed)
        audited = money.tell(npos, planted, transfers)
        tell_statements(money.book, audited, Random(f"{seed}:statements"))
        pairs = truth.finish()
    clerk = district.clerk
    shares = {column: clerk.told[column] / asked for column, asked in clerk.asked.items() if column != "name_part"}
    shares["name_error"] = clerk.told["name_error"] / clerk.asked["name_part"]
    return Summary(
        records=dict(inbox.rows),
        people=len(district.population.people),
        persons_mentioned=truth.persons,
        person_mentions=truth.person_mentions,
        organization_mentions=truth.organization_mentions,
        reachable_pairs=pairs,
        planted=len(truth.cases),
        shares=shares,
    )
