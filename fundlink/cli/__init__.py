"""The command line: `fundlink --help`."""

from fundlink.cli.app import main

__all__ = ["main"]
