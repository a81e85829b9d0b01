"""The asset `resolved/statement_gaps`: holes in what the statements of persons under audit report."""

import time

import dagster as dg

from assets.metadata import table_metadata
from assets.resources import Refresh
from fundlink.statements import find_gaps

SOURCE = "kz_bank_statement"
GAPS = dg.AssetKey(["resolved", "statement_gaps"])


@dg.asset(
    key=GAPS,
    deps=[dg.AssetKey(["source", SOURCE])],
    group_name="resolved",
    description="Periods no statement tells of, balances that do not add up, transfers of which two banks disagree.",
    kinds={"duckdb", "parquet"},
)
def statement_gaps(refresh: Refresh) -> dg.MaterializeResult[None]:
    """Find the gaps."""
    began = time.perf_counter()
    found = find_gaps(refresh.home, SOURCE)
    table = refresh.home.table("/".join(GAPS.path))
    counts = {"statements": found.statements, **{f"gaps: {kind}": count for kind, count in found.by_kind.items()}}
    return dg.MaterializeResult(metadata=table_metadata(table, time.perf_counter() - began, **counts))
