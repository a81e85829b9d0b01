"""Help reads well on a terminal of 80 columns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import MODULES, app, commands_of

PARTS = ["query list", "query show", "query run", "review export", "review import", "export ftm"]
COMMANDS = [*(name for names in MODULES.values() for name in names), *PARTS]


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


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_the_commands_that_are_said_of_it(module: str) -> None:
    assert tuple(commands_of(module)) == MODULES[module]


def test_a_misspelt_command_is_guessed() -> None:
    assert "Did you mean 'refresh'" in CliRunner().invoke(app, ["refrsh"]).stderr


def test_a_command_imports_what_it_needs_only() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", Path(sys.executable).with_name("fundlink"), "why", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert not [name for name in ("neo4j", "pandas", "dagster", "splink") if f" {name}\n" in told]
