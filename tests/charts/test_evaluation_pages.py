from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Page

from fundlink.charts.evaluation import estimate_page, evaluation_page
from fundlink.charts.page import write_page
from fundlink.config import Home
from fundlink.evaluation import estimate, evaluate
from resolvers.person import PERSON_RESOLVER
from tests.browser.chromium import NEEDS_CHROMIUM
from tests.evaluation.conftest import write

pytestmark = NEEDS_CHROMIUM


def _truth(folder: Path) -> Path:
    people = {"m1": "T1", "m2": "T1", "m3": "T2", "m4": "T2"}
    rows = [{"source": "test", "source_key": m, "role": "donor", "true_id": true} for m, true in people.items()]
    return write(folder / "truth.csv", rows)


def test_errors_by_group_and_thresholds(page: Page, told: list[str], home: Home, tmp_path: Path) -> None:
    found = evaluate(home, _truth(tmp_path), resolver=PERSON_RESOLVER)
    write_page(tmp_path / "page.html", evaluation_page(found))
    page.goto((tmp_path / "page.html").as_uri())
    said = page.locator("body").inner_text()
    assert told == [page.url]
    assert page.locator("svg.panel").count() == 2
    assert found.thresholds is not None
    for line, points in (("rules", found.thresholds.by_rules), ("weight", found.thresholds.by_weight)):
        drawn = (page.locator(f"polyline.{line}").nth(1).get_attribute("points") or "").split()
        assert len(drawn) == len(points)
        heights = [float(point.partition(",")[2]) for point in drawn]
        assert heights == pytest.approx([190 * (1 - point.recall) for point in points], abs=0.1)
    arabic = found.groups["script"].groups["Arabic"].false_match
    assert f"{arabic.errors} of {arabic.pairs}" in said
    assert "by patronymic" in said


def test_estimates_say_what_they_are(page: Page, told: list[str], home: Home, tmp_path: Path) -> None:
    labels = pa.Table.from_pylist([{"mention_a": "m1", "mention_b": "m2", "same": True}])
    found = estimate(home, labels, PERSON_RESOLVER)
    write_page(tmp_path / "page.html", estimate_page(found))
    page.goto((tmp_path / "page.html").as_uri())
    said = page.locator("body").inner_text()
    assert told == [page.url]
    assert "no random sample" in said
    assert all(stratum.name in said for stratum in found.strata)
