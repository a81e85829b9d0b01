"""Facts of a part of a source's rows."""

from __future__ import annotations

from dataclasses import replace

from fundlink.sources.facts.states import About, Edges, Fact, Nodes
from fundlink.sources.facts.told import Told


def where(condition: Told, fact: Fact) -> Fact:
    """The fact, stated by the rows that meet the condition only: `where(is_one_of("row_kind", "tie"), ...)`."""
    states = tuple(replace(s, when=condition.sql) if isinstance(s, Nodes | Edges | About) else s for s in fact.states)
    columns = {f"where:{column}": column for column in condition.columns}
    return Fact(states, {**fact.columns, **columns})
