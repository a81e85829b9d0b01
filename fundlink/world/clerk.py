"""How a source writes a person down: what it asks for, what it gets, and what goes wrong on the way.

The shares are the district's fixed noise. They are never softened for a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from fundlink.world.noise import error_kind, misspell, mistyped_number, written_birth_date
from fundlink.world.numbers import written_phone
from fundlink.world.people import Person
from fundlink.world.places import Place
from fundlink.world.spelling import spell, spell_father

SHARE = {
    "birth_date": 0.75,
    "iin": 0.41,
    "document": 0.41,
    "phone": 0.67,
    "email": 0.24,
    "father_name": 0.46,
    "city": 0.75,
    "account": 0.45,
    "wallet": 0.04,
    "device": 0.45,
}
"""Share of mentions that have a value where the format has a column for it."""

_WRONG_NUMBER = 0.015

Fact = tuple[str, str]
"""A piece of evidence beyond the name: its kind and its true value."""


@dataclass(frozen=True)
class Form:
    """What one source asks about a person in one role.

    Attributes:
        columns: the columns of `SHARE` its format has; `father_name` stands for a column of its own.
        scripts: share of each script or romanisation.
        surname_first: share of names with the surname first.
        short: share of names cut to given name and initial, or to one word.
        iin_as_document: the document column takes identity numbers as well.
    """

    columns: tuple[str, ...]
    scripts: Mapping[str, int]
    surname_first: float
    short: float = 0.0
    iin_as_document: bool = False


@dataclass(frozen=True)
class Manner:
    """How one mention comes to be written.

    Attributes:
        script: the script it is written in; drawn from the form when None.
        show: exactly these columns are told, and all without a slip; drawn by `SHARE` when None.
        known: values in place of the person's own, e.g. another's phone.
        place: the city the record states, when it is not the person's own.
    """

    script: str | None = None
    show: tuple[str, ...] | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None


BY_CHANCE = Manner()


@dataclass(frozen=True, slots=True)
class Written:
    """A person as one record writes it: `values` by column, and the true evidence these values carry."""

    name: str
    values: Mapping[str, str]
    facts: tuple[Fact, ...]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass
class Clerk:
    """Writes persons down and counts what was asked, told and misspelled."""

    rng: Random
    asked: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def write(self, person: Person, form: Form, manner: Manner = BY_CHANCE) -> Written:
        """One mention of a person."""
        rng, show = self.rng, manner.show
        script = manner.script or rng.choices(list(form.scripts), list(form.scripts.values()))[0]
        place = manner.place or person.place
        father_told = self._tells("father_name", show)
        own_column = "father_name" in form.columns
        name, father_intact = self._name(person, form, script, father_told and not own_column, show is None)
        values: dict[str, str] = {}
        facts: list[Fact] = []
        for column in form.columns:
            if column == "father_name":
                continue
            if column == "document" and "iin" in form.columns and show is None:
                told = "iin" in values and rng.random() < 0.5  # a copy of the identity card bears both
            else:
                told = self._tells(column, show)
            if not told:
                continue
            if column == "city":
                values[column] = place.spelled(script)
                continue
            value = manner.known.get(column) or self._own(person, column, form, show is None)
            values[column], fact = self._told(person, column, value, show is None)
            facts += fact
        if own_column and father_told:
            values["father_name"] = spell_father(person, script)
        if father_intact and father_told and "city" in values:
            facts.append(("father", f"{person.father} {place.latin}"))
        return Written(name, values, tuple(facts))

    def _tells(self, column: str, show: tuple[str, ...] | None) -> bool:
        if show is not None:
            return column in show
        told = self.rng.random() < SHARE[column]
        self.asked[column] += 1
        self.told[column] += told
        return told

    def _own(self, person: Person, column: str, form: Form, by_chance: bool) -> str:
        rng = self.rng
        if column == "birth_date":
            return person.born.isoformat()
        if column == "iin" or (column == "document" and form.iin_as_document and by_chance and rng.random() < 0.5):
            return person.iin
        owned: list[str] = getattr(person, f"{column}s")
        return rng.choice(owned) if by_chance else owned[0]

    def _told(self, person: Person, column: str, value: str, by_chance: bool) -> tuple[str, tuple[Fact, ...]]:
        """The text of one column and the fact it carries: none when it is written wrong."""
        rng = self.rng
        if column == "birth_date":
            text = written_birth_date(rng, person.born) if by_chance else value
            return text, (("birth", text),) if len(text) == 10 else ()
        kind = "iin" if value == person.iin else column
        if by_chance and column in ("iin", "document", "phone") and rng.random() < _WRONG_NUMBER:
            return mistyped_number(rng, value), ()
        return written_phone(rng, value) if column == "phone" else value, ((kind, value),)

    def _name(self, person: Person, form: Form, script: str, patronymic: bool, by_chance: bool) -> tuple[str, bool]:
        """The name as written, and whether the father's name in it is intact."""
        rng = self.rng
        parts = spell(person, script)
        if by_chance and rng.random() < form.short:
            initial = f"{parts.given} {parts.surname[0]}."
            return (initial if rng.random() < 0.8 else parts.given), True
        words = {"surname": parts.surname, "given": parts.given}
        if patronymic:
            words["patronymic"] = parts.patronymic
        surname_first = rng.random() < form.surname_first
        intact = True
        for part in list(words) if by_chance else ():
            self.asked["name_part"] += 1
            kind = error_kind(rng)
            if kind is None:
                continue
            self.told["name_error"] += 1
            intact = intact and part != "patronymic"
            if kind == "order":
                surname_first = not surname_first
            elif kind == "missing" and (part == "patronymic" or {"surname", "given"} <= words.keys()):
                del words[part]
            elif kind == "initial" and part == "given":
                words[part] = f"{parts.given[0]}."
            else:
                words[part] = misspell(rng, words[part], kind)
        order = ("surname", "given", "patronymic") if surname_first else ("given", "patronymic", "surname")
        name = " ".join(words[part] for part in order if part in words)
        return (name.upper() if by_chance and rng.random() < 0.04 else name), intact
