"""Ordinary life: organisations and their officers, campaigns and donors, families who send money home."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from itertools import accumulate
from random import Random

from fundlink.world.causes import CAUSES
from fundlink.world.clerk import Manner
from fundlink.world.crowdfunding import Page, campaign, donation
from fundlink.world.district import District
from fundlink.world.hawala import Order, transfer
from fundlink.world.npo import officer, register
from fundlink.world.organizations import Npo
from fundlink.world.people import Person
from fundlink.world.times import LAST, moment

_ROLES = ("director", "founder", "accountant", "trustee", "board member")
_CATEGORIES = tuple(CAUSES)
_SMALL_SUMS = (500, 1000, 1000, 2000, 2000, 3000, 5000, 5000, 10000, 20000, 50000)


class Crowd:
    """The people of everyday life, some far more active than others: many appear once or twice, some 5 to 30 times."""

    def __init__(self, rng: Random, people: list[Person]) -> None:
        self._rng = rng
        self._people = list(people)
        self._weights = list(accumulate(min(rng.lognormvariate(0, 1.0), 9.0) for _ in people))

    def drawn_by(self, rng: Random) -> Crowd:
        """The same people, as active as they are, in the order of other draws."""
        other = copy(self)
        other._rng = rng
        return other

    def someone(self) -> Person:
        """One of them, the active ones more often."""
        return self._rng.choices(self._people, cum_weights=self._weights)[0]

    def two(self) -> tuple[Person, Person]:
        """Two different ones."""
        first = second = self.someone()
        while second is first:
            second = self.someone()
        return first, second


def live(district: District, crowd: Crowd, people: int, transfers: int) -> list[Npo]:
    """Write the everyday records of a district of that size; return its NPOs."""
    npos = _organizations(district, crowd, max(4, people // 60))
    campaigns = _campaigns(district, crowd, npos, max(3, transfers // 50))
    _donations(district, crowd, campaigns, transfers)
    _transfers(district, crowd, transfers)
    return npos


def _organizations(district: District, crowd: Crowd, count: int) -> list[Npo]:
    npos = [district.organizations.npo() for _ in range(count)]
    for npo in npos:
        register(district, npo)
        board = {person.id: person for person in (crowd.someone() for _ in range(district.rng.randint(3, 5)))}
        for person, role in zip(board.values(), _ROLES, strict=False):
            officer(district, npo, person, role)
    return npos


def _campaigns(district: District, crowd: Crowd, npos: list[Npo], count: int) -> list[tuple[str, Page]]:
    """Campaigns of everyday life. Nobody has money raised for two different causes, nor does any organisation."""
    rng = district.rng
    cause_of: dict[str, str] = {}
    campaigns = []
    for _ in range(count):
        organiser = crowd.someone()
        chance = rng.random()
        beneficiary: Person | Npo
        if chance < 0.3:
            beneficiary = rng.choice(npos)
        elif chance < 0.65 and organiser.kin:
            beneficiary = rng.choice(organiser.kin)
        else:
            beneficiary = organiser if chance < 0.8 else crowd.someone()
        page = Page(
            organiser=organiser,
            beneficiaries=(beneficiary,),
            category=cause_of.setdefault(beneficiary.id, rng.choice(_CATEGORIES)),
            opened=moment(rng, last=LAST - timedelta(days=70)),
            snapshots=rng.choices((1, 2, 3), (70, 25, 5))[0],
            goal=rng.randint(2, 80) * 100_000,
        )
        campaigns.append((campaign(district, page), page))
    return campaigns


def _donations(district: District, crowd: Crowd, campaigns: list[tuple[str, Page]], count: int) -> None:
    """Donations, more to some campaigns than to others; the person helped often gives the first."""
    rng = district.rng
    weights = list(accumulate(rng.paretovariate(1.2) for _ in campaigns))
    for number in range(count):
        first = number < len(campaigns)
        key, page = campaigns[number] if first else rng.choices(campaigns, cum_weights=weights)[0]
        beneficiary = page.beneficiaries[0]
        own = first and isinstance(beneficiary, Person) and rng.random() < 0.4
        donor = beneficiary if own and isinstance(beneficiary, Person) else crowd.someone()
        at = page.opened + timedelta(minutes=rng.randrange(20 * 24 * 60))
        donation(district, key, donor, rng.choice(_SMALL_SUMS), at)


def _transfers(district: District, crowd: Crowd, count: int) -> None:
    """Remittances, half of them to kin; a few are cancelled, unpaid yet, or told in two agents' books."""
    rng = district.rng
    shops = max(3, min(250, count // 120))
    home = [district.organizations.agent() for _ in range(shops)]
    abroad = [district.organizations.agent(abroad=True) for _ in range(max(2, shops // 2))]
    written = 0
    while written < count:
        sender = crowd.someone()
        receiver = rng.choice(sender.kin) if sender.kin and rng.random() < 0.5 else crowd.someone()
        if receiver is sender:
            continue
        origin, payout = rng.choice(home), rng.choice(abroad if rng.random() < 0.35 else home)
        if origin is payout:
            continue
        order = Order(
            sender=sender,
            receiver=receiver,
            origin=origin,
            payout=payout,
            amount=round(rng.lognormvariate(11.2, 0.9), -2),
            at=moment(rng),
            reference=district.organizations.reference(origin),
        )
        chance = rng.random()
        if chance < 0.03 and written + 2 <= count:
            known = Manner("russian", ("father_name", "phone"))
            transfer(district, order, legs="origin", receiver=known)
            transfer(district, order, legs="payout", receiver=known)
            written += 2
            continue
        if chance < 0.06:
            transfer(district, order, legs="origin")
        else:
            transfer(district, order, status="cancelled" if chance < 0.08 else "paid")
        written += 1
