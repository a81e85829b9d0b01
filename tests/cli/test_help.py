"""Help reads well on a terminal of 80 columns."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app

COMMANDS = ["up", "down", "status", "logs", "refresh", "fingerprint", "world", "demo", "dev"]
COMMANDS += ["why", "how", "evaluate", "query", "query list", "query show", "query run"]
COMMANDS += ["export", "export ftm"]
COMMANDS += ["map", "add", "rejects", "evidence"]
COMMANDS += ["same", "not-same", "split", "undo", "decisions", "review", "review export", "review import"]


def _help(command: str) -> list[str]:
    return CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "80"}).stdout.splitlines()


def test_every_command_is_told_in_one_whole_line() -> None:
    told = [line for line in (*_help(""), *_help("query")) if line.split()[:1] and line.split()[0] in COMMANDS]
    assert len(told) >= 10
    assert not [line for line in told if line.endswith("...")]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_stand_one_a_line(command: str) -> None:
    lines = _help(command)
    assert max(map(len, lines)) <= 80
    heads = [place for place, line in enumerate(lines) if line.strip() in {"Example:", "Examples:"}]
    examples = [line for line in lines if line.startswith("    fundlink ")]
    assert bool(heads) == bool(examples)
    assert all(lines[place + 1].startswith("    fundlink ") for place in heads)
