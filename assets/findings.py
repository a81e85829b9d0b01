"""The assets `finding/<name>`, one for each file in `cypher/typologies/`."""

import time

import dagster as dg

from assets.graph import NEO4J
from assets.metadata import table_metadata
from assets.resources import Refresh
from fundlink.queries import Kind, Query, load_queries, run
from fundlink.server import up
from fundlink.tables import connect, save


def finding(query: Query) -> dg.AssetsDefinition:
    """What one typology finds with its default parameters. A finding alone is no lead (guard rail 1)."""

    @dg.asset(
        key=["finding", query.name],
        deps=[NEO4J],
        group_name="finding",
        description=_page(query),
        kinds={"cypher", "neo4j"},
        tags=dict.fromkeys(query.tags, ""),
        metadata={
            "dagster/column_schema": dg.TableSchema(
                [dg.TableColumn(column.name, column.type, column.doc) for column in query.returns]
            )
        },
    )
    def found(refresh: Refresh) -> dg.MaterializeResult[None]:
        began = time.perf_counter()
        frame = run(query.name, up(refresh.home))
        table = refresh.home.table(f"finding/{query.name}")
        with connect() as connection:
            connection.register("found", frame)
            save(connection, "SELECT * FROM found", table)
        return dg.MaterializeResult(metadata=table_metadata(table, time.perf_counter() - began))

    return found


def _page(query: Query) -> str:
    """The query's header for a reader, and the statement as it stands in its file."""
    parts = [f"**{query.title}**", query.description, f"Source: {query.source}. A finding alone is no lead."]
    return "\n\n".join([*parts, f"`cypher/{query.file}`", f"```cypher\n{query.statement};\n```"])


def findings() -> list[dg.AssetsDefinition]:
    """One asset for each typology."""
    return [finding(query) for query in load_queries().values() if query.kind is Kind.TYPOLOGY]
