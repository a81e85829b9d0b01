"""Fetching from a real server: nothing twice, nothing half, and one line when it fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fundlink.arrivals import addressed
from fundlink.arrivals.fetch import Fetched, Unreachable, fetch
from fundlink.errors import FundlinkError
from tests.arrivals.conftest import Web
from tests.sources.conftest import SOURCES, Desk

NEVER = Fetched(None, None)
SOURCE = SOURCES["npo_register"]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_what_did_not_change_is_not_sent_again(web: Web, tmp_path: Path) -> None:
    web.answers = [(200, {"ETag": '"1"', "Last-Modified": "Sun, 22 Nov 2026 00:00:00 GMT"}, b"one"), (304, {}, b"")]
    known = fetch(web.address, tmp_path / "file", NEVER)
    assert fetch(web.address, tmp_path / "file", known) == known
    assert (tmp_path / "file").read_bytes() == b"one"
    assert web.asked[1]["If-None-Match"] == '"1"'
    assert web.asked[1]["If-Modified-Since"] == "Sun, 22 Nov 2026 00:00:00 GMT"


def test_a_busy_server_is_asked_again(web: Web, tmp_path: Path) -> None:
    web.answers = [(500, {}, b""), (503, {}, b""), (200, {}, b"one")]
    fetch(web.address, tmp_path / "file", NEVER, first_wait=0)
    assert (tmp_path / "file").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("answer", "why", "times"),
    [
        ((500, {}, b""), "500 Internal Server Error", 3),
        ((404, {}, b"gone"), "404 Not Found", 1),
        ((200, {"Content-Length": "100"}, b"cut off"), "the answer was cut off", 3),
        ((302, {"Location": "/"}, b""), "it redirects in a circle", 6),
    ],
)
def test_what_fails_leaves_the_file(
    answer: tuple[int, dict[str, str], bytes], why: str, times: int, web: Web, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    web.answers = [answer]
    with pytest.raises(Unreachable, match=why):
        fetch(web.address, tmp_path / "file", NEVER, first_wait=0)
    assert len(web.asked) == times
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no connection"):
        fetch("http://127.0.0.1:9/", tmp_path / "file", NEVER, first_wait=0)


def test_an_address_is_asked_when_the_schedule_has_struck(web: Web, desk: Desk) -> None:
    web.answers = [(200, {"ETag": '"1"'}, b"one"), (304, {}, b""), (200, {}, b"two")]
    folder = desk.put(SOURCE.name, "_address.toml", f'address = "{web.address}/register.csv"').parent
    for hours, times, content in ((0, 1, b"one"), (1, 1, b"one"), (24, 2, b"one"), (48, 3, b"two")):
        assert addressed.fetch_due(desk.home, SOURCE, folder, NOON + timedelta(hours=hours)) == []
        assert len(web.asked) == times
        assert (folder / "register.csv").read_bytes() == content
    assert "If-None-Match" in web.asked[1]


def test_a_source_keeps_its_last_good_version_when_its_address_fails(web: Web, desk: Desk) -> None:
    fixture = desk.put_fixture(SOURCE.name)
    web.answers = [(404, {}, b"")]
    desk.put(SOURCE.name, "_address.toml", f'address = "{web.address}/{fixture.name}"')
    reading = desk.refresh(SOURCE.name)
    assert reading.stopped is None
    assert reading.counts.loaded == 3
    (line,) = reading.signals
    assert line.endswith("could not be fetched (404 Not Found); its last good version stays")


def test_a_source_that_never_came_says_why(web: Web, desk: Desk) -> None:
    web.answers = [(404, {}, b"")]
    desk.put(SOURCE.name, "_address.toml", f'address = "{web.address}/"')
    stopped = desk.refresh(SOURCE.name).stopped
    assert stopped == f"npo_register: {web.address}/ could not be fetched (404 Not Found)"


@pytest.mark.parametrize(
    "text", ['adress = "https://example.org"', 'address = "file:///etc/passwd"', "address = [1]", "x"]
)
def test_wrong_settings_say_how_to_write_them(text: str, desk: Desk) -> None:
    folder = desk.put(SOURCE.name, "_address.toml", text).parent
    with pytest.raises(FundlinkError, match=r'npo_register/_address.toml: .* Write: address = "https://'):
        addressed.fetch_due(desk.home, SOURCE, folder, NOON)
