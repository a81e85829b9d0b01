"""What an explanation says in words, on the terminal and on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from fundlink.resolution.declaration import Band

if TYPE_CHECKING:
    from fundlink.resolution.explain import Explanation
    from fundlink.resolution.merging import Step
    from fundlink.resolution.verdict import Change


_ANSWERS = {"same": "yes, one person", "review": "a human must look", "different": "nothing to say they are one person"}


def answer(found: Explanation) -> str:
    """Whether the two are one person: as their pair says, and as they stand."""
    band = found.verdict.band
    if found.human_says is not None:
        return f"{'one person' if found.human_says else 'two persons'} by a human's word"
    if _are_one(found) == (band == "same"):
        return _ANSWERS[band]
    return f"by these two alone; they stand as {'two persons' if band == 'same' else 'one'}"


def _are_one(found: Explanation) -> bool:
    """As of the last refresh."""
    return set(found.a.parties) == set(found.b.parties)


def weighed(found: Explanation) -> str:
    """The weight of the pair, and the probability that it stands for."""
    least, most = 0.000001, 0.999999
    chance = found.match_probability
    sign = "<" if chance <= least else ">" if chance >= most else "="
    return f"{found.match_weight:+.2f} bits, p {sign} {min(max(chance, least), most):.6f}"


def headline(found: Explanation) -> str:
    """The band; after a human's word that, and the band beside it."""
    band = found.verdict.band
    if found.human_says is None:
        return band
    return f"{answer(found)}; {band} by what they say"


def standing(found: Explanation) -> str:
    """What the last refresh made of the pair."""
    one = _are_one(found)
    said = f"one person, {found.a.parties[0]}" if one else "not one person"
    if found.human_says is not None:
        if one != found.human_says:
            return f"{said}; a human's word acts at the next refresh"
        return f"{said}: a human's word" if found.refreshed else f"{said}; a human has said so since the last refresh"
    if found.kept is None:
        return f"{said}; this pair is not among those the last refresh kept"
    if found.kept != found.match_weight:
        return f"{said}; it weighed {found.kept:+.2f} there, by another model or resolver (fundlink refresh)"
    if one == (found.verdict.band == "same"):
        return said
    if one:
        return f"{said}: through other mentions (fundlink how)"
    return f"{said}: {_apart(found)}"


def _apart(found: Explanation) -> str:
    """What keeps two persons apart of whom two mentions are the same."""
    them = found.between
    if them is None:
        of_persons = f"fundlink why {found.a.parties[0]} {found.b.parties[0]}"
        return f"their clusters do not fit together, or another fits as well ({of_persons})"
    if them.conflicts:
        return "a conflict keeps them apart"
    if them.average < them.linkage_at:
        return "too little between them on average"
    return "another, who is someone else, fits as well"


def silent(found: Explanation) -> list[str]:
    """Comparisons of which nothing can be said, with the reason where it is not that a side is empty."""
    return [f"{c.comparison} ({c.note})" if c.note else c.comparison for c in found.compared if c.level is None]


def changes_by_band(found: Explanation) -> list[tuple[str, list[str]]]:
    """What would put the pair into another band, a line each."""
    by_band: dict[str, list[str]] = defaultdict(list)
    for change in found.changes:
        by_band[change.band].append(_change(change))
    return sorted(by_band.items(), key=lambda item: list(Band).index(Band(item[0])))


def party(id_: str, name: str | None, mentions: Collection[object]) -> str:
    """Who a person or an organisation is, in a line."""
    return f"{', '.join(filter(None, (id_, name)))}: {len(mentions)} mention{'' if len(mentions) == 1 else 's'}"


def average(step: Step) -> str:
    """The average weight between the two sides of a merge, or why there is none."""
    if by_human(step):
        return "a human's word"
    return "says the same" if step.average is None else f"{step.average:+.2f}"


def by_human(step: Step) -> bool:
    """Whether a human's word joined the two sides."""
    from fundlink.resolution.evidence import HUMAN_SAME  # takes DuckDB along: who has a step has it already

    return step.evidence[:1] == (HUMAN_SAME,)


def between(found: Explanation) -> str | None:
    """All pairs between two sides of several mentions."""
    if found.between is None:
        return None
    them = found.between
    first = them.conflicts[0] if them.conflicts else None
    by = f" ({', '.join(first.levels)}: {first.a}, {first.b})" if first else ""
    return (
        f"{them.pairs:,} pairs, {them.same:,} of them same; {len(them.conflicts):,} in conflict{by}; "
        f"average {them.average:+.2f} bits, and clusters join from {them.linkage_at:+g}"
    )


def _change(change: Change) -> str:
    what = f"{change.comparison}: {change.level}" if change.level else f"nothing known of {change.comparison}"
    return f"{what} ({change.match_weight:+.1f})"
