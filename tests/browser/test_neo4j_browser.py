"""An investigator's first minute: Neo4j Browser opens with a guide and our colours, and one click draws a network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from neo4j import GraphDatabase
from playwright.sync_api import Page, Request, expect

from fundlink import schema
from fundlink.browser import guide_page
from fundlink.config import Home
from fundlink.server import Connection
from tests.browser.blocks import blocks
from tests.browser.chromium import NEEDS_CHROMIUM, log_in, run_cypher

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def donation(neo4j_server: Connection) -> Iterator[None]:
    """A donor, what was given, the campaign and who it raises for."""
    auth = (neo4j_server.username, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver:
        driver.execute_query(
            "CREATE (donor:Party:Person:Donation {id: 'd1', name: 'Айгүл Серікқызы'})-[:SENT]->"
            "(:Transfer:Donation {id: 'd2', channel: 'donation', amount: 500000})-[:PAID_TO]->"
            "(campaign:Campaign:Donation {id: 'd3', title: 'Су құбыры'})-[:RAISES_FOR]->"
            "(:Party:Organization:Donation {id: 'd4', name: 'Ауыл қоры'}), "
            "(donor)-[:PAID {channel: 'donation', currency: 'KZT', transfers: 1, amount: 500000}]->(campaign)",
            database_="neo4j",
        )
        yield
        driver.execute_query("MATCH (n:Donation) DETACH DELETE n", database_="neo4j")


def test_the_guide_draws_a_network_in_our_colours(page: Page, donation: None, neo4j_home: Home, tmp_path: Path) -> None:
    log_in(page, neo4j_home)
    guide = page.get_by_test_id("guidesDrawer")
    expect(guide).to_contain_text("A natural person, resolved from mentions")

    page.get_by_test_id("guideNextSlide").click()
    expect(guide).to_contain_text("Picture of a fundraising network")
    guide.locator("input[value-for=start]").fill("Су құбыры")
    guide.locator("input[value-for=start]").press("End")  # Browser takes it over when a key is let go
    guide.locator("pre.runnable i").click()

    expect(page.locator("svg g.node")).to_have_count(3, timeout=30_000)
    expect(page.locator("svg g.relationship")).to_have_count(2)
    for caption, label in (("Айгүл", "Person"), ("құбыры", "Campaign"), ("Ауыл", "Organization")):
        node = page.locator("svg g.node", has_text=caption)
        expect(node.locator("circle.b-outline")).to_have_attribute("fill", schema.NODE[label].color)
    expect(page.locator("svg g.relationship", has_text="donation")).to_be_visible()
    page.wait_for_timeout(2_000)  # the layout comes to rest
    picture = Path(os.environ.get("FUNDLINK_SCREENSHOT", tmp_path / "neo4j-browser.png"))
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_every_block_of_the_guide_comes_through_whole(page: Page, neo4j_home: Home) -> None:
    """Neo4j Browser takes out what looks like a handler of events: of a name that begins with `on`, equal to a text."""
    written = blocks(guide_page())
    log_in(page, neo4j_home)
    drawer, found = page.get_by_test_id("guidesDrawer"), []
    for slide in range(len(written)):
        if slide:
            page.get_by_test_id("guideNextSlide").click()
        expect(page.get_by_test_id("editor-Run")).to_be_visible()
        found.append(drawer.locator("pre").first.text_content())
    assert found == written


def test_a_statement_of_ones_own(page: Page, donation: None, neo4j_home: Home) -> None:
    log_in(page, neo4j_home)
    run_cypher(page, "MATCH path = (:Donation)-[:SENT]->()-[:PAID_TO]->() RETURN path")
    expect(page.locator("svg g.node", has_text="donation")).to_be_visible(timeout=30_000)
    expect(page.locator("svg g.node")).to_have_count(3)


def test_the_page_talks_to_this_machine_only(page: Page, neo4j_home: Home) -> None:
    """Neo4j Browser asks its maker's hosts for fonts, news and error reports: our policy refuses it that."""
    asked: list[Request] = []
    refused: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.on("requestfailed", lambda request: refused.append(request) if request.failure == "csp" else None)
    log_in(page, neo4j_home)
    page.wait_for_timeout(2_000)
    hosts = {urlparse(request.url).hostname for request in asked if request not in refused}
    assert hosts - {None} == {"localhost"}
