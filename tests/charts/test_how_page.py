from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from fundlink.charts.how import how_page
from fundlink.charts.page import write_page
from fundlink.charts.records import read_records
from fundlink.charts.tree import layout
from fundlink.config import Home
from fundlink.resolution.merging import Merging, Step, trace
from resolvers.person import PERSON_RESOLVER
from tests.browser.chromium import NEEDS_CHROMIUM
from tests.charts.conftest import SCRIPT


def _open(page: Page, home: Home, person: str) -> Merging:
    found = trace(home, PERSON_RESOLVER, person)
    file = home.path / "how.html"
    write_page(file, how_page(found, read_records(home, found.mentions)))
    page.goto(file.as_uri())
    return found


class TestInChromium:
    pytestmark = NEEDS_CHROMIUM

    def test_every_merge_leads_to_its_evidence(self, page: Page, told: list[str], home: Home) -> None:
        found = _open(page, home, "m1")
        assert len(found.mentions) == 3
        assert page.locator(".joint").count() == len(found.steps) == 2
        for number, step in enumerate(found.steps, 1):
            joint = page.locator(f".joint[href='#step-{number}']")
            joint.click()
            evidence = page.locator(f"#step-{number}:target")
            expect(evidence).to_be_visible()
            for line in step.evidence:
                assert line.rpartition(" ")[0] in evidence.inner_text()
                assert line in (joint.locator("title").text_content() or "")
            bits = evidence.locator("rect").evaluate_all("all => all.map(bar => Number(bar.dataset.bits))")
            assert bits == [float(line.rpartition(" ")[2]) for line in step.evidence]
        assert {line.partition("#")[0] for line in told} == {page.url.partition("#")[0]}
        assert page.get_by_text(SCRIPT, exact=True).is_visible()
        assert found.name
        assert found.name in {mention["name"] for mention in found.mentions}
        assert page.locator("svg text", has_text="Nurlan[U+202E] Ospanov").is_visible()

    def test_a_person_of_one_mention(self, page: Page, home: Home) -> None:
        _open(page, home, "m4")
        assert page.get_by_text("nothing was merged").is_visible()
        assert page.get_by_text("1 mention,").is_visible()

    @pytest.mark.parametrize("width", [320, 1200])
    def test_it_fits(self, page: Page, home: Home, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        _open(page, home, "m1")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_lines_of_the_tree_cross() -> None:
    def step(left: str, right: str) -> Step:
        return Step(tuple(left), tuple(right), 5.0, (left[0], right[0]), 5.0, ())

    steps = [step("a", "d"), step("b", "e"), step("c", "f"), step("be", "cf"), step("ad", "bcef")]
    order, joints = layout("abcdef", steps)
    # What a joint holds stands together, and it is between its arms.
    for members in ("ad", "be", "cf", "becf"):
        places = sorted(order.index(mention) for mention in members)
        assert places == list(range(places[0], places[0] + len(members)))
    for joint in joints:
        rows = [row for _, row in joint.arms]
        assert min(rows) < joint.row < max(rows)
        assert all(depth < joint.depth for depth, _ in joint.arms)
    assert len({(joint.depth, joint.row) for joint in joints}) == len(joints)


def test_mentions_that_say_the_same_have_an_arm_each() -> None:
    _, (joint,) = layout("abc", [Step(("a",), ("b", "c"), None, None, None, ())])
    assert [row for _, row in joint.arms] == [0, 1, 2]
