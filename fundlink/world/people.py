"""The people of the district: families, households and namesakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from fundlink.world import numbers, surnames
from fundlink.world.places import ABROAD, HOME, Place, address
from fundlink.world.pools import pool

_POOLS = {
    "kazakh": (pool("given_kazakh_men"), pool("given_kazakh_women"), surnames.KAZAKH),
    "russian": (pool("given_russian_men"), pool("given_russian_women"), surnames.RUSSIAN),
    "turkic": (pool("given_turkic_men"), pool("given_turkic_women"), surnames.TURKIC),
}
_NAMINGS = ("kazakh", "russian", "turkic")
_NAMING_WEIGHTS = (68, 17, 15)
_NAMESAKES = 0.05


@dataclass(slots=True)
class Person:
    """One inhabitant. Names are in Cyrillic, the surname in its masculine form; sex is 'm' or 'f'."""

    id: str
    naming: str
    sex: str
    surname: str
    given: str
    father: str
    born: date
    place: Place
    address: str
    iin: str
    documents: list[str]
    phones: list[str]
    emails: list[str]
    devices: list[str]
    accounts: list[str]
    wallets: list[str]
    kin: list[Person] = field(default_factory=list, repr=False)


class Zipf:
    """Draws from a list whose items are ever rarer: weight 1 / (rank + 3) ^ 0.8."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = items
        self.weights = list(accumulate(1 / (rank + 3) ** 0.8 for rank in range(len(items))))

    def draw(self, rng: Random) -> str:
        """One item."""
        return rng.choices(self.items, cum_weights=self.weights)[0]


class Population:
    """Everyone in the district, in the order they were born into it."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names = {naming: tuple(Zipf(pool) for pool in pools) for naming, pools in _POOLS.items()}
        self.people: list[Person] = []

    def settle(self, count: int) -> None:
        """Add `count` inhabitants, household by household, one in twenty a namesake of an earlier one."""
        goal = len(self.people) + count
        while len(self.people) < goal:
            if self.people and self._rng.random() < _NAMESAKES:
                self._namesake(self._rng.choice(self.people))
            else:
                self._household(goal - len(self.people))

    def newcomer(
        self,
        *,
        like: Person | None = None,
        sex: str | None = None,
        born: date | None = None,
        place: Place | None = None,
        father: str | None = None,
    ) -> Person:
        """Add a person who lives alone; `like` gives the full name of an earlier one, father's name apart."""
        rng = self._rng
        naming = like.naming if like else rng.choices(_NAMINGS, _NAMING_WEIGHTS)[0]
        sex = like.sex if like else sex or rng.choice("mf")
        men, women, families = self._names[naming]
        return self._add(
            naming=naming,
            sex=sex,
            surname=like.surname if like else families.draw(rng),
            given=like.given if like else (men if sex == "m" else women).draw(rng),
            father=father or men.draw(rng),
            born=born or self._birthday(1955, 2005),
            place=place or self._place(),
        )

    def _birthday(self, first: int, last: int) -> date:
        return date(first, 1, 1) + timedelta(days=self._rng.randrange((last - first + 1) * 365))

    def _place(self) -> Place:
        rng = self._rng
        places, weights = ABROAD if rng.random() < 0.12 else HOME
        return rng.choices(places, weights)[0]

    def _add(
        self,
        *,
        naming: str,
        sex: str,
        surname: str,
        given: str,
        father: str,
        born: date,
        place: Place,
        at: str = "",
    ) -> Person:
        rng = self._rng
        person_id = f"P{len(self.people) + 1:06d}"
        mailbox = f"{numbers.mailbox(rng, given, surname)}@{rng.choice(('mail', 'pochta', 'posta'))}.example"
        person = Person(
            id=person_id,
            naming=naming,
            sex=sex,
            surname=surname,
            given=given,
            father=father,
            born=born,
            place=place,
            address=at or address(rng),
            iin=numbers.iin(rng, born, sex),
            documents=[numbers.document(rng) for _ in range(1 + (rng.random() < 0.2))],
            phones=[numbers.phone(rng, place.country) for _ in range(1 + (rng.random() < 0.25))],
            emails=[mailbox],
            devices=[numbers.device(rng) for _ in range(1 + (rng.random() < 0.3))],
            accounts=[numbers.iban(rng) for _ in range(1 + (rng.random() < 0.3))],
            wallets=[numbers.wallet(rng)],
        )
        self.people.append(person)
        return person

    def _namesake(self, of: Person) -> None:
        rng = self._rng
        same_year = rng.random() < 0.3
        year = of.born.year if same_year else 0
        self.newcomer(
            like=of,
            born=self._birthday(year, year) if same_year else None,
            father=of.father if rng.random() < 0.4 else None,
            place=of.place if rng.random() < 0.3 else None,
        )

    def _household(self, room: int) -> None:
        """A single person, a couple, or parents with up to three grown children, who share phone and place."""
        rng = self._rng
        naming = rng.choices(_NAMINGS, _NAMING_WEIGHTS)[0]
        men, women, families = self._names[naming]
        surname, place, at = families.draw(rng), self._place(), address(rng)
        head = self._add(
            naming=naming,
            sex="m",
            surname=surname,
            given=men.draw(rng),
            father=men.draw(rng),
            born=self._birthday(1950, 1990),
            place=place,
            at=at,
        )
        members = [head]
        size = min(rng.choices((1, 2, 3, 4, 5), (30, 20, 20, 20, 10))[0], room)
        if size > 1:
            members.append(
                self._add(
                    naming=naming,
                    sex="f",
                    surname=surname,
                    given=women.draw(rng),
                    father=men.draw(rng),
                    born=self._birthday(head.born.year, head.born.year + 4),
                    place=place,
                    at=at,
                )
            )
        for _ in range(size - 2):
            sex = rng.choice("mf")
            youngest = min(head.born.year + 22, 2003)
            members.append(
                self._add(
                    naming=naming,
                    sex=sex,
                    surname=surname,
                    given=(men if sex == "m" else women).draw(rng),
                    father=head.given,
                    born=self._birthday(youngest, min(youngest + 12, 2006)),
                    place=place,
                    at=at,
                )
            )
        for member in members:
            member.kin = [other for other in members if other is not member]
            if member is not head and rng.random() < 0.35:
                member.phones.append(head.phones[0])
            if member is not head and rng.random() < 0.15:
                member.devices.append(head.devices[0])
