"""When the graph is refreshed: every night, and when a file lands in the inbox."""

import hashlib
import time

import dagster as dg

from fundlink.config import Home

SETTLED_SECONDS = 5
"""A file that was written less long ago may still be arriving."""

refresh_job = dg.define_asset_job(
    "refresh", selection=dg.AssetSelection.all(), description="One refresh, from the inbox to the findings."
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=refresh_job,
    cron_schedule="0 4 * * *",
    execution_timezone="Asia/Almaty",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="After the registers' own nightly extracts.",
)


@dg.sensor(
    job=refresh_job,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a refresh when files of the inbox have come, changed or gone.",
)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Compare names, sizes and times with those of the last look."""
    folder = Home.current().inbox
    files = sorted(file for file in folder.glob("*/*") if file.is_file() and not file.name.startswith((".", "~")))
    states = [(str(file.relative_to(folder)), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    if any(abs(time.time_ns() - changed) < SETTLED_SECONDS * 10**9 for _, _, changed in states):
        return dg.SkipReason("a file is still arriving")
    seen = hashlib.sha256(repr(states).encode()).hexdigest()
    if seen == context.cursor or (context.cursor is None and not files):
        return dg.SkipReason("nothing new in the inbox")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=seen)], cursor=seen)
