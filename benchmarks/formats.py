"""One district through two sets of doors: `python -m benchmarks.formats`.

Makes a district of about 20,000 records, and takes it in three times without Neo4j: its plain tables as they are
(`plain`), the same without what the other formats have no place for (`carried`), and with payments and movements of
virtual assets as statements, ISO 20022, FM-1, FollowTheMoney and IVMS101 (`doors`). `carried` and `doors` state the
same facts, so transfers and parties should be the same; what `plain` has beyond is told by property.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundlink.config import Home
from fundlink.mentions import mention
from fundlink.projection import project
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.sources import Source
from fundlink.sources.declared import declared_sources
from fundlink.sources.read import read
from fundlink.statements import find_gaps
from fundlink.tables import connect, scan
from fundlink.transfers import resolve_transfers
from fundlink.world import write_world
from fundlink.world.formats.doors import DOORS, REPLACED, write_carried, write_doors
from resolvers.organization import ORGANIZATION_RESOLVER
from resolvers.person import PERSON_RESOLVER
from resolvers.transfer import TRANSFER_RESOLVER

TOLD = ("at", "channel", "currency", "amount", "amount_kzt", "purpose", "purpose_code", "from_account", "to_account")
"""What is compared of a transfer."""

Transfer = tuple[Any, ...]
Element = tuple[Any, ...]
"""A mention that all inboxes have, or one side of a transfer that stands there once."""


@dataclass(frozen=True)
class TakenIn:
    """What came of one inbox: the transfers, and the party of each element."""

    transfers: Counter[Transfer]
    parties: Mapping[Element, str]


@dataclass(frozen=True)
class Difference:
    """Between two inboxes: transfers that only one has, and elements whose party has other elements in one."""

    transfers: int
    only_in_first: int
    only_in_second: int
    elements: int
    elsewhere: int


def take_in(inbox: Path, home: Home, sources: Sequence[Source]) -> TakenIn:
    """Read, resolve and project an inbox, as a refresh of these sources does."""
    for source in sources:
        reading = read(home, source, inbox, "r1")
        if reading.stopped or reading.signals:
            raise SystemExit(f"{source.name}: {reading.stopped or reading.signals}")
        mention(home, source)
    tables = [home.table(f"mention/{source.name}") for source in sources]
    resolve_persons(home, tables, PERSON_RESOLVER, "r1")
    resolve_organizations(home, tables, ORGANIZATION_RESOLVER, "r1")
    resolve_transfers(home, sources, TRANSFER_RESOLVER)
    find_gaps(home, "kz_bank_statement")
    project(home, sources)
    return _told(home)


def _told(home: Home) -> TakenIn:
    through = {*REPLACED, *DOORS, "ivms101"}
    with connect() as connection:
        edges = connection.execute(
            f"""SELECT type, start_id, end_id FROM {scan(home.table("graph/relationships"))}
            WHERE type IN ('SENT', 'PAID_TO', 'FROM_ACCOUNT', 'TO_ACCOUNT')"""
        ).fetchall()
        nodes = connection.execute(
            f"SELECT id, properties FROM {scan(home.table('graph/nodes'))} WHERE label = 'Transfer'"
        ).fetchall()
        members = connection.execute(
            " UNION ALL ".join(
                f"SELECT source, mention_id, {kind}_id FROM {scan(home.table(f'resolved/{kind}_members'))}"
                for kind in ("person", "organization")
            )
        ).fetchall()
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for type, start, end in edges:
        transfer, other = (start, end) if type in ("FROM_ACCOUNT", "TO_ACCOUNT", "PAID_TO") else (end, start)
        ends[transfer][type.lower()] = other
    told = {}
    for id, properties in nodes:
        if id.split(":")[0] in through:
            known = {**json.loads(properties), **ends[id]}
            told[id] = tuple(known.get(name) for name in TOLD)
    transfers = Counter(told.values())
    parties: dict[Element, str] = {
        (mention_id,): party for source, mention_id, party in members if source not in through
    }
    for id, transfer in told.items():
        if transfers[transfer] == 1:
            parties |= {(*transfer, side): ends[id][side] for side in ("sent", "paid_to") if side in ends[id]}
    return TakenIn(transfers, parties)


def difference(first: TakenIn, second: TakenIn) -> Difference:
    """What differs."""
    shared = first.parties.keys() & second.parties.keys()
    with_whom = [_together(taken, shared) for taken in (first, second)]
    return Difference(
        first.transfers.total(),
        (first.transfers - second.transfers).total(),
        (second.transfers - first.transfers).total(),
        len(shared),
        sum(with_whom[0][element] != with_whom[1][element] for element in shared),
    )


def _together(taken: TakenIn, shared: set[Element]) -> dict[Element, frozenset[Element]]:
    """For each element the shared ones that stand for the same party."""
    of: dict[str, set[Element]] = defaultdict(set)
    for element in shared:
        of[taken.parties[element]].add(element)
    groups = {party: frozenset(elements) for party, elements in of.items()}
    return {element: groups[taken.parties[element]] for element in shared}


def beyond(plain: TakenIn, carried: TakenIn) -> dict[str, int]:
    """How many transfers of the plain tables tell a property otherwise than what the formats carry of them."""

    def values(taken: TakenIn, place: int) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for transfer, count in taken.transfers.items():
            found[transfer[place]] += count
        return found

    differing = {n: (values(plain, i) - values(carried, i)).total() for i, n in enumerate(TOLD)}
    return {name: count for name, count in differing.items() if count}


def main() -> None:
    """Print the figures as JSON."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("people", 6000), ("transfers", 7000), ("seed", 7)):
        arguments.add_argument(f"--{name}", type=int, default=default)
    said = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        summary = write_world(root, said.people, said.transfers, said.seed)
        inbox = root / "inbox"
        doors = write_doors(inbox, root / "doors")
        write_carried(inbox, root / "carried")
        taken, seconds = {}, {}
        for name, place in (("plain", inbox), ("carried", root / "carried"), ("doors", root / "doors")):
            began = time.perf_counter()
            taken[name] = take_in(place, Home(root / f"home {name}"), declared_sources())
            seconds[name] = round(time.perf_counter() - began, 1)
        told = {
            "records": sum(summary.records.values()),
            "through each door": doors,
            "carried and doors": vars(difference(taken["carried"], taken["doors"])),
            "plain and doors": vars(difference(taken["plain"], taken["doors"])),
            "plain tells otherwise, by property": beyond(taken["plain"], taken["carried"]),
            "seconds": seconds,
        }
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
