"""`fundlink map`, `add` and `rejects`, as a user runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from fundlink.cli.app import app
from fundlink.config import Home
from fundlink.errors import FundlinkError
from tests.recognition import ledgers
from tests.sources.conftest import FIXTURES, Desk

LEDGER = "informal_transfers"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("FUNDLINK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    return Desk(Home(tmp_path / "home"))


def run(*arguments: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def told(*arguments: str | Path, code: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", code=code).stdout)


def test_a_ledger_is_mapped_added_to_and_read(desk: Desk, tmp_path: Path) -> None:
    file = ledgers.russian(tmp_path)
    shown = run("map", file, "--as", LEDGER, "--set", "currency=KZT", "--dry-run")
    assert "header in row 3, sheet «Лист1»" in shown.stdout
    assert "3 rows: 2 right, 1 set aside, 0 exact repeats" in shown.stdout
    assert "Nothing is kept." in shown.stderr
    assert not (desk.home.inbox / LEDGER).exists()

    found = told("map", file, "--as", LEDGER, "--set", "currency=KZT", "--column", "№=")
    assert found["rows"] == {"read": 3, "loaded": 2, "rejected": 1, "repeats": 0}
    assert found["problems"][0]["reason"].startswith("amount «много» is no amount")
    assert sorted(path.name for path in (desk.home.inbox / LEDGER).iterdir()) == ["апрель.xlsx", "апрель.xlsx.map.toml"]
    assert desk.refresh(LEDGER).counts.loaded == 2

    may = ledgers.workbook(tmp_path / "май.xlsx", [*ledgers.RUSSIAN[2:4]])
    added = run("add", may, file)
    assert "май.xlsx: informal_transfers (апрель.xlsx.map.toml fits its header) -> " in added.stdout
    assert "апрель.xlsx: informal_transfers (апрель.xlsx.map.toml fits its header) -> is there already" in added.stdout
    counts = desk.refresh(LEDGER).counts
    assert (counts.loaded, counts.repeats) == (2, 1)


def test_what_could_not_be_loaded_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("ФИО,Должность\nНебылицын Ф.,директор\n")
    with pytest.raises(FundlinkError, match=r"nothing is kept, since npo_officers needs org_id: --column"):
        run("map", file, "--as", "npo_officers")
    run("map", file, "--as", "npo_officers", "--set", "org_id=NPO-00001")
    with pytest.raises(FundlinkError, match="has a format of its own"):
        run("map", file, "--as", "un_sc_sanctions")
    run("map", file, "--as", "no_such_source", code=2)
    run("map", file, "--as", "npo_officers", "--decimal", ";", code=2)


def test_files_go_where_they_belong_and_others_are_named(desk: Desk, tmp_path: Path) -> None:
    good, ledger, note = FIXTURES / "npo_register" / "npo_register.csv", ledgers.kazakh(tmp_path), tmp_path / "note.txt"
    note.write_text("Call back on Monday\n")
    done = run("add", good, ledger, note, code=2)
    assert done.stdout.startswith("npo_register.csv: npo_register (its header has all 16 columns) -> ")
    lines = done.stderr.splitlines()
    assert "қазақша.csv: no source reads it as it is; likely informal_transfers" in lines[0]
    assert lines[0].endswith(f"fundlink map {ledger} --as informal_transfers")
    assert "note.txt: no source knows it" in lines[1]
    assert [path.name for path in desk.home.inbox.iterdir()] == ["npo_register"]
    run("add", good, "--to", "npo_officers", code=2)
    assert told("add", good, "--to", "npo_register")[0]["there"]


def test_rejects_go_out_and_come_back(desk: Desk, tmp_path: Path) -> None:
    assert run("rejects").stdout == "Nothing was set aside.\n"
    shutil.copytree(FIXTURES / "npo_register", desk.home.inbox / "npo_register")
    file = next((desk.home.inbox / "npo_register").iterdir())
    file.write_text(file.read_text().replace("NPO-00002", ""))
    desk.refresh("npo_register")
    assert "org_id is empty" in run("rejects").stdout
    assert "npo_register.csv, row 3: org_id is empty" in run("rejects", "npo_register").stdout
    sheet = tmp_path / "r.csv"
    run("rejects", "npo_register", "--csv", sheet)
    run("rejects", "npo_register", "--mended", sheet, code=1)
    sheet.write_text(sheet.read_text("utf-8-sig").replace(",3,,,", ",3,,NPO-00002,"))
    assert told("rejects", "npo_register", "--mended", sheet)["rows"] == 1
    assert desk.refresh("npo_register").counts.loaded == 3
    assert told("rejects", "npo_register")["reasons"][0]["mended"] == 1
    for wrong in (["--csv", "x.csv"], ["no_such_source"], ["npo_register", "--csv", "a", "--mended", "b"]):
        run("rejects", *wrong, code=2)
