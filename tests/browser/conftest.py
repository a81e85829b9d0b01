"""Fixtures of the tests in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import new_page


@pytest.fixture
def page() -> Iterator[Page]:
    with new_page() as opened:
        yield opened
