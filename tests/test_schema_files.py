"""The generated files are what the declarations say, and the schema statements are ones a server takes."""

from __future__ import annotations

from fundlink import schema, schema_files
from fundlink.graph import driver
from fundlink.graph.prepare import prepare
from fundlink.server import Connection


def test_the_generated_files_are_up_to_date() -> None:
    stale = [str(path.relative_to(schema_files.ROOT)) for path in schema_files.write(check=True)]
    assert stale == [], "run `python -m fundlink.schema_files`"


def test_every_kind_of_node_has_a_style() -> None:
    style = schema_files.style_grass()
    assert all(f"node.{label} {{" in style for label in schema.NODE)


def test_the_schema_is_made_once(neo4j_server: Connection) -> None:
    prepare(neo4j_server)
    assert prepare(neo4j_server) == {}
    statements = [line for line in schema_files.schema_cypher().splitlines() if line.startswith("CREATE")]
    shown = driver(neo4j_server).execute_query("SHOW INDEXES YIELD name", database_=neo4j_server.database)
    assert {line.split()[2] for line in statements} <= {record["name"] for record in shown.records}
