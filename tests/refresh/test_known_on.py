"""`fundlink refresh --known-on`: a day's tables in a home of its own, the same each time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fundlink.sources.values import LOCAL_ZONE
from tests.refresh.desk import Desk, Told

GRAPH = ("graph/nodes", "graph/relationships")


def test_today_as_it_was_known_is_the_present_and_stays_apart(district: Desk) -> None:
    today = f"{datetime.now(ZoneInfo(LOCAL_ZONE)):%F}"
    (district.home.inbox / "npo_register" / "npo_register.csv").unlink()  # not read yet
    marks = district.last_transaction()

    def look() -> Told:
        return district.refresh("--known-on", today, "--select", '+key:"graph/relationships"')

    for _ in range(2):
        told = look()
        then = Desk(type(district.home)(district.home.path / "known" / today), None)
        assert f"FUNDLINK_HOME='{then.home.path}'" in told.err
        for key in GRAPH:
            assert then.table(key) == district.table(key)
    assert district.last_transaction() == marks, "the server of the present was left alone"
    refused = district.refresh("--known-on", today, "--input", str(district.home.inbox), code=1)
    assert refused.lines[-1].startswith("fundlink: --known-on reads what was read by then")
