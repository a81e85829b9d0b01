"""Where a planted case is built: newcomers of its own among the everyday crowd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import donation
from fundlink.world.district import District
from fundlink.world.everyday import Crowd
from fundlink.world.hawala import Order, transfer
from fundlink.world.npo import officer, register
from fundlink.world.organizations import Agent, Npo
from fundlink.world.people import Person
from fundlink.world.places import ABROAD, HOME
from fundlink.world.sanctions import SanctionsList
from fundlink.world.times import LAST, moment

IDENTIFIED = ("father_name", "birth_date", "document", "phone", "city")
"""What a careful agent writes down of a sender or receiver."""
_SUMS = (2000, 3000, 5000, 10000, 15000, 20000, 50000)


@dataclass(frozen=True)
class Site:
    """One planting of every case.

    Attributes:
        strength: how strong the patterns are against their default thresholds, from 0.5 to 5.
        number: which planting it is, from 1.
    """

    district: District
    crowd: Crowd
    sanctions: SanctionsList
    strength: float
    number: int

    @property
    def rng(self) -> Random:
        """The draws of the district's events."""
        return self.district.rng

    def scaled(self, default: int, least: int = 1, most: int = 1000) -> int:
        """A pattern's default threshold times the strength, within bounds."""
        return max(least, min(most, round(default * self.strength)))

    def person(self, *, abroad: bool = False, like: Person | None = None) -> Person:
        """A newcomer with no part in everyday life."""
        places, weights = ABROAD if abroad else HOME
        return self.district.population.newcomer(place=self.rng.choices(places, weights)[0], like=like)

    def agents(self) -> tuple[Agent, Agent]:
        """A pair of new agents: one at home, one abroad."""
        organizations = self.district.organizations
        return organizations.agent(), organizations.agent(abroad=True)

    def npo(self, *officers: tuple[Person, str, Manner]) -> Npo:
        """A new NPO, registered and in office, with its officers."""
        npo = self.district.organizations.npo()
        register(self.district, npo, may_be_dissolved=False)
        for person, role, manner in officers:
            officer(self.district, npo, person, role, manner)
        return npo

    def day(self) -> datetime:
        """A day that leaves three months for what follows."""
        return moment(self.rng, last=LAST - timedelta(days=90))

    def gifts(self, campaign_id: str, count: int, first: datetime) -> float:
        """Donations of everyday people within 12 days; their sum."""
        total = 0.0
        for _ in range(count):
            amount = self.rng.choice(_SUMS)
            total += amount
            at = first + timedelta(minutes=self.rng.randrange(12 * 24 * 60))
            donation(self.district, campaign_id, self.crowd.someone(), amount, at)
        return total

    def send(
        self,
        sender: Person,
        receiver: Person,
        agents: tuple[Agent, Agent],
        amount: float,
        at: datetime,
        *,
        script: str | None = None,
        purpose: str = "",
    ) -> str:
        """An informal transfer with both parties carefully identified; its transfer_id."""
        origin, payout = agents
        reference = self.district.organizations.reference(origin)
        order = Order(sender, receiver, origin, payout, round(amount, -2), at, reference, purpose)
        return transfer(self.district, order, sender=Manner(script, IDENTIFIED), receiver=Manner(None, IDENTIFIED))

    def plant(self, case: str, query: str, expected: bool, subjects: tuple[str, ...], note: str) -> None:
        """Note a case of this planting in the truth."""
        self.district.truth.plant(f"{case}_{self.number}", query, expected, subjects, note)
