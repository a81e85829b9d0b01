"""The refresh job, run in this process as Dagster's web server would run it, with its progress reported."""

from __future__ import annotations

import importlib
import logging
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEventType, EventLogEntry
from filelock import FileLock

from fundlink.config import Home
from fundlink.errors import FundlinkError
from fundlink.idle import idle
from fundlink.tables import write_atomically

DEFINITIONS = "assets.definitions"
"""The code location, loaded by name as Dagster itself does (`workspace.yaml`): the machinery imports no asset."""

JOB = "refresh"

_INSTANCE = """# Made by fundlink; yours to change (https://docs.dagster.io, "dagster.yaml").
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  pools:
    default_limit: 1
"""

_WORKSPACE = f"""# The code location, by its name, for a Dagster that is started anywhere.
load_from:
  - python_module:
      module_name: {DEFINITIONS}
      location_name: fundlink
"""


@dataclass
class Outcome:
    """What a run made (`tables`: each asset's metadata) and what went wrong (`problems`: one line each)."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ok: bool = True


Report = Callable[[str, int, int], None]
"""Told before each step: its name, how many are done, how many there are."""


def prepare_dagster(home: Home) -> Path:
    """Make `DAGSTER_HOME` where it is missing, and name it in the environment. Returns the workspace file in it."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings, workspace = home.dagster / "dagster.yaml", home.dagster / "workspace.yaml"
    for file, text in ((settings, _INSTANCE), (workspace, _WORKSPACE)):
        if not file.exists():
            write_atomically(file, partial(Path.write_text, data=text))
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return workspace


def definitions() -> dg.Definitions:
    """The code location's definitions."""
    loaded: dg.Definitions = importlib.import_module(DEFINITIONS).defs
    return loaded


def run_job(home: Home, *, inbox: Path, select: str | None, accept_smaller: Sequence[str], report: Report) -> Outcome:
    """Run the refresh job, or the part of it that `select` (Dagster's asset selection syntax) names.

    Raises:
        FundlinkError: the selection names nothing.
    """
    prepare_dagster(home)
    defs = definitions()
    job = defs.resolve_job_def(JOB)
    selected = _without_idle(_selected(defs, select), home, inbox)
    steps = len(job.get_subset(asset_selection=selected).nodes)
    outcome, begun = Outcome(), 0

    def follow(entry: EventLogEntry) -> None:
        nonlocal begun
        event = entry.dagster_event
        if event is not None and event.event_type is DagsterEventType.STEP_START:
            report(str(event.step_key), begun, steps)
            begun += 1
        elif event is not None:
            _take(outcome, event)
        elif entry.level == logging.WARNING:
            outcome.warnings.append(entry.user_message)

    with _instance(home) as instance:
        run_id = str(uuid.uuid4())
        instance.add_event_listener(run_id, follow)
        result = job.execute_in_process(
            instance=instance,
            run_id=run_id,
            asset_selection=sorted(selected),
            run_config={
                "resources": {
                    "refresh": {
                        "config": {"inbox": str(inbox), "accept_smaller": list(accept_smaller), "wait_seconds": 0}
                    }
                },
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            raise_on_error=False,
        )
    outcome.ok = result.success and not outcome.problems
    return outcome


def _instance(home: Home) -> dg.DagsterInstance:
    """Dagster's storage, opened by one process at a time: of two that make its tables at once, one fails."""
    with FileLock(home.dagster / "opening.lock"):
        return dg.DagsterInstance.get()


def _selected(defs: dg.Definitions, select: str | None) -> set[dg.AssetKey]:
    """The assets that the selection names; assets that are made together are selected together."""
    graph = defs.resolve_asset_graph()
    if select is None:
        return set(graph.materializable_asset_keys)
    try:
        chosen = dg.AssetSelection.from_string(select).required_multi_asset_neighbors().resolve(graph)
    except dg.DagsterError as error:
        raise FundlinkError(f"--select {select}: {str(error).splitlines()[0]}") from None
    if not chosen:
        raise FundlinkError(f"--select {select}: names no asset. Try e.g. --select '+key:\"resolved/person\"'")
    return set(chosen)


def _without_idle(selected: set[dg.AssetKey], home: Home, inbox: Path) -> set[dg.AssetKey]:
    """The selection without sources that are not in use, unless nothing else was asked for: each step has its price."""
    skipped = {dg.AssetKey([group, source.name]) for source in idle(home, inbox) for group in ("source", "mention")}
    return selected - skipped or selected


def _take(outcome: Outcome, event: dg.DagsterEvent) -> None:
    if event.event_type is DagsterEventType.ASSET_MATERIALIZATION:
        made = event.step_materialization_data.materialization
        assert made.asset_key is not None
        outcome.tables["/".join(made.asset_key.path)] = {
            name: value.value
            for name, value in made.metadata.items()
            if not isinstance(value, (dg.TableMetadataValue, dg.TableSchemaMetadataValue))  # for Dagster's pages only
        }
    elif event.event_type is DagsterEventType.ASSET_CHECK_EVALUATION:
        checked = event.asset_check_evaluation_data
        if not checked.passed:
            line = checked.description or f"{checked.asset_key.to_user_string()}: the check {checked.check_name} failed"
            severe = checked.severity is dg.AssetCheckSeverity.ERROR
            (outcome.problems if severe else outcome.warnings).append(line)
    elif event.event_type in (DagsterEventType.STEP_FAILURE, DagsterEventType.RUN_FAILURE):
        failure = _failure(event)
        if failure and failure not in outcome.problems:
            outcome.problems.append(failure)


def _failure(event: dg.DagsterEvent) -> str | None:
    """One line for a failed step: our own errors as they are, others by their type and text."""
    data = event.event_specific_data
    error = getattr(data, "error", None)
    while error is not None and error.cause is not None:
        error = error.cause
    if error is None:
        return None
    kind, _, text = error.message.strip().partition(": ")
    line = (text or kind).splitlines()[0]
    kind = kind.rpartition(".")[2]
    return line if kind in _OURS else f"{event.step_key or 'the run'} failed: {kind}: {line}"


_OURS = {FundlinkError.__name__, *(kind.__name__ for kind in FundlinkError.__subclasses__())}
