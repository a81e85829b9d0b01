"""The commands together, and how errors end: 0 well, 1 failed (one line says what), 2 wrong usage."""

from __future__ import annotations

import importlib
import logging
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from fundlink.cli.console import messages
from fundlink.errors import FundlinkError
from fundlink.without_pandas import hide_pandas

MODULES: dict[str, tuple[str, ...]] = {
    "server": ("up", "down", "status", "logs"),
    "add": ("add",),
    "map": ("map",),
    "rejects": ("rejects",),
    "evidence": ("evidence",),
    "refresh": ("refresh",),
    "graph": ("fingerprint",),
    "identity": ("why", "how", "evaluate"),
    "decisions": ("same", "not-same", "split", "undo", "decisions"),
    "review": ("review",),
    "screen": ("screen",),
    "world": ("world",),
    "demo": ("demo",),
    "dev": ("dev",),
    "query": ("query",),
    "model": ("model",),
    "export": ("export",),
}
"""The commands of each module, in the order of the help."""


WITHOUT_PANDAS = frozenset(("why", "how", "screen"))
"""Commands that somebody waits for, and that have no data frames."""


class _Commands(TyperGroup):
    """Imports a module when one of its commands is asked for: who asks `why` need not wait for Neo4j's driver."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        # The names are there for guesses at a misspelt one.
        self.commands = {name: Any for names in MODULES.values() for name in names}  # type: ignore[misc]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer asks with it
        module = next((module for module, names in MODULES.items() if cmd_name in names), None)
        return commands_of(module)[cmd_name] if module else None


def commands_of(module: str) -> dict[str, Any]:
    """The commands that a module adds, by name."""
    alone = typer.Typer(rich_markup_mode=None)
    alone.callback()(_group)
    importlib.import_module(f"fundlink.cli.{module}").add_to(alone)
    return dict(typer.main.get_group(alone).commands)


app = typer.Typer(
    cls=_Commands,
    name="fundlink",
    help="One graph of people, organisations and money, from the records of a financial intelligence unit.",
    epilog="""\b
Examples:
  fundlink demo                     see it all, on a fictional district
  fundlink refresh                  your files, in $FUNDLINK_HOME/inbox
  fundlink query list               the questions that you may ask
  fundlink query run token_reuse    ask one
""",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _group() -> None:
    """What has a callback is a group of commands, though it may have one or none of its own."""


def main() -> None:
    """Run the command line; an error that the user can mend is one line, not a traceback."""
    if WITHOUT_PANDAS.intersection(sys.argv[1:2]):
        hide_pandas()
    # What libraries and we log goes to standard error, from warnings on; Dagster keeps a log of each run besides.
    logging.basicConfig(level=logging.WARNING, format="fundlink: %(levelname)s: %(message)s")
    try:
        app()
    except FundlinkError as error:
        messages.print(f"fundlink: {error}", markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        messages.print("fundlink: interrupted")
        sys.exit(130)
