from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fundlink.config import Home
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.resolution.conftest import Row, write_mentions

SCRIPT = "<script>document.title='broken'</script>Асан"
BIDI = "Ерлан\u202eвонамО"
ARABIC = "نورلان عثمانوف"
SEEN = {"birth_dates": ["1980-05-17"], "phone": "+77011234567", "city": "Алматы"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three mentions of one person, spelt as they should not be, and one of somebody else."""
    home = Home(tmp_path / "home")
    rows: list[Row] = [
        {"mention_id": "m1", "name": "Нұрлан Оспанов", "father_name": SCRIPT, **SEEN},
        {"mention_id": "m2", "name": "Nurlan\u202e Ospanov", **SEEN},
        {"mention_id": "m3", "name": "نورلان اوسبانوف", **SEEN, "city": "<b>Астана</b>"},
        {"mention_id": "m4", "name": "Болат Жумабаев", "birth_dates": ["1951-11-02"], "city": "Алматы"},
    ]
    rows = [{**row, "source_key": row["mention_id"]} for row in rows]
    table = write_mentions(home.table("mention/test"), rows)
    resolve_persons(home, [table], PERSON_RESOLVER, "r1")
    return home


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One Chromium for all pages. It may ask the network."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the page asked for, or why it did not get it, and what it complained of."""
    lines: list[str] = []
    page.on("requestfinished", lambda request: lines.append(request.url))
    page.on("requestfailed", lambda request: lines.append(f"{request.failure} {request.url}"))
    page.on("pageerror", lambda error: lines.append(str(error)))
    return lines
