"""The asset `screened/party`: every resolved party against every listing, for people to look at."""

import inspect
import time
from collections.abc import Sequence

import dagster as dg

from assets.metadata import table_metadata
from assets.resources import Refresh
from fundlink.screening import parties
from fundlink.sources import Source


def screening_asset(sources: Sequence[Source]) -> dg.AssetsDefinition:
    """One row for each party and listing that may be the same."""

    @dg.asset(
        key=parties.TABLE.split("/"),
        deps=[dg.AssetKey(["resolved", kind]) for kind in ("person", "organization")],
        group_name="screened",
        description=inspect.getdoc(parties),
        kinds={"duckdb", "parquet"},
    )
    def made(refresh: Refresh) -> dg.MaterializeResult[None]:
        began = time.perf_counter()
        screened = parties.screen_parties(refresh.home, sources)
        by_verdict = {f"parties: {verdict}": count for verdict, count in screened.parties.items()}
        table = refresh.home.table(parties.TABLE)
        seconds = time.perf_counter() - began
        return dg.MaterializeResult(metadata=table_metadata(table, seconds, **by_verdict, unchanged=screened.unchanged))

    return made
