"""The code location: sources -> mentions -> resolved parties -> screening and graph -> findings."""

from __future__ import annotations

import dagster as dg

from assets.findings import findings
from assets.graph import checks, neo4j_graph, tables_asset
from assets.resolved import resolved_assets, transfer_asset
from assets.resources import Refresh
from assets.schedules import inbox, nightly, refresh_job
from assets.screening import screening_asset
from assets.source_assets import mention_asset, source_asset
from assets.statements import statement_gaps
from fundlink.sources.declared import declared_sources

SOURCES = declared_sources()

defs = dg.Definitions(
    assets=[
        *map(source_asset, SOURCES),
        *map(mention_asset, SOURCES),
        *resolved_assets(SOURCES),
        transfer_asset(SOURCES),
        statement_gaps,
        screening_asset(SOURCES),
        tables_asset(SOURCES),
        neo4j_graph,
        *findings(),
    ],
    asset_checks=checks(),
    jobs=[refresh_job],
    schedules=[nightly],
    sensors=[inbox],
    resources={"refresh": Refresh()},
    # One process a run: each further one costs three seconds, and the home is held by the run.
    executor=dg.in_process_executor,
)
