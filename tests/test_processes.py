"""What is done in processes of its own is what is done here."""

import os
import subprocess
from collections.abc import Callable
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


def test_on_a_large_machine_memory_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(processes, "_MOST", 2)
    start = processes._start

    def counted(work: Callable[..., Any]) -> subprocess.Popen[bytes]:
        started.append(work)
        return start(work)

    monkeypatch.setattr(processes, "_start", counted)
    assert list(in_processes(fall, iter(range(4)), 4, 9)) == [0, 1, 2, 3]
    assert started == [fall, fall]
