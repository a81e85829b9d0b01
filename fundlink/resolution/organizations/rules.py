"""What an organisation resolver declares: its rules, strongest first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fundlink.names import similar_keys, without_reach
from fundlink.resolution.declaration import Band


class Likeness(StrEnum):
    """How alike two names are that are not equal."""

    SLIP = "slip"
    """Equal but for a slip of the pen (`names.similar_keys`)."""
    REACH = "reach"
    """Equal but for a word of the one that says how far it reaches (`names.without_reach`): `Aman Trade`, `Aman
    International Trade`. Not where a third body of that house has such a name: those are a group of companies. Nor
    where both state documents, for what would be one of them is then known to have a number of its own.
    """

    def __call__(self, one: str, other: str) -> bool:
        """Whether two folded names are so alike."""
        return similar_keys(one, other) if self is Likeness.SLIP else without_reach(one, other) is not None


@dataclass(frozen=True)
class Rule:
    """Mentions that agree on all `columns` are one organisation, or worth a human's look.

    Attributes:
        label: the rule in words.
        columns: of the table `bodies` (`naming.py`): `number` is the business identification number of the organisation
            itself, `head_number` the one of its head that a branch states, `document` any other number of a register,
            `name_key` the folded name, an alias or a former name, `city` and `address` are folded too, `house`
            is a number in the address with its postcode.
        alike: their names must be alike as well, and how.
        only: SQL condition on a mention: which ones the rule is about.
        provided: SQL condition on those that agree, an aggregate over their profiles (`n` mentions that say the same;
            `entry` is their key in the source, NULL where they have several): when the rule holds at all.
        proviso: in words, what must be so of all that agree, where there is such a thing.
        band: what it says.
    """

    label: str
    columns: tuple[str, ...]
    alike: Likeness | None = None
    only: str = "true"
    provided: str = "true"
    proviso: str = ""
    band: Band = Band.SAME

    @property
    def by_name(self) -> bool:
        """Whether it looks at names: then different legal forms keep apart what it would join."""
        return self.alike is not None or "name_key" in self.columns

    @property
    def own_name(self) -> bool:
        """Whether one of the two must go by the name: a brand that both trade under joins nobody. A human may look."""
        return self.by_name and self.band is Band.SAME

    @property
    def shown(self) -> tuple[str, ...]:
        """Columns whose values a reader wants to see."""
        return tuple(column for column in self.columns if column not in ("name_key", "source", "source_key", "role"))


@dataclass(frozen=True)
class OrganizationResolver:
    """The rules, and what is no evidence.

    Attributes:
        rules: strongest first: a join that an earlier one made is not undone by a later one.
        identifiers: columns that lose their worth when shared by more than `hub_names` different names, of a body one.
        hub_names: how many names may share one.
        namesakes: more organisations than these that agree on a rule of the band `review` are not shown to a human.
    """

    rules: tuple[Rule, ...]
    identifiers: tuple[str, ...]
    hub_names: int
    namesakes: int
