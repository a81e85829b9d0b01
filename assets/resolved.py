"""The assets `resolved/*`: each party once, from all mentions of all sources, and each transfer once."""

import inspect
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import dagster as dg

import resolvers.organization
import resolvers.person
import resolvers.transfer
from assets.metadata import table_metadata
from assets.resources import Refresh
from fundlink.config import Home
from fundlink.resolution import Resolution
from fundlink.resolution.organizations import resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.sources import Source
from fundlink.transfers import resolve_transfers

Resolve = Callable[[Home, Sequence[Path], str], Resolution]


def resolved_assets(sources: Sequence[Source]) -> list[dg.AssetsDefinition]:
    """One asset a kind of party."""
    return [
        _resolved(
            "person",
            sources,
            resolvers.person,
            lambda home, mentions, id: resolve_persons(home, mentions, resolvers.person.PERSON_RESOLVER, id),
        ),
        _resolved(
            "organization",
            sources,
            resolvers.organization,
            lambda home, mentions, id: resolve_organizations(
                home, mentions, resolvers.organization.ORGANIZATION_RESOLVER, id
            ),
        ),
    ]


def _resolved(kind: str, sources: Sequence[Source], declared_in: ModuleType, resolve: Resolve) -> dg.AssetsDefinition:
    @dg.asset(
        key=["resolved", kind],
        deps=[dg.AssetKey(["mention", source.name]) for source in sources],
        group_name="resolved",
        description=f"{inspect.getdoc(declared_in)}\n\nBeside it stand `resolved/{kind}_members` and, where pairs "
        f"are scored, `resolved/{kind}_pairs` with the evidence of each.",
        kinds={"splink", "duckdb", "parquet"},
    )
    def made(refresh: Refresh) -> dg.MaterializeResult[None]:
        began = time.perf_counter()
        home = refresh.home
        resolution = resolve(home, [home.table(f"mention/{source.name}") for source in sources], refresh.id)
        table = home.table(f"resolved/{kind}")
        return dg.MaterializeResult(metadata=table_metadata(table, time.perf_counter() - began, **resolution.counts))

    return made


def transfer_asset(sources: Sequence[Source]) -> dg.AssetsDefinition:
    """`resolved/transfer`: the transfers that several records tell of."""

    @dg.asset(
        key=["resolved", "transfer"],
        deps=[dg.AssetKey(["resolved", kind]) for kind in ("person", "organization")],
        group_name="resolved",
        description=f"{inspect.getdoc(resolvers.transfer)}\n\nBeside it stands `resolved/transfer_members`: each of "
        "these records, the transfer it tells of, the rule and the evidence.",
        kinds={"duckdb", "parquet"},
    )
    def made(refresh: Refresh) -> dg.MaterializeResult[None]:
        began = time.perf_counter()
        home = refresh.home
        joined = resolve_transfers(home, sources, resolvers.transfer.TRANSFER_RESOLVER)
        counts = {"transfers told": joined.told, "records of several": joined.records, "unchanged": joined.unchanged}
        by_rule = {f"rule: {rule}": count for rule, count in joined.by_rule.items()}
        table = home.table("resolved/transfer")
        return dg.MaterializeResult(metadata=table_metadata(table, time.perf_counter() - began, **counts, **by_rule))

    return made
