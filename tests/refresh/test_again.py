"""Refreshing again writes nothing, and only one refreshes at a time."""

from __future__ import annotations

import re

from tests.conftest import DISTRICT
from tests.refresh.desk import Desk, end


def test_a_second_and_a_third_refresh_write_nothing(district: Desk, district_fingerprint: str) -> None:
    before = district.last_transaction()
    for _ in range(2):
        told = district.refresh()
        assert told.written == {}
        sources = [made for key, made in told.made.items() if key.startswith("source/") and made["in use"]]
        assert sources
        assert all(made["unchanged"] for made in sources)
    assert district.last_transaction() == before
    assert district.fundlink("fingerprint").out.strip() == district.fingerprint() == district_fingerprint
    district.ask("MATCH (p:Person) WITH p LIMIT 1 SET p.name = p.name")
    assert district.last_transaction() != before, "the server's mark tells of no write, so it proves nothing above"


def test_of_two_refreshes_at_once_one_says_who_holds_the_home(desk: Desk, district_fingerprint: str) -> None:
    both = [desk.start("refresh", "--input", str(DISTRICT / "inbox")) for _ in range(2)]
    told = sorted(((end(process), process.pid) for process in both), key=lambda item: item[0].code)
    (well, holder), (refused, _) = told
    assert (well.code, refused.code) == (0, 1), (well.err, refused.err)
    assert len(refused.lines) == 1, refused.err
    said = rf"fundlink: another refresh holds .*{re.escape(str(desk.home.path))}: process {holder} of \w+, since "
    assert re.match(said + r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.", refused.err), refused.err
    assert desk.fingerprint() == district_fingerprint
    assert not (desk.home.path / "refresh.holder.json").exists()
