"""What each query answers on the hand-made story: the planted case, and not the look-alike beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import fundlink
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.graph import publish
from fundlink.queries import load_queries, run
from fundlink.queries.header import Kind
from fundlink.server import Connection
from tests.graph.story import story


@pytest.fixture(scope="module")
def server(neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Connection:
    home = Home(Path(tmp_path_factory.mktemp("story")))
    story().save(home)
    publish(home, neo4j_server)
    return neo4j_server


def test_channels_follow_donations_through_the_beneficiary_to_the_last_receiver(server: Connection) -> None:
    rows = run("fundraising_channels", server, start="Campaign c1")
    assert list(rows["end_id"]) == ["collector", "second", "third"]
    gifts, onward, last = (row for _, row in rows.iterrows())
    # Four gifts, one of them of nobody known; the cancelled one moved no money.
    assert (gifts["transfers"], gifts["amount"], gifts["donors"], gifts["channel"]) == (4, "38.50", 2, "donation")
    assert gifts["steps"][1] == "raises for Нұрлан Абаев, pays out to account KZacc1"
    assert onward["agents"] == ["Silk Desk", "Шелковый путь"]
    assert (last["channel"], last["currency"], last["ends_here"]) == ("informal", "KZT", True)


def test_channels_leave_out_what_was_sent_before_the_first_gift(server: Connection) -> None:
    rows = run("fundraising_channels", server, start="c3")
    assert list(rows["end_id"]) == ["helped"]
    assert list(rows["ends_here"]) == [True]


def test_channels_of_an_npo_are_those_of_its_campaigns(server: Connection) -> None:
    assert run("fundraising_channels", server, start="Жақсылық қоры").empty
    assert set(run("fundraising_channels", server)["start"]) == {"Campaign c1", "Campaign c2", "Campaign c3"}


def test_linked_persons_come_nearest_first_and_not_through_a_hub(server: Connection) -> None:
    rows = run("linked_persons", server, person="collector")
    assert list(rows["steps"]) == sorted(rows["steps"])
    assert set(rows["linked_id"]) == {"third", "second", "maybe", "neighbour", "director", "listed", "organiser"}
    phone = rows[rows["linked_id"] == "neighbour"].iloc[0]
    assert (phone["through"], phone["records"]) == (["Phone +77010000001"], ["r-collector", "r-neighbour"])
    assert "stranger" in set(run("linked_persons", server, person="Нұрлан Абаев", max_sharing=40)["linked_id"])
    paid = rows[rows["ties"].map(lambda ties: ties == ["PAID informal"])]
    assert not paid.empty
    assert all(paid["records"].map(bool))


def test_listed_connections_are_current_and_never_by_name(server: Connection) -> None:
    rows = run("listed_connections", server)
    assert list(zip(rows["party_id"], rows["hops"], strict=True)) == [("firm", 1), ("collector", 2), ("director", 2)]
    assert set(rows["listed_id"]) == {"listed"}


def test_campaigns_of_one_beneficiary_differ_in_cause(server: Connection) -> None:
    rows = run("campaigns_one_beneficiary", server)
    assert list(rows["beneficiary_id"]) == ["collector"]
    assert rows["campaigns"][0] == ["c1", "c2"]
    assert rows["organisers"][0] == ["Айгүл Серікқызы"]


def test_token_reuse_knows_the_second_book_the_correction_and_the_other_agent(server: Connection) -> None:
    rows = run("token_reuse", server)
    assert list(zip(rows["reference"], rows["reason"], strict=True)) == [
        ("TK1", "other receiver"),
        ("TK3", "paid without a send"),
    ]


def test_the_picture_is_paths(server: Connection) -> None:
    paths = list(run("network_picture", server, start="c1")["path"])
    assert "(Campaign Campaign c1)<-[ORGANIZES]-(Person Айгүл Серікқызы)" in paths
    assert not any("+77010000002" in path for path in paths)


def test_the_picture_of_a_party_is_its_mentions_and_whom_it_may_be(server: Connection) -> None:
    paths = list(run("identity_picture", server, party="collector")["path"])
    assert paths == [
        "(Person Нұрлан Абаев)<-[RESOLVES_TO]-(Mention Нұрлан Абаев)",
        "(Person Нұрлан Абаев)<-[RESOLVES_TO]-(Mention N. Abaev)",
        "(Mention Нұрлан Абаев)-[MATCHED]->(Mention N. Abaev)",
        "(Person Нұрлан Абаев)<-[RESOLVES_TO]-(Mention Нұрлан Абаев)-[POSSIBLY_SAME_AS]->(Mention Нурлан Абаев)"
        "-[RESOLVES_TO]->(Person Нурлан Абаев)",
    ]
    assert list(run("identity_picture", server, party="Нұрлан Абаев")["path"]) == paths


@pytest.mark.parametrize("name", [query.name for query in load_queries().values() if query.kind is Kind.CHECK])
def test_the_checks_find_nothing_in_a_good_graph(server: Connection, name: str) -> None:
    assert run(name, server).empty


def test_a_link_is_not_run_as_a_question(server: Connection) -> None:
    with pytest.raises(FundlinkError, match="a link writes"):
        run("paid", server)


def test_query_from_the_package(server: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    assert len(fundlink.query("token_reuse", limit=1)) == 1
