"""What is generated or shown in the documentation is what the code says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets import docs
from fundlink.config import Home
from fundlink.graph import publish
from fundlink.server import Connection
from tests.conftest import environment_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_sources_page_is_what_the_declarations_say() -> None:
    assert docs.FILE.read_text() == docs.render(), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    missing = [t for t in targets if not t.startswith(("http", "mailto")) and not (page.parent / t).exists()]
    assert missing == []


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", "\n".join(_blocks("sh")), re.MULTILINE)) == {"demo", "test"}
    assert {"demo", "test", "dev", "stop"} <= targets


@pytest.mark.parametrize("block", [b for b in _blocks("sh") if "fundlink " in b], ids=lambda b: b.splitlines()[-1][:40])
def test_commands_of_the_readme_run(block: str, graph_environment: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "fixtures" / "npo_register" / "npo_register.csv", tmp_path / "my_extract.csv")
    block = re.sub(r"^export PATH.*$", "", block, flags=re.MULTILINE)
    # Records of one's own go into a home of one's own: the district's tables are other tests' too.
    home = {"FUNDLINK_HOME": str(tmp_path / "home")} if "refresh" in block else {}
    done = subprocess.run(
        ["bash", "-euc", block], cwd=tmp_path, env={**graph_environment, **home}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("block", _blocks("python"))
def test_python_of_the_readme_runs(block: str, graph_environment: dict[str, str]) -> None:
    *setup, last = block.strip().splitlines()
    code = "\n".join([*setup, f"print(len({last}))"])
    done = subprocess.run([sys.executable, "-c", code], env=graph_environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


@pytest.fixture
def graph_environment(refreshed_district: Home, neo4j_server: Connection) -> dict[str, str]:
    """The environment of a user whose graph shows the small district."""
    publish(refreshed_district, neo4j_server)
    return {
        **environment_of(refreshed_district, neo4j_server),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "160",
    }
