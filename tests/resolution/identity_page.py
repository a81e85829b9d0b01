"""Pastes what the commands in `docs/identity.md` answer on the small district.

Run `python -m tests.resolution.identity_page`.

A block ```console with `$ fundlink ...` as its first line is followed by the answer.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from fundlink.config import Home
from tests.conftest import DISTRICT, FUNDLINK

PAGE = Path(__file__).parents[2] / "docs" / "identity.md"


def environment(home: Home) -> dict[str, str]:
    """The environment of a process that works in `home`."""
    own = {"FUNDLINK_HOME": str(home.path), "DAGSTER_HOME": str(home.path / "dagster"), "COLUMNS": "132"}
    return {**os.environ, **own}


def resolve_district(home: Home) -> None:
    """Resolve the persons of the small district; no graph."""
    command = [str(FUNDLINK), "refresh", "--input", str(DISTRICT / "inbox"), "--select", '+key:"resolved/person"']
    subprocess.run(command, env=environment(home), check=True, capture_output=True)


def render(home: Home) -> str:
    """The page with fresh answers."""

    def answered(block: re.Match[str]) -> str:
        _, *arguments = shlex.split(block[1])
        command, cwd = [str(FUNDLINK), *arguments], DISTRICT.parents[1]
        done = subprocess.run(command, env=environment(home), cwd=cwd, capture_output=True, text=True, check=True)
        answer = "\n".join(line.rstrip() for line in done.stdout.splitlines())
        return f"```console\n$ {block[1]}\n{answer}\n```"

    return re.sub(r"```console\n\$ (.+)\n(?:.*\n)*?```", answered, PAGE.read_text("utf-8"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        resolve_district(Home(Path(folder)))
        PAGE.write_text(render(Home(Path(folder))), "utf-8")
