from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from fundlink.charts.page import write_page
from fundlink.charts.records import read_records
from fundlink.charts.why import why_page
from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.resolution.explain import Explanation, explain
from resolvers.person import PERSON_RESOLVER
from tests.browser.chromium import NEEDS_CHROMIUM
from tests.charts.conftest import SCRIPT

pytestmark = NEEDS_CHROMIUM


def _open(page: Page, home: Home, a: str, b: str) -> Explanation:
    """Write the page of a pair into a file, and open that."""
    found = explain(home, PERSON_RESOLVER, a, b)
    pair = [mention for side in (found.a, found.b) for mention in side.mentions]
    file = home.path / "why.html"
    write_page(file, why_page(found, read_records(home, pair), PERSON_RESOLVER))
    page.goto(file.as_uri())
    return found


def test_the_bars_are_the_explanation(page: Page, home: Home) -> None:
    found = _open(page, home, "m1", "m2")
    bars = page.locator("rect[data-bits]")
    told = [c.bits for c in found.compared if c.level is not None]
    assert [float(bits) for bits in bars.evaluate_all("all => all.map(bar => bar.dataset.bits)")] == pytest.approx(
        [found.prior, *told, found.match_weight]
    )
    boxes = bars.evaluate_all("all => all.map(bar => bar.getBoundingClientRect()).map(b => [b.left, b.right])")
    lines = page.locator("line.threshold").evaluate_all("all => all.map(l => l.getBoundingClientRect().left)")
    review, same = min(lines), max(lines)
    # One bit is as wide everywhere, known from the two thresholds; each bar starts where the one before ended.
    bit = (same - review) / (PERSON_RESOLVER.same_at - PERSON_RESOLVER.review_at)
    zero = review - PERSON_RESOLVER.review_at * bit
    at = 0.0
    for (left, right), bits in zip(boxes[:-1], [found.prior, *told], strict=True):
        start, at = at, at + bits
        assert (left, right) == pytest.approx(sorted((zero + start * bit, zero + at * bit)), abs=4)
    assert boxes[-1] == pytest.approx(sorted((zero, zero + found.match_weight * bit)), abs=4)


def test_a_page_asks_nobody_and_runs_nothing(page: Page, told: list[str], home: Home) -> None:
    _open(page, home, "m1", "m2")
    file = page.url
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))")
    page.wait_for_timeout(200)
    text = Path(page.url.removeprefix("file://")).read_text("utf-8")
    assert told == [file, "csp http://127.0.0.1:9/x.png"], "the policy is in force"
    assert "<script" not in text
    assert "style=" not in text
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")


def test_names_are_shown_as_written_and_do_nothing(page: Page, home: Home) -> None:
    _open(page, home, "m1", "m2")
    assert page.get_by_text(SCRIPT, exact=True).is_visible()
    assert page.title().startswith("One person? Нұрлан Оспанов and Nurlan[U+202E] Ospanov")
    mark = page.locator("td .mark").first
    assert (mark.inner_text(), mark.get_attribute("title")) == ("U+202E", "RIGHT-TO-LEFT OVERRIDE")
    assert "\u202e" not in page.content()
    _open(page, home, "m2", "m3")
    arabic = page.locator("td bdi", has_text="نورلان").first
    assert arabic.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
    # Read from the right: the first letter stands to the right of the last.
    places = arabic.evaluate(
        """node => { const text = node.firstChild, range = document.createRange();
        return [0, text.length - 1].map(at => { range.setStart(text, at); range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left }) }"""
    )
    assert places[0] > places[1]
    assert page.get_by_text("<b>Астана</b>", exact=True).is_visible()


def test_it_says_what_the_explanation_says(page: Page, home: Home) -> None:
    found = _open(page, home, "m1", "m4")
    said = page.locator("body").inner_text()
    assert found.verdict.band == "different"
    for text in (*found.verdict.obstacles, "m1", "m4", "1951-11-02", "last refresh: not one person"):
        assert text in said
    for change in found.changes:
        assert f"{change.match_weight:+.1f}" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_it_fits_and_can_be_read(page: Page, home: Home, scheme: Literal["light", "dark"], width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    _open(page, home, "m1", "m3")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for selector in ("body", ".dim", "a, th"):
        assert page.evaluate(_CONTRAST, selector) >= 4.5, selector


_CONTRAST = """selector => {
    const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3)
        .map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b }
    const ink = light(getComputedStyle(document.querySelector(selector)).color)
    const paper = light(getComputedStyle(document.body).backgroundColor)
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) }"""
"""Contrast of text to the page, as WCAG 2.2 computes it; 4.5 is what it asks for."""


def test_a_file_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FundlinkError, match="Name a file that can be written"):
        write_page(tmp_path / "file" / "page.html", "")
