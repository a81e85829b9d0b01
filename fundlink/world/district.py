"""What the writers of the district share: its people, organisations, open files and truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from fundlink.world.clerk import Clerk
from fundlink.world.organizations import Npo, Organizations
from fundlink.world.people import Person, Population
from fundlink.world.tables import Inbox
from fundlink.world.truth import Truth


@dataclass
class Fundraiser:
    """What a campaign raised and where it is to be paid: the account and wallet of its last page, where it has any."""

    beneficiary: Person | Npo
    category: str
    account: str
    wallet: str
    last_gift: datetime
    raised: float = 0.0


@dataclass
class District:
    """One district in the making. `rng` draws the events; people, organisations and clerks have draws of their own."""

    inbox: Inbox
    truth: Truth
    rng: Random
    clerk: Clerk
    population: Population
    organizations: Organizations
    fundraisers: dict[str, Fundraiser] = field(default_factory=dict)
    _keys: Counter[str] = field(default_factory=Counter)

    @classmethod
    def found(cls, inbox: Inbox, truth: Truth, seed: int) -> District:
        """An empty district; each concern draws from its own stream, so that a later source disturbs no other."""

        def stream(name: str) -> Random:
            return Random(f"{seed}/{name}")

        return cls(
            inbox=inbox,
            truth=truth,
            rng=stream("events"),
            clerk=Clerk(stream("clerk")),
            population=Population(stream("people")),
            organizations=Organizations(stream("organizations")),
        )

    def key(self, prefix: str) -> str:
        """The next business key of a source, e.g. `TR-000001`."""
        self._keys[prefix] += 1
        return f"{prefix}-{self._keys[prefix]:06d}"
