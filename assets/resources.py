"""What every step of a run shares: the home, held for this run alone, and the inbox it reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field, PrivateAttr

from fundlink.config import Home
from fundlink.idle import settle
from fundlink.refresh import holding, new_refresh_id, open_inbox

GRAPH_WRITER = "graph_writer"
"""The pool of one: whoever writes the graph."""


class Refresh(dg.ConfigurableResource["Refresh"]):
    """One refresh: holds `FUNDLINK_HOME` from the first step to the last, so that no other writes beside it."""

    inbox: str = ""
    """Folder or address to read in place of the home's inbox."""
    accept_smaller: list[str] = Field(default_factory=list)
    """Sources whose new version may have less than half of the rows of the last good one."""
    wait_seconds: float = 1800
    """How long to wait for a refresh that is under way."""

    _id: str = PrivateAttr(default="")
    _folder: Path = PrivateAttr(default=Path())

    @property
    def home(self) -> Home:
        """The home, as `FUNDLINK_HOME` names it."""
        return Home.current()

    @property
    def id(self) -> str:
        """The id under which this refresh writes the ledgers."""
        return self._id

    @property
    def folder(self) -> Path:
        """The folder that holds one folder a source."""
        return self._folder

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Refresh"]:
        """Hold the home while the run lasts (the in-process executor makes its resources once a run)."""
        with holding(self.home, wait_seconds=self.wait_seconds):
            _free_pool(context)
            self._folder = open_inbox(self.home, self.inbox)
            self._id = new_refresh_id()
            settle(self.home, self._folder)
            yield self


def _free_pool(context: dg.InitResourceContext) -> None:
    """Take back the pool's place from a killed run, which Dagster lets wait for it for ever.

    Whoever holds the home is the only one that runs, so any other run that holds a place is dead.
    """
    if context.instance is not None:
        storage = context.instance.event_log_storage
        pool = storage.get_concurrency_info(GRAPH_WRITER)
        for run in (pool.active_run_ids | pool.assigned_run_ids | pool.pending_run_ids) - {context.run_id}:
            storage.free_concurrency_slots_for_run(run)
