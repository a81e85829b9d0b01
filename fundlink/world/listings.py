"""The entries of the list that no planted case needs: persons and entities from elsewhere, some since de-listed."""

from __future__ import annotations

from datetime import date, timedelta

from fundlink.world.district import District
from fundlink.world.places import ABROAD
from fundlink.world.sanctions import Entry, SanctionsList

_BIRTHS = ("exact", "year", "approximately", "between", "none", "exact")
_MOST = 300
_ORIGINALS = ("arabic", "russian", "kazakh")


def ordinary_listings(district: District, sanctions: SanctionsList, people: int) -> None:
    """List invented persons and entities who have no other part in the district; one in nine is de-listed."""
    rng = district.rng
    entities: list[Entry] = []
    for number in range(min(max(4, people // 1500), _MOST)):
        comment = f"Associated with {_named(entities[-1])}." if number % 2 else ""
        entities.append(sanctions.entity(district.organizations.npo(), comment, current=number % 9 != 8))
    for number in range(min(max(9, people // 500), _MOST)):
        born = date(1950, 1, 1) + timedelta(days=rng.randrange(16_000))
        sanctions.person(
            district.population.newcomer(born=born, place=rng.choice(ABROAD[0])),
            birth=_BIRTHS[number % len(_BIRTHS)],
            document=number % 3 == 0,
            comment=f"Member of {_named(rng.choice(entities))}." if number % 2 else "",
            original=_ORIGINALS[number % len(_ORIGINALS)],
            current=number % 9 != 8,
        )


def _named(entry: Entry) -> str:
    return f"the organisation listed as ({entry.reference})"
