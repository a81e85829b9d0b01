"""The commands together, and how errors end: 0 well, 1 failed (one line says what), 2 wrong usage."""

from __future__ import annotations

import logging
import sys

import typer

from fundlink.cli import (
    add,
    decisions,
    demo,
    dev,
    evidence,
    export,
    graph,
    identity,
    map,
    model,
    query,
    refresh,
    rejects,
    review,
    screen,
    server,
    world,
)
from fundlink.cli.console import messages
from fundlink.errors import FundlinkError

app = typer.Typer(
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
for module in (
    server,
    add,
    map,
    rejects,
    evidence,
    refresh,
    graph,
    identity,
    decisions,
    review,
    screen,
    world,
    demo,
    dev,
):
    module.add_to(app)
app.add_typer(query.app, name="query")
app.add_typer(model.app, name="model")
app.add_typer(export.app, name="export")


def main() -> None:
    """Run the command line; an error that the user can mend is one line, not a traceback."""
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
