"""The assets `source/<name>` and `mention/<name>`, one pair for each file in `assets/sources/`."""

import time
from collections.abc import Iterator, Sequence

import dagster as dg

from assets.columns import schema_of
from assets.metadata import MetadataDict, table_metadata
from assets.resources import Refresh
from fundlink.mentions import mention
from fundlink.sources import Source
from fundlink.sources.read import read
from fundlink.sources.reading import Reading
from fundlink.tables import rows


def source_asset(declared: Source) -> dg.AssetsDefinition:
    """`source/<name>`: typed rows, with what could not be read set aside."""
    key = dg.AssetKey(["source", declared.name])

    @dg.asset(
        key=key,
        group_name="source",
        description=declared.doc,
        kinds={"duckdb", "parquet"},
        metadata={
            "publisher": declared.publisher,
            "inbox folder": f"inbox/{declared.name}",
            "key": declared.key,
            "dagster/column_schema": schema_of(declared),
        },
        check_specs=[
            dg.AssetCheckSpec("version_taken", asset=key, description="The files are what they claim to be."),
            dg.AssetCheckSpec(
                "rows_accounted",
                asset=key,
                blocking=True,
                description="Rows read = loaded + rejected + exact repeats, and the table has as many as were loaded.",
            ),
        ],
    )
    def made(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[dg.MaterializeResult[None]]:
        began = time.perf_counter()
        smaller = declared.name in refresh.accept_smaller
        reading = read(refresh.home, declared, refresh.folder, refresh.id, accept_smaller=smaller)
        for signal in reading.signals:
            context.log.warning(signal)
        if reading.stopped:
            context.log.error(reading.stopped)
        table = refresh.home.table(f"source/{declared.name}")
        yield dg.MaterializeResult(
            metadata=table_metadata(table, time.perf_counter() - began, **_counts(reading)),
            check_results=[
                dg.AssetCheckResult(
                    check_name="version_taken",
                    passed=reading.stopped is None,
                    description=reading.stopped,
                    severity=dg.AssetCheckSeverity.ERROR,
                ),
                dg.AssetCheckResult(check_name="rows_accounted", passed=_accounted(reading, rows(table))),
            ],
        )

    return made


def _counts(reading: Reading) -> MetadataDict:
    counts: MetadataDict = {
        "files": reading.files,
        "rows read": reading.counts.read,
        "rejected": reading.counts.rejected,
        "exact repeats": reading.counts.repeats,
        "unchanged": reading.unchanged,
        "in use": reading.in_use,
        **reading.further,
    }
    return {**counts, "signals": dg.MetadataValue.md(_list(reading.signals))} if reading.signals else counts


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _accounted(reading: Reading, in_table: int) -> bool:
    counts = reading.counts
    balanced = counts.read == counts.loaded + counts.rejected + counts.repeats
    if reading.stopped or not reading.in_use or reading.further:
        return balanced
    return balanced and counts.loaded == in_table


def mention_asset(declared: Source) -> dg.AssetsDefinition:
    """`mention/<name>`: the parties its rows mention."""

    @dg.asset(
        key=["mention", declared.name],
        deps=[dg.AssetKey(["source", declared.name])],
        group_name="mention",
        description=f"Parties that rows of *{declared.title}* mention, one row a mention, identifiers checked.",
        kinds={"duckdb", "parquet"},
    )
    def made(refresh: Refresh) -> dg.MaterializeResult[None]:
        began = time.perf_counter()
        mentioned = mention(refresh.home, declared)
        table = refresh.home.table(f"mention/{declared.name}")
        by_role = {f"role: {role}": count for role, count in mentioned.by_role.items()}
        return dg.MaterializeResult(metadata=table_metadata(table, time.perf_counter() - began, **by_role))

    return made
