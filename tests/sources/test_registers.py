"""What registers state in the graph: licences and how long they hold, declared ties, persons under audit."""

from __future__ import annotations

from tests.sources.conftest import FIXTURES, Desk
from tests.sources.graph import graph_of

AGENTS = (FIXTURES / "transfer_agents" / "transfer_agents.csv").read_text().splitlines()[0] + "\n"
TIES = (FIXTURES / "declared_ties" / "declared_ties.csv").read_text().splitlines()[0] + "\n"


def test_a_licence_holds_as_long_as_the_register_says(desk: Desk) -> None:
    desk.put_fixture("transfer_agents")
    desk.put_fixture("vasp_register")
    graph = graph_of(desk, "transfer_agents", "vasp_register")
    validity = {edge["end_id"]: (edge["valid_from"], edge.get("valid_to")) for edge in graph.edges("LICENSED_BY")}
    assert validity == {
        "transfer_agents:LIC-0001": ("2018-03-20", "2028-03-19"),
        "transfer_agents:LIC-0002": ("2020-07-01", None),
        "vasp_register:VA-LIC-01": ("2022-10-01", None),
        "vasp_register:VA-LIC-02": ("2021", "2025-06-30"),
    }
    labels = {label for row in graph.rows("Organization") for label in row["labels"]}
    assert {"TransferAgent", "VirtualAssetProvider"} <= labels


def test_an_agent_without_a_licence_number_has_no_licence(desk: Desk) -> None:
    desk.put("transfer_agents", "t.csv", f"{AGENTS}A1,Ақ Жол,,,2020-01-01,,,,,\n")
    graph = graph_of(desk, "transfer_agents")
    assert (graph.nodes("Licence"), graph.edges("LICENSED_BY"), graph.dangling) == ([], [], {})
    assert len(graph.nodes("Organization")) == 1


def test_a_tie_leads_between_entries_of_any_sources_and_to_the_latest_state_of_a_page(desk: Desk) -> None:
    companies = ("company_register", "company_officers")
    told = ("declared_ties", "npo_register", *companies, "crowdfunding_campaigns", "crowdfunding_donations")
    for source in told:
        desk.put_fixture(source)
    graph = graph_of(desk, *told)
    names = {node["id"]: node["name"] for label in ("Person", "Organization") for node in graph.nodes(label)}
    ties = {edge["kind"]: edge for edge in graph.edges("RELATED_TO")}
    assert {kind: (names[edge["start_id"]], names[edge["end_id"]]) for kind, edge in ties.items()} == {
        "spouse": ("Ойдоков Мухтар", "Ойдокова Сауле"),
        "employee": ("Ойлапов Тимур", "Общественное объединение «Акку»"),
        "sibling": ("Жанар Мухтаровна Сейитбекова", "Ирина Иванова"),
    }
    assert (ties["employee"]["valid_from"], ties["employee"]["valid_to"]) == ("2018", "2020-12-31")
    assert graph.dangling == {}


def test_a_tie_to_an_entry_that_no_file_describes_is_told(desk: Desk) -> None:
    desk.put_fixture("npo_register")
    npo = "npo_register,NPO-00001,organization"
    desk.put("declared_ties", "t.csv", f"{TIES}T1,kin,{npo},npo_register,NPO-9,organization,,\n")
    graph = graph_of(desk, "declared_ties", "npo_register")
    assert (graph.edges("RELATED_TO"), graph.dangling) == ([], {"RELATED_TO": 1})


def test_an_audit_names_its_subjects_and_nothing_about_guilt(desk: Desk) -> None:
    desk.put_fixture("persons_of_interest")
    graph = graph_of(desk, "persons_of_interest")
    joint, closed = graph.nodes("Case")
    assert (joint["opened_on"], joint.get("closed_on"), joint["record_count"]) == ("2026-02-01", None, 2)
    assert closed["closed_on"] == "2025-09-01"
    assert sorted(edge["end_id"] for edge in graph.edges("SUBJECT_OF")) == ["PI-000001", "PI-000001", "PI-000002"]
    assert {label for row in graph.rows("Person") for label in row["labels"]} == {"Party", "Person"}
    assert graph.nodes("Listing") == []


def test_officers_lead_to_their_company(desk: Desk) -> None:
    desk.put_fixture("company_register")
    desk.put_fixture("company_officers")
    graph = graph_of(desk, "company_register", "company_officers")
    offices = {(edge["role"], edge.get("valid_to")) for edge in graph.edges("OFFICER_OF")}
    assert offices == {("director", None), ("accountant", "2025-03-01"), ("founder", None)}
    assert all("Company" in row["labels"] for row in graph.rows("Organization"))
    assert {node["status"] for node in graph.nodes("Organization")} == {"active", "dissolved"}
