"""Queries asked how things stood on a day: offices, licences, lists, ties, pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.graph import publish
from fundlink.queries import run
from fundlink.server import Connection
from tests.graph.story import story


@pytest.fixture(scope="module")
def server(neo4j_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Connection:
    home = Home(Path(tmp_path_factory.mktemp("time")))
    graph = story()
    graph.node("Licence", "lic", number="L-7", register="transfer_agents")
    graph.link("agent1", "LICENSED_BY", "lic", valid_from="2023-05", valid_to="2024-02-10")
    graph.link("friend", "OFFICER_OF", "charity", role="treasurer", valid_from="2022", valid_to="2023")
    graph.link("friend", "RELATED_TO", "maybe", kind="sister", valid_from="2024-03-05")
    graph.node(
        "CampaignVersion", "c1-v2", title="Campaign c1", beneficiary_account="KZ9", snapshot_at="2026-03-03T00:00:00Z"
    )
    graph.link("c1-v2", "VERSION_OF", "c1")
    graph.node("Account", "old", kind="bank", number="KZold", parties=0)
    graph.link("c1", "PAYS_OUT_TO", "old", valid_from="2026-03-01", valid_to="2026-03-03")
    graph.save(home)
    publish(home, neo4j_server)
    return neo4j_server


@pytest.mark.parametrize(
    ("party", "day", "held"),
    [
        ("friend", "2021-12-31", False),
        ("friend", "2022-01-01", True),
        ("friend", "2023-12-31", True),
        ("friend", "2024-01-01", False),
        ("agent1", "2023-04-30", False),
        ("agent1", "2023-05-01", True),
        ("agent1", "2024-02-10", True),
        ("agent1", "2024-02-11", False),
        ("listed", "2014-12-31", False),
        ("listed", "2015-01-01", True),
        ("cleared", "2019-12-31", True),
        ("cleared", "2020-01-01", False),
        ("director", "1900-01-01", True),  # nobody knows since when
    ],
)
def test_what_stood_on_a_day(server: Connection, party: str, day: str, held: bool) -> None:
    rows = run("standing_on_a_day", server, party=party, as_of=day)
    thing = {"friend": "charity", "agent1": "lic", "listed": "l1", "cleared": "l2", "director": "firm"}[party]
    assert (thing in set(rows["thing_id"])) is held


def test_without_a_day_history_is_told(server: Connection) -> None:
    rows = run("standing_on_a_day", server)
    assert {"lic", "charity", "l2"} <= set(rows["thing_id"])
    row = rows[rows["thing_id"] == "l2"].iloc[0]
    assert (row["standing"], row["since"], row["until"]) == ("listing", "2012-01-01", "2020-01-01")


def test_who_was_listed_on_a_day_leads_to_others_by_the_ties_of_that_day(server: Connection) -> None:
    assert set(run("listed_connections", server)["listed_id"]) == {"listed"}
    assert set(run("listed_connections", server, as_of="2016-01-01")["listed_id"]) == {"listed", "cleared"}
    assert set(run("listed_connections", server, as_of="2013-01-01")["listed_id"]) == {"cleared"}
    then = run("listed_connections", server, as_of="2019-06-01")
    assert "collector" not in set(then["party_id"]), "accountant since 2020, and the money came later"


def test_links_of_a_day(server: Connection) -> None:
    def linked(day: str | None) -> set[str]:
        return set(run("linked_persons", server, person="friend", as_of=day)["linked_id"])

    assert "maybe" in linked(None)
    assert "maybe" in linked("2024-03-05")
    assert "maybe" not in linked("2024-03-04")


def test_the_picture_of_a_day(server: Connection) -> None:
    now = set(run("network_picture", server, start="friend")["path"])
    then = set(run("network_picture", server, start="friend", as_of="2024-01-01")["path"])
    assert any("sister" in path or "maybe" in path or "Нурлан Абаев" in path for path in now - then)
    assert then < now


def test_an_account_of_a_page_stands_in_its_days(server: Connection) -> None:
    def shown(day: str) -> bool:
        return any("KZold" in path for path in run("network_picture", server, start="c1", as_of=day)["path"])

    assert [shown(day) for day in ("2026-02-28", "2026-03-01", "2026-03-03", "2026-03-04")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_page_that_changed_after_money_came_keeps_both_states(server: Connection) -> None:
    rows = run("campaign_changes", server)
    assert list(zip(rows["campaign_id"], rows["changed"], rows["gifts"], strict=True)) == [("c1", "account", 2)]
    assert (rows["before"].isna()[0], rows["after"][0]) == (True, "KZ9")


def test_a_query_that_asks_of_no_day_says_so(server: Connection) -> None:
    with pytest.raises(FundlinkError, match="query token_reuse: it asks of no day, so as-of has no meaning for it"):
        run("token_reuse", server, as_of="2024-05-01")
    with pytest.raises(FundlinkError, match="'may' is not a date such as"):
        run("standing_on_a_day", server, as_of="may")
