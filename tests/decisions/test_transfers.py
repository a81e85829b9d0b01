"""`fundlink same`, `not-same` and `why` of two transfers, by the ids that their records state."""

from __future__ import annotations

import json

from fundlink.config import Home
from fundlink.decisions import read
from tests.decisions.desk import fundlink

# The two books of one transfer: the sending leg, and the payout.
A, B = "informal_transfers:TR-000033", "informal_transfers:TR-000034"


def test_transfers_are_decided_and_asked_for_by_their_records(resolved: Home) -> None:
    told = json.loads(fundlink(resolved, "why", B, A, "--json").stdout)
    assert told["one"]
    assert told["rules"][0]["rule"] == "sending and payout on one token"

    done = fundlink(resolved, "not-same", A, B, "--reason", "two slips")
    assert done.returncode == 0, done.stderr
    assert read(resolved).apart_transfers == [(A, B)]
    assert read(resolved).apart == [], "nothing was said of mentions"
    (line,) = fundlink(resolved, "same", B, A, "--reason", "one").stderr.splitlines()
    assert f"{A} ≠ {B} (no 1, " in line

    done = fundlink(resolved, "refresh", "--select", 'key:"resolved/transfer"')
    assert done.returncode == 0, done.stderr
    text = fundlink(resolved, "why", A, B).stdout
    assert text.startswith(f"{A} and {B} are two transfers.\n  no 1, ")

    (line,) = fundlink(resolved, "same", A, "npo_officers:OF-000001:officer", "--reason", "x").stderr.splitlines()
    assert "Name two transfers" in line
