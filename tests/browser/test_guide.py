"""The guide, without a browser: its blocks are statements that the server takes as they stand, and it is handed out."""

from __future__ import annotations

from importlib.resources import files

import pytest
import requests

from fundlink.browser import guide_page
from fundlink.browser.code import block
from fundlink.config import Home
from fundlink.graph import driver
from fundlink.queries import parse_query
from fundlink.server import Connection, status
from tests.browser.blocks import blocks

QUERY = """// Any
//
// kind: investigation
// param who: string                asked
// param where: string = null       may be missing
// param since: date = 2026-01-31   a day
// param ways: list = a,b           several
// param known: boolean = true      a flag
// returns n: integer               how many
MATCH (p {name: $who, at: $where})
WHERE p.day < $since AND p.way IN $ways AND p.known = $known AND p.x <> '$who'
RETURN count(p) AS n LIMIT $limit;
"""


def test_every_block_runs_as_it_stands(neo4j_server: Connection) -> None:
    found = blocks(guide_page())
    assert len(found) > 4
    for statement in found:
        driver(neo4j_server).execute_query(f"EXPLAIN {statement}", database_=neo4j_server.database)


def test_parameters_stand_as_literals_to_type_over() -> None:
    query = parse_query("any", "investigations/any.cypher", QUERY)
    (text,) = blocks(block(query))
    assert text.strip() == (
        'MATCH (p {name: "", at: nullIf("", "")})\n'
        'WHERE p.day < date("2026-01-31") AND p.way IN ["a", "b"] AND p.known = true AND p.x <> \'$who\'\n'
        "RETURN count(p) AS n LIMIT 1000"
    )


@pytest.mark.parametrize("name", ["style.grass", "guide.html"])
def test_the_server_hands_it_out(neo4j_home: Home, name: str) -> None:
    answer = requests.get(f"{status(neo4j_home).browser}fundlink/{name}", timeout=10)
    assert answer.status_code == 200
    assert answer.content == files("cypher").joinpath(name).read_bytes()
