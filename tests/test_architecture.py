"""What holds for the tree as a whole: who imports whom, what no file says, and how long a file may be."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundlink.job import DEFINITIONS

ROOT = Path(__file__).parent.parent
OURS = {"assets", "benchmarks", "cypher", "fundlink", "resolvers", "tests"}
MAY_IMPORT: dict[str, set[str]] = {
    "fundlink": set(),
    "resolvers": {"fundlink"},
    "cypher": set(),
    "assets": {"fundlink", "resolvers"},
    "benchmarks": {"fundlink", "resolvers"},
    "tests": OURS,
}
LONGEST, LONGEST_MEDIAN = 300, 100
MACHINE_PATH = re.compile(
    rb"(?<![\w.}:/])/(home|Users|root|mnt|opt|srv|tmp|work|workspace|private|var/folders)/\w|\w:\\Users"
)
REGISTRY = re.compile(
    rb"(pypi|pythonhosted|npmjs|yarnpkg|anaconda|crates|docker|ghcr|quay|golang)\.(org|com|io)\b|\brepo1?\.maven|maven\.apache"
)


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file of the tree that is, or would be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, so nobody can say which files belong to it")
    return [ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_packages_import_only_what_they_may(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = [
        f"{file.relative_to(ROOT)}:{line} imports {name}"
        for file in (ROOT / package).rglob("*.py")
        for name, line in imported(file)
        if name in OURS - allowed
    ]
    assert wrong == []


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """The top-level packages that a file imports, also inside of functions, with the line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).partition(".")[0], node.lineno


def test_cypher_is_data() -> None:
    module = ast.parse((ROOT / "cypher" / "__init__.py").read_text("utf-8"))
    assert [type(statement) for statement in module.body] == [ast.Expr], "one docstring, and nothing else"
    assert [file.name for file in (ROOT / "cypher").rglob("*.py")] == ["__init__.py"]


def test_dagster_and_dg_load_the_same_module() -> None:
    module = re.search(r"module_name: (\S+)", (ROOT / "workspace.yaml").read_text())
    project = tomllib.loads((ROOT / "dg.toml").read_text())["project"]
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert module
    assert module[1] == project["code_location_target_module"] == DEFINITIONS
    assert project["root_module"] == project["defs_module"] == DEFINITIONS.partition(".")[0]
    assert not {"dg", "dagster"} & tools.keys(), "such a table silently switches workspace.yaml off"


def test_no_file_names_a_machine_or_a_registry(files: list[Path]) -> None:
    said = [
        f"{file.relative_to(ROOT)}: {match.group().decode(errors='replace')}"
        for file in files
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in pattern.finditer(file.read_bytes())
    ]
    assert said == []


def test_the_patterns_know_what_they_look_for() -> None:
    # Put together here, so that this file does not say it itself.
    for path in ("home/me/x", "Users/me", "tmp/lab", "root/y"):
        assert MACHINE_PATH.search(f"see /{path}".encode())
        assert not MACHINE_PATH.search(f"https://site.example/{path}".encode())
    for host in ("pypi" + ".org", "files.pythonhosted" + ".org", "repo1" + ".maven.org", "registry.npmjs" + ".org"):
        assert REGISTRY.search(f"https://{host}/simple".encode())


def test_files_are_small(files: list[Path]) -> None:
    code = [file for file in files if file.suffix in {".py", ".cypher"}]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in code}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert statistics.median(lengths.values()) < LONGEST_MEDIAN
    assert [name for name in lengths if Path(name).stem in {"utils", "util", "helpers"}] == []
