"""What is done in processes of its own is what is done here."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from fundlink import processes
from fundlink.errors import FundlinkError
from fundlink.names.table import Written, name_table
from fundlink.processes import in_processes

TERMS = {"given": {"uliug": 0.01}, "surname": {"tuman": 0.02}}
BATCHES: list[list[Written]] = [
    [("Ахметов Серік Болатұлы", None), ("Sidik Axmetov", None)],
    [("Tuman Uliug", None)],
    [("محمد العلي", "عمر")],
]


def test_batches_come_back_done_and_in_order() -> None:
    here = [name_table(batch, TERMS) for batch in BATCHES]
    assert list(in_processes(name_table, iter(BATCHES), len(BATCHES), TERMS)) == here
    assert here[1]["given"].to_pylist() == ["uliug"]  # The terms went along.


def test_who_stops_asking_leaves_no_process() -> None:
    doing = in_processes(name_table, iter(BATCHES * 4), 12, None)
    assert next(doing).num_rows == 2
    doing.close()


def fall(batch: int, shared: int) -> int:
    """As a process does for which there is no memory left."""
    if batch == shared:
        os._exit(9)
    return batch


def test_a_process_that_is_killed_ends_it_in_one_line() -> None:
    doing = in_processes(fall, iter(range(4)), 4, 2)
    with pytest.raises(FundlinkError, match="ended with 9: has memory run out"):
        list(doing)


def test_all_of_them_may_be_killed_and_nobody_waits() -> None:
    # In a process of its own, for a wait that has no end can only be killed.
    asks = "from tests.test_processes import *; list(in_processes(fall, iter([2] * 6), 6, 2))"
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, timeout=60, check=False)
    assert "ended with 9: has memory run out" in ran.stderr.splitlines()[-1]


def test_what_is_sent_to_a_dead_process_is_lost_in_one_line() -> None:
    with pytest.raises(FundlinkError, match="ended with 9: has memory run out"):
        list(in_processes(fall_of_text, iter(["x" * 1_000_000] * 6), 6, "x" * 1_000_000))


def fall_of_text(batch: str, shared: str) -> None:
    """As `fall`, of what no pipe holds at once."""
    os._exit(9)


def divide(batch: int, shared: int) -> int:
    if not batch:
        raise FundlinkError("no batch")
    return shared // (batch - 1)


def test_what_is_raised_in_a_process_is_raised_here_with_its_place() -> None:
    doing = in_processes(divide, iter([3, 1, 3]), 3, 6)
    assert next(doing) == 3
    with pytest.raises(ZeroDivisionError) as raised:
        next(doing)
    assert "in divide" in raised.value.__notes__[0]
    with pytest.raises(FundlinkError, match="no batch"):
        list(in_processes(divide, iter([0] * 6), 6, 6))


def test_on_a_large_machine_memory_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(processes, "_MOST", 2)
    start = processes._started

    def counted(work: Callable[..., Any]) -> AbstractContextManager[subprocess.Popen[bytes]]:
        started.append(work)
        return start(work)

    monkeypatch.setattr(processes, "_started", counted)
    assert list(in_processes(fall, iter(range(4)), 4, 9)) == [0, 1, 2, 3]
    assert started == [fall, fall]


def talk(batch: int, shared: int) -> int:
    print("by the way")
    return batch


def test_what_work_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(in_processes(talk, iter([1, 2]), 2, 0)) == [1, 2]
    assert "by the way" in capfd.readouterr().err
