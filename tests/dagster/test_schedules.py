"""When a refresh starts by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from assets.schedules import SETTLED_SECONDS
from fundlink.config import Home


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.instance_for_test() as instance:
        yield instance


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("FUNDLINK_HOME", str(tmp_path))
    return Home.current()


def look(instance: dg.DagsterInstance, cursor: str | None = None) -> dg.SensorResult | dg.SkipReason:
    """One tick of the sensor."""
    found = defs.resolve_sensor_def("inbox")(dg.build_sensor_context(instance, cursor=cursor))
    assert isinstance(found, (dg.SensorResult, dg.SkipReason))
    return found


def put(home: Home, name: str, content: str = "x", age: float = SETTLED_SECONDS + 1) -> Path:
    """A file in the inbox that was written `age` seconds ago."""
    file = home.inbox / "npo_register" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    os.utime(file, (time.time() - age,) * 2)
    return file


def test_the_schedule_runs_every_night_in_almaty() -> None:
    nightly = defs.resolve_schedule_def("nightly")
    assert (nightly.job_name, nightly.execution_timezone) == ("refresh", "Asia/Almaty")
    assert nightly.default_status is dg.DefaultScheduleStatus.RUNNING
    minute, hour, *every_day = str(nightly.cron_schedule).split()
    assert every_day == ["*", "*", "*"]
    assert minute.isdigit()
    assert int(hour) < 7


def test_the_sensor_runs_by_default() -> None:
    sensor = defs.resolve_sensor_def("inbox")
    assert (sensor.job_name, sensor.default_status) == ("refresh", dg.DefaultSensorStatus.RUNNING)


def test_an_empty_inbox_starts_nothing(instance: dg.DagsterInstance, home: Home) -> None:
    assert isinstance(look(instance), dg.SkipReason)
    put(home, ".hidden.csv")
    assert isinstance(look(instance), dg.SkipReason)


def test_a_file_that_landed_and_settled_starts_one_refresh(instance: dg.DagsterInstance, home: Home) -> None:
    put(home, "a.csv", age=0)
    assert isinstance(look(instance), dg.SkipReason)
    put(home, "a.csv")
    first = look(instance)
    assert isinstance(first, dg.SensorResult)
    (request,) = first.run_requests or []
    assert request.run_key == first.cursor
    assert isinstance(look(instance, first.cursor), dg.SkipReason)


def test_what_changes_or_goes_starts_another(instance: dg.DagsterInstance, home: Home) -> None:
    file = put(home, "a.csv")
    seen: list[str | None] = [None]
    for change in (lambda: None, lambda: put(home, "a.csv", "longer"), lambda: put(home, "b.csv"), file.unlink):
        change()
        result = look(instance, seen[-1])
        assert isinstance(result, dg.SensorResult)
        assert result.cursor not in seen
        seen.append(result.cursor)


def test_a_file_with_a_time_to_come_is_not_waited_for(instance: dg.DagsterInstance, home: Home) -> None:
    put(home, "a.csv", age=-86_400)
    assert isinstance(look(instance), dg.SensorResult)
