"""A data engineer's first minute: `dagster dev -w workspace.yaml` runs, and its page shows what is built from what."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests
from playwright.sync_api import Page, expect
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from fundlink.config import Home
from fundlink.job import prepare_dagster
from fundlink.server.state import free_port
from tests.browser.chromium import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dagster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a Dagster UI with a home of its own. Its processes are gone afterwards, however the test went."""
    home, port = Home(tmp_path / "home"), free_port()
    monkeypatch.setenv("FUNDLINK_HOME", str(home.path))
    monkeypatch.setenv("DAGSTER_HOME", str(home.path / "dagster"))
    prepare_dagster(home)
    command = [str(Path(sys.executable).with_name("dagster")), "dev", "-w", "workspace.yaml", "--port", str(port)]
    # A test run in the background ignores Ctrl-C, and what it starts would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(f"http://localhost:{port}/server_info")
        yield f"http://localhost:{port}"
        process.send_signal(signal.SIGINT)
        process.wait(60)
        _, alive = psutil.wait_procs(_session(process.pid), timeout=60)  # code servers end a moment later
        assert not alive
    finally:
        for left in _session(process.pid):
            left.kill()


@retry(stop=stop_after_delay(120), wait=wait_fixed(1), retry=retry_if_exception_type(requests.ConnectionError))
def _wait_for(address: str) -> None:
    requests.get(address, timeout=30).raise_for_status()


def _session(leader: int) -> list[psutil.Process]:
    """The living processes of a session."""
    return [p for p in psutil.process_iter() if p.status() != psutil.STATUS_ZOMBIE and os.getsid(p.pid) == leader]


def test_the_pages_of_the_assets(page: Page, dagster: str) -> None:
    page.goto(f"{dagster}/asset-groups")
    for group in ("source", "mention", "resolved", "graph", "finding"):
        expect(page.get_by_text(group, exact=True).first).to_be_visible(timeout=120_000)

    page.goto(f"{dagster}/assets/source/npo_register")
    expect(page.get_by_text("Register of non-profit organisations")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("org_id", exact=True).first).to_be_visible()
    expect(page.get_by_text("Ministry of Justice", exact=True)).to_be_visible()

    page.goto(f"{dagster}/locations/fundlink/schedules/nightly")
    expect(page.get_by_text("Asia/Almaty")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("4:00:00 AM")).to_be_visible()
