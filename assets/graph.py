"""The assets of the graph: two tables that are the truth, and the database that shows them."""

import time
from collections.abc import Iterator, Sequence

import dagster as dg
from neo4j.exceptions import DriverError, Neo4jError

from assets.metadata import table_metadata
from assets.resources import GRAPH_WRITER, Refresh
from fundlink.graph import publish
from fundlink.projection import project
from fundlink.queries import Kind, Query, load_queries, run
from fundlink.server import up
from fundlink.sources import Source

NODES, RELATIONSHIPS = dg.AssetKey(["graph", "nodes"]), dg.AssetKey(["graph", "relationships"])
NEO4J = dg.AssetKey(["graph", "neo4j"])


def tables_asset(sources: Sequence[Source]) -> dg.AssetsDefinition:
    """`graph/nodes` and `graph/relationships`, made together."""
    # It reads sources and mentions too, but what is resolved stands on every one of them: drawn once, a person can
    # follow the lines.
    resolved = ("person", "organization", "transfer", "statement_gaps")
    before = [dg.AssetKey(["resolved", kind]) for kind in resolved]

    @dg.multi_asset(
        specs=[
            dg.AssetSpec(
                NODES,
                deps=before,
                group_name="graph",
                description="Every node once: label, id, labels, properties as JSON.",
                kinds={"duckdb", "parquet"},
            ),
            dg.AssetSpec(
                RELATIONSHIPS,
                deps=before,
                group_name="graph",
                description="Every relationship once: type, both ends, properties as JSON.",
                kinds={"duckdb", "parquet"},
            ),
        ],
        check_specs=[
            dg.AssetCheckSpec(
                "ends_exist",
                asset=RELATIONSHIPS,
                description="Every reference of a source leads to an entry of another.",
            )
        ],
        name="graph_tables",
    )
    def made(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator[dg.MaterializeResult[None]]:
        began = time.perf_counter()
        projected = project(refresh.home, sources)
        seconds = time.perf_counter() - began
        for key, counts in ((NODES, projected.nodes), (RELATIONSHIPS, projected.relationships)):
            table = refresh.home.table("/".join(key.path))
            yield dg.MaterializeResult(
                asset_key=key,
                metadata=table_metadata(table, seconds, **counts, unchanged=projected.unchanged),
                check_results=[_ends(context, projected.dangling)] if key == RELATIONSHIPS else [],
            )

    return made


def _ends(context: dg.AssetExecutionContext, dangling: dict[str, int]) -> dg.AssetCheckResult:
    lines = [f"{count:,} {type} lead to an entry that no file describes" for type, count in dangling.items()]
    for line in lines:
        context.log.warning(line)
    return dg.AssetCheckResult(
        check_name="ends_exist", passed=not dangling, severity=dg.AssetCheckSeverity.WARN, description="; ".join(lines)
    )


@dg.asset(
    key=NEO4J,
    deps=[NODES, RELATIONSHIPS],
    group_name="graph",
    description="The graph in Neo4j: the difference to the tables is written, and the derived links are drawn.",
    kinds={"neo4j"},
    pool=GRAPH_WRITER,
)
def neo4j_graph(context: dg.AssetExecutionContext, refresh: Refresh) -> dg.MaterializeResult[None]:
    """Publish; a server that is not running is started, one that fails for a moment is asked again."""
    connection = up(refresh.home, context.log.info)
    try:
        published = publish(refresh.home, connection)
    except (DriverError, Neo4jError) as error:
        raise dg.RetryRequested(max_retries=2, seconds_to_wait=5) from error
    return dg.MaterializeResult(
        metadata={
            **{f"nodes {what}": count for what, count in vars(published.nodes).items()},
            **{f"relationships {what}": count for what, count in vars(published.relationships).items()},
            "written by the server's counters": dict(published.written),
            "read anew from the server": published.reconciled,
            "seconds": round(published.seconds, 2),
        }
    )


def check(query: Query) -> dg.AssetChecksDefinition:
    """A query of `cypher/checks/`: it must return no rows, or what stands on the graph stops."""

    @dg.asset_check(asset=NEO4J, name=query.name, description=query.title, blocking=True)
    def checked(refresh: Refresh) -> dg.AssetCheckResult:
        frame = run(query.name, up(refresh.home))
        return dg.AssetCheckResult(
            passed=frame.empty, metadata={"rows": len(frame)}, description=None if frame.empty else query.title
        )

    return checked


def checks() -> list[dg.AssetChecksDefinition]:
    """One asset check for each file in `cypher/checks/`."""
    return [check(query) for query in load_queries().values() if query.kind is Kind.CHECK]
