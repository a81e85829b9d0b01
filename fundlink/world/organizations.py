"""Organisations of the district: non-profit organisations, companies, and agents of informal transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from fundlink.world import numbers
from fundlink.world.places import ABROAD, HOME, Place, address
from fundlink.world.pools import pool
from fundlink.world.romanise import romanise, russian

_WORDS = pool("organization_words")
_DOMAINS = pool("organization_domains")
_FORMS = (
    ("Қоғамдық қор", "Общественный фонд", "Public Fund"),
    ("Қайырымдылық қоры", "Благотворительный фонд", "Charity Foundation"),
    ("Қоғамдық бірлестік", "Общественное объединение", "Public Association"),
)
_TRADES = ("Обмен", "Перевод", "Сауда", "Алтын", "Экспресс", "Базар", "Жол", "Сафар")


@dataclass(frozen=True, slots=True)
class Body:
    """A registered organisation, its name in Kazakh, Russian and Latin letters."""

    id: str
    key: str
    name_kk: str
    name_ru: str
    name_latin: str
    legal_form: str
    bin: str
    registered: date
    place: Place
    address: str
    phone: str
    email: str
    account: str


@dataclass(frozen=True, slots=True)
class Npo(Body):
    """A non-profit organisation."""


@dataclass(frozen=True, slots=True)
class Company(Body):
    """A company, which employs and sells."""


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent who takes and pays out money, and numbers transfers in a book of its own."""

    id: str
    name: str
    name_latin: str
    place: Place
    phone: str


_Kind = TypeVar("_Kind", bound=Body)


class Organizations:
    """Founds organisations whose names do not repeat."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self.npos: list[Npo] = []
        self.companies: list[Company] = []
        self.agents: list[Agent] = []
        self._next_reference: dict[str, int] = {}

    def npo(self) -> Npo:
        """Found an NPO."""
        number = len(self.npos) + 1
        own = self._own_name()
        kazakh, *others = self._rng.choice(_FORMS)
        npo = self._found(Npo, f"O{number:06d}", f"NPO-{number:05d}", own, (kazakh.lower(), *others))
        self.npos.append(npo)
        return npo

    def company(self) -> Company:
        """Found a company."""
        number = len(self.companies) + 1
        company = self._found(Company, f"C{number:06d}", f"CO-{number:05d}", self._own_name(), ("ЖШС", "ТОО", "LLP"))
        self.companies.append(company)
        return company

    def _found(self, kind: type[_Kind], id: str, key: str, own: str, form: tuple[str, ...]) -> _Kind:
        rng = self._rng
        registered = date(2009, 1, 1) + timedelta(days=rng.randrange(6000))
        places, weights = HOME
        return kind(
            id=id,
            key=key,
            name_kk=f"«{own}» {form[0]}",
            name_ru=f"{form[1]} «{russian(own)}»",
            name_latin=f"{_latin(own)} {form[2]}",
            legal_form=form[1],
            bin=numbers.bin_number(rng, registered),
            registered=registered,
            place=rng.choices(places, weights)[0],
            address=address(rng),
            phone=numbers.phone(rng, "KZ"),
            email=f"info@{_latin(own).lower().replace(' ', '-')}.example",
            account=numbers.iban(rng),
        )

    def agent(self, abroad: bool = False) -> Agent:
        """Open an agent's shop, at home or abroad."""
        rng = self._rng
        places, weights = ABROAD if abroad else HOME
        place = rng.choices(places, weights)[0]
        own = f"{rng.choice(_TRADES)} {self._own_name()}"
        agent_id = f"A{len(self.agents) + 1:06d}"
        agent = Agent(agent_id, own, _latin(own), place, numbers.phone(rng, place.country))
        self.agents.append(agent)
        self._next_reference[agent_id] = rng.randrange(1000, 1400)
        return agent

    def reference(self, agent: Agent) -> str:
        """The next number in an agent's own book: two books hold the same numbers, one book never twice."""
        self._next_reference[agent.id] += 1
        return str(self._next_reference[agent.id])

    def _own_name(self) -> str:
        rng = self._rng
        name = rng.choice(_WORDS)
        while name in self._names:
            name = f"{rng.choice(_WORDS)} {rng.choice(_DOMAINS)}"
            if rng.random() < 0.5:
                name += f" {rng.randint(2, 9999)}"
        self._names.add(name)
        return name


def _latin(words: str) -> str:
    return " ".join(romanise(word, "passport") for word in words.split())
