from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fundlink.cli.app import app
from fundlink.config import Home
from fundlink.errors import FundlinkError
from tests.evaluation.conftest import TRUTH, fill, write


@pytest.fixture(autouse=True)
def here(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("FUNDLINK_HOME", str(home.path))
    ids = {"1": "P-1", "2": "P-1", "3": "P-2"}
    kept = [("1", "2", 12.0, "same"), ("1", "3", 2.0, "review")]
    fill(home, [{"mention_id": m, "name": f"Асан {m}"} for m in ids], ids, kept)
    return home


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["evaluate", *arguments], catch_exceptions=False, env={"COLUMNS": "140"})
    assert done.exit_code == 0
    return done.stdout


def test_against_a_truth(tmp_path: Path) -> None:
    truth = [{**row, "source": "gifts"} for row in TRUTH[:3]]
    file, page = str(write(tmp_path / "truth.csv", truth)), tmp_path / "page.html"
    text = _run("--truth", file, "--html", str(page))
    for said in ("B³ precision", "errors by script", "errors by patronymic", "size 3-5", "before clusters are made"):
        assert said in text
    assert "Who fares worse" in page.read_text("utf-8")
    found = json.loads(_run("--truth", file, "--json"))
    assert found["overall"]["precision"] == 1
    assert found["groups"]["script"]["groups"]["Cyrillic"]["missed"]["share"]["value"] == pytest.approx(2 / 3)
    assert [point["at"] for point in found["thresholds"]["by_weight"]] == [2, 12]


def test_an_estimate_where_no_pair_was_kept_says_so(here: Home, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    _run("--sample", "5", str(pairs))
    with pairs.open(encoding="utf-8-sig", newline="") as stream:
        write(pairs, [{**row, "same": "yes"} for row in csv.DictReader(stream)])
    fill(here, [{"mention_id": m, "name": f"Асан {m}"} for m in "123"], {m: f"P-{m}" for m in "123"})
    text = _run("--labels", str(pairs))
    for said in ("no label speaks of it", "No pairs were weighed and kept", "labels are of pairs in no stratum"):
        assert said in text


def test_without_a_truth(tmp_path: Path) -> None:
    with pytest.raises(FundlinkError, match="nobody has labelled a pair yet"):
        _run()
    with pytest.raises(FundlinkError, match="no file to write"):
        _run("--sample", "5")
    pairs, page = tmp_path / "pairs.csv", tmp_path / "page.html"
    _run("--sample", "5", str(pairs))
    with pairs.open(encoding="utf-8-sig", newline="") as stream:
        rows = [{**row, "same": "yes"} for row in csv.DictReader(stream)]
    write(pairs, rows)
    text = _run("--labels", str(pairs), "--html", str(page))
    assert "precision  1.0000" in text
    assert "recall     0.5000" in text
    assert json.loads(_run("--labels", str(pairs), "--json"))["recall"]["value"] == 0.5
    assert "by an estimate" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--truth t.csv --labels l.csv", "--truth and --labels: two ways"),
        ("--truth t.csv --sample 5 p.csv", "--truth and --sample: two ways"),
        ("--labels l.csv --sample 5 p.csv", "--labels and --sample: two ways"),
        ("--labels l.csv --kind organization", "--kind organization: only goes with --truth"),
        ("--kind organization", "--kind organization: only goes with --truth"),
        ("--sample 5 p.csv --reachable r.csv", "--reachable: only goes with --truth"),
        ("--sample 5 p.csv --json", "--json: --sample evaluates nothing"),
        ("--sample 5 p.csv --html p.html", "--html: --sample evaluates nothing"),
        ("pairs.csv", "pairs.csv: only goes with --sample"),
    ],
)
def test_options_at_odds_are_refused(arguments: str, told: str) -> None:
    with pytest.raises(FundlinkError, match=told):
        _run(*arguments.split())
