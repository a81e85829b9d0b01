"""A real Chromium, driven by Playwright, and an investigator's hands in Neo4j Browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from fundlink.config import Home
from fundlink.server import connect, status

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

NEEDS_CHROMIUM = [
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
    # What we show must work on a machine that reaches nothing but itself.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)


@contextmanager
def new_page(width: int = 1400, height: int = 900, scale: float = 1) -> Iterator[Page]:
    """An empty page of a browser of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        chromium.close()


def log_in(page: Page, home: Home) -> None:
    """Open Neo4j Browser and log in; its guide opens by itself."""
    address, connection = status(home).browser, connect(home)
    assert address is not None
    page.goto(address)
    page.get_by_test_id("username").fill(connection.username)
    page.get_by_test_id("password").fill(connection.password)
    page.get_by_test_id("connect").click()
    expect(page.get_by_text("You are connected as user neo4j")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("guidesDrawer")).to_contain_text("fundlink", timeout=60_000)
    expect(page.get_by_text("style.grass")).to_be_visible(timeout=60_000)


def run_cypher(page: Page, statement: str) -> None:
    """Write a statement into the editor and run it."""
    page.get_by_role("textbox", name="Editor content").first.focus()
    page.keyboard.insert_text(statement)
    page.get_by_test_id("editor-Run").click()
