"""Make the pictures of the documentation anew, from a home in which `fundlink demo` ran.

FUNDLINK_HOME=... .venv/bin/python -m tests.browser.pictures
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import expect

from fundlink.config import Home
from tests.browser.chromium import log_in, new_page, run_cypher

IMAGES = Path(__file__).parents[2] / "docs" / "images"

NETWORK = """
MATCH (campaign:Campaign {id: 'CP-000001'})-[:RAISES_FOR]->(beneficiary)
CALL (campaign, beneficiary) {
  MATCH path = ()-[:PAID|ORGANIZES]->(campaign)-[:RAISES_FOR]->(beneficiary) RETURN path
  UNION
  MATCH path = (campaign)-[:PAYS_OUT_TO]->()<-[:HOLDS]-(beneficiary) RETURN path
  UNION
  MATCH path = (beneficiary)-[:SENT]->({channel: 'informal'})-[:PAID_TO|HANDLED_BY]->() RETURN path
}
RETURN path
"""
"""The district's campaign whose money becomes hawala: donors, beneficiary, agents, receivers."""


def network(home: Home) -> None:
    """`network.png`: the graph as Neo4j Browser draws it, with its legend."""
    with new_page(1240, 800, scale=1.5) as page:
        log_in(page, home)
        page.get_by_test_id("navigationGuides").click()
        run_cypher(page, NETWORK)
        expect(page.locator("svg g.node").first).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="Fullscreen").nth(1).click()
        page.wait_for_timeout(5_000)
        page.get_by_role("button", name="zoom-to-fit").click()
        page.wait_for_timeout(1_000)
        page.mouse.move(100, 700)  # nothing is drawn here: the whole drawing moves, out from under the legend
        page.mouse.down()
        page.mouse.move(-40, 700, steps=5)
        page.mouse.up()
        page.wait_for_timeout(1_000)
        page.screenshot(path=IMAGES / "network.png")


def lineage(dagster: str) -> None:
    """`dagster-lineage.png`: the groups of assets as the Dagster UI draws them; sources and mentions are folded."""
    groups = ",".join(f"global@global:{group}" for group in ("resolved", "screened", "graph", "finding"))
    with new_page(1240, 720, scale=1.5) as page:
        page.goto(f"{dagster}/asset-groups?expanded={groups}")
        page.get_by_role("button", name="Hide navigation").click()
        page.locator("button:near(input[placeholder^='Jump to'])").first.click()
        expect(page.get_by_text("token_reuse")).to_be_visible(timeout=60_000)
        page.wait_for_timeout(10_000)  # the states of the assets come later
        page.screenshot(path=IMAGES / "dagster-lineage.png")


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    network(Home.current())
    lineage(sys.argv[1])
