"""An investigator's first minute: a real Chromium opens Neo4j Browser, logs in, and sees a graph drawn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from playwright.sync_api import Page, expect, sync_playwright

from fundlink.config import Home
from fundlink.server import Connection, status

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH (Debian: apt-get install chromium)"),
]

FLAGS = (
    "--no-sandbox",  # Chromium as root, as in CI, has no sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Neo4j Browser asks hosts of its maker for fonts and news: it must work without them.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_page(viewport={"width": 1400, "height": 900})
        chromium.close()


@pytest.fixture
def donation(neo4j_server: Connection) -> Iterator[None]:
    """A donor, a transfer and a campaign in the graph."""
    auth = (neo4j_server.username, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver:
        driver.execute_query(
            "CREATE (:Person:Donation {id: 'd1', name: 'Айгүл Серікқызы'})-[:SENT]->(:Transfer:Donation {id: 'd2', "
            "amount: 500000})-[:PAID_TO]->(:Campaign:Donation {id: 'd3', title: 'Су құбыры'})",
            database_="neo4j",
        )
        yield
        driver.execute_query("MATCH (n:Donation) DETACH DELETE n", database_="neo4j")


def test_log_in_run_a_query_see_the_graph(
    page: Page, donation: None, neo4j_home: Home, neo4j_server: Connection, tmp_path: Path
) -> None:
    address = status(neo4j_home).browser
    assert address is not None
    page.goto(address)
    page.get_by_test_id("username").fill(neo4j_server.username)
    page.get_by_test_id("password").fill(neo4j_server.password)
    page.get_by_test_id("connect").click()
    expect(page.get_by_text("You are connected as user neo4j")).to_be_visible(timeout=30_000)

    page.get_by_role("textbox", name="Editor content").first.focus()
    page.keyboard.insert_text("MATCH path = (:Donation)-[:SENT]->()-[:PAID_TO]->() RETURN path")
    page.get_by_test_id("editor-Run").click()

    expect(page.locator("svg g.node")).to_have_count(3, timeout=30_000)
    expect(page.locator("svg g.relationship")).to_have_count(2)
    expect(page.locator("svg g.node", has_text="Айгүл")).to_be_visible()
    page.wait_for_timeout(2_000)  # the layout comes to rest
    picture = Path(os.environ.get("FUNDLINK_SCREENSHOT", tmp_path / "neo4j-browser.png"))
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
