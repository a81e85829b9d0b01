"""Publishing converges: what differs is written, nothing else, from whatever state the database is in."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.graph import driver, fingerprint, publish
from fundlink.server import Connection
from tests.graph.story import story
from tests.graph.tables import Graph


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    story().save(home)
    return home


@pytest.fixture
def empty(neo4j_server: Connection) -> Connection:
    run(neo4j_server, "MATCH (n) DETACH DELETE n")
    return neo4j_server


def run(connection: Connection, text: str) -> list[dict[str, object]]:
    answer = driver(connection).execute_query(text, database_=connection.database)
    return [record.data() for record in answer.records]


def test_the_second_time_writes_nothing(home: Home, empty: Connection) -> None:
    first = publish(home, empty)
    graph = story()
    assert (first.nodes.created, first.relationships.created) == (len(graph.nodes), len(graph.relationships))
    assert first.written["nodes_created"] == len(graph.nodes)
    second = publish(home, empty)
    assert (second.written, second.reconciled) == ({}, False)
    (home.path / "published" / "neo4j" / "state.json").unlink()
    third = publish(home, empty)
    assert (third.written, third.reconciled) == ({}, True)


def test_only_the_difference_is_written(home: Home, empty: Connection) -> None:
    publish(home, empty)
    graph = story()
    graph.nodes["collector"]["properties"]["name"] = "Нұрлан Абайұлы"
    graph.nodes["firm"]["labels"] = ["NonProfit", "Organization", "Party"]
    graph.drop("stranger")
    graph.node("Phone", "new", value="+77010000009", parties=1)
    graph.link("friend", "USES", "new")
    graph.save(home)
    done = publish(home, empty)
    assert (done.nodes.created, done.nodes.changed, done.nodes.deleted) == (1, 2, 1)
    assert (done.relationships.created, done.relationships.changed) == (1, 0)
    assert (done.written["labels_added"], done.written["labels_removed"]) == (2, 1)
    assert run(empty, "MATCH (n {id: 'firm'}) RETURN labels(n) AS labels") == [
        {"labels": ["Party", "Organization", "NonProfit"]}
    ]
    assert publish(home, empty).written == {}


def test_it_mends_what_a_hand_wrote_and_leaves_alone_what_is_not_ours(home: Home, empty: Connection) -> None:
    publish(home, empty)
    before = fingerprint(empty)
    run(empty, "MATCH (p:Person {id: 'collector'}) SET p.name = 'X', p.guilty = true REMOVE p:Person")
    run(empty, "MATCH (:Mention {id: 'm-listed'})-[r:RESOLVES_TO]->() DELETE r")
    run(empty, "MATCH (a {id: 'collector'})-[:USES]->(b {id: 'phone'}) CREATE (a)-[:USES]->(b)")
    run(empty, "CREATE (:Person:Party {id: 'forged'})-[:USES]->(:Sticky {note: 'mine'})")
    run(empty, "MATCH ()-[paid:PAID]->() WITH paid LIMIT 1 SET paid.amount = 1")
    assert fingerprint(empty) != before
    done = publish(home, empty)
    assert (done.reconciled, done.unknown_nodes) == (True, 1)
    assert fingerprint(empty) == before
    assert run(empty, "MATCH (s:Sticky) RETURN s.note AS note") == [{"note": "mine"}]


def test_the_flow_is_summed_by_channel_and_currency(home: Home, empty: Connection) -> None:
    publish(home, empty)
    text = "MATCH (:Person {id: 'donor1'})-[paid:PAID]->(c:Campaign) RETURN c.id AS id, properties(paid) AS paid"
    [flow] = run(empty, text)
    paid = flow["paid"]
    assert isinstance(paid, dict)
    # One of the two gifts has no value in KZT, so the sum has none.
    assert (paid["channel"], paid["transfers"], paid["amount"], paid.get("amount_kzt")) == ("donation", 2, 1300, None)
    assert (paid["record_ids"], paid["record_count"], paid["minor_units"]) == (["r-d1", "r-d5"], 2, 100)
    graph = story()
    graph.drop("d1")
    graph.drop("h1")
    graph.save(home)
    publish(home, empty)
    [flow] = run(empty, text)
    assert isinstance(flow["paid"], dict)
    assert (flow["paid"]["amount"], flow["paid"]["record_ids"]) == (300, ["r-d5"])
    assert run(empty, "MATCH ({id: 'collector'})-[paid:PAID]->() RETURN paid") == []


def test_the_fingerprint_knows_facts_not_names_given_to_them(home: Home, empty: Connection, tmp_path: Path) -> None:
    publish(home, empty)
    before = fingerprint(empty)
    graph = story()
    graph.nodes["f1"]["properties"]["sha256"] = "11"
    graph.nodes["r-listed"]["properties"]["row"] = 99
    for old in ("collector", "firm"):
        graph.nodes[f"{old}-renamed"] = graph.nodes.pop(old) | {"id": f"{old}-renamed"}
        for link in graph.relationships:
            for end in ("start_id", "end_id"):
                link[end] = f"{old}-renamed" if link[end] == old else link[end]
    graph.relationships.reverse()
    graph.save(home)
    publish(home, empty)
    assert fingerprint(empty) == before
    graph.nodes["r-listed"]["properties"]["text"] = "other"
    graph.save(home)
    publish(home, empty)
    assert fingerprint(empty) != before


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda g: g.nodes["phone"]["properties"].update(colour="red"), "declares no property 'colour' of Phone"),
        (lambda g: g.nodes["d1"]["properties"].update(amount=2**63), "amount is not a INTEGER"),
        (lambda g: g.nodes["d1"]["properties"].update(at="2026-03-01T10:00:00"), "has no offset"),
        (lambda g: g.nodes["listed"]["properties"].update(name="x" * 9000), "too long for an index"),
        (lambda g: g.nodes["firm"].update(labels=["Bank", "Person"]), "are no set"),
        (lambda g: g.relationships.append(g.relationships[0]), "stands twice"),
        (lambda g: g.relationships.append({**g.relationships[0], "end_id": "nobody"}), "ends at no node"),
        (lambda g: g.relationships.append({**g.relationships[0], "type": "PAID"}), "type PAID is not one"),
        (lambda g: g.link("director", "OFFICER_OF", "charity"), "lacks a property of its identity"),
    ],
)
def test_tables_that_contradict_the_schema_are_refused(
    home: Home, empty: Connection, spoil: object, problem: str
) -> None:
    graph = story()
    assert callable(spoil)
    spoil(graph)
    graph.save(home)
    with pytest.raises(FundlinkError, match=problem):
        publish(home, empty)


def test_it_converges_after_it_was_killed(home: Home, empty: Connection, tmp_path: Path) -> None:
    graph = Graph()
    for n in range(60_000):
        graph.node("Phone", f"p{n}", value=str(n), parties=1)
    graph.save(home)
    child = textwrap.dedent(f"""
        from pathlib import Path
        from fundlink.config import Home
        from fundlink.graph import publish
        from fundlink.server import Connection
        connection = Connection({empty.uri!r}, {empty.username!r}, {empty.password!r}, {empty.database!r})
        publish(Home(Path({str(home.path)!r})), connection, lambda *done: print(*done, flush=True))
    """)
    with subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("put nodes"):
                break
        process.kill()
    time.sleep(1)  # the server may still be rolling back
    left = run(empty, "MATCH (p:Phone) RETURN count(p) AS n")[0]["n"]
    assert isinstance(left, int)
    assert 0 < left < 60_000
    done = publish(home, empty)
    assert (done.reconciled, done.nodes.created) == (True, 60_000 - left)
    assert publish(home, empty).written == {}
