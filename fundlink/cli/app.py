"""The commands together, and how errors end: 0 well, 1 failed (one line says what), 2 wrong usage."""

from __future__ import annotations

import sys

import typer

from fundlink.cli import demo, dev, graph, query, refresh, server, world
from fundlink.cli.console import messages
from fundlink.errors import FundlinkError

app = typer.Typer(
    name="fundlink",
    help="One graph of people, organisations and money, from the records of a financial intelligence unit.",
    epilog="Start: `fundlink world DIR`, `fundlink refresh --input DIR/inbox`, `fundlink query list`.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (server, refresh, graph, world, demo, dev):
    module.add_to(app)
app.add_typer(query.app, name="query")


def main() -> None:
    """Run the command line; an error that the user can mend is one line, not a traceback."""
    try:
        app()
    except FundlinkError as error:
        messages.print(f"fundlink: {error}", markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        messages.print("fundlink: interrupted")
        sys.exit(130)
