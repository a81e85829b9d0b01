"""Each benchmark command runs to its end on few people and prints figures: one that fails measures nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

COMMANDS = {
    "guards": ("--people 400 --sharers 30", {"few names, three years", "one phone"}),
    "identity": ("--people 200 --transfers 200", {"precision", "recall", "groups", "stages"}),
    "incremental": ("--people 300", {"ratio_of_seconds", "differences", "decisions_broken"}),
    "speed": ("--mentions 700", {"training", "loading_a_model", "peak_mb", "stages"}),
    "stability": ("--people 200", {"as it is", "another seed", "another order of rows", "two threads"}),
}


def run(name: str, arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments.split()]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    # 1 says that a figure missed what is asked, which of so few people some may: that is no failure to measure it.
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_it_prints_its_figures(name: str) -> None:
    arguments, figures = COMMANDS[name]
    assert figures <= json.loads(run(name, arguments)).keys()


def test_names_are_measured_for_each_pair_of_scripts() -> None:
    printed = run("names", "--pairs 100")
    assert "| Cyrillic - Latin |" in printed
    assert "| pairs a second |" in printed
