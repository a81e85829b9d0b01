"""Dagster's own commands take the code location as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("command", ["dagster definitions validate -w workspace.yaml", "dg check defs", "dg list defs"])
def test_the_command_ends_well(command: str, tmp_path: Path) -> None:
    program, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=ROOT,
        env={**os.environ, "DAGSTER_HOME": str(tmp_path), "FUNDLINK_HOME": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "list" in arguments:
        assert "graph/neo4j" in done.stdout
