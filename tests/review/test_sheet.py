"""The queue out to a spreadsheet and back, through the real formats."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from fundlink.config import Home
from fundlink.decisions import read
from fundlink.decisions.labels import labels
from fundlink.errors import FundlinkError
from fundlink.review import Question, export, queue, take
from fundlink.review.sheet import check
from resolvers.person import PERSON_RESOLVER
from tests.decisions.desk import fundlink

Row = dict[str, str]

ASKED_BELOW = 20.0
"""Bits; far more than the resolver's own threshold, so that the small district has plenty to ask."""


def asked(home: Home) -> list[Question]:
    return queue(home, replace(PERSON_RESOLVER, same_at=ASKED_BELOW))


def rows_of(file: Path) -> list[Row]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    header, *lines = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), map(str, line), strict=True)) for line in lines]


def write(file: Path, rows: list[Row], delimiter: str = ",") -> None:
    """As a spreadsheet program saves it."""
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        return
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for column, cell in enumerate(line):
                sheet.write_string(at, column, cell)


@pytest.fixture(params=[".xlsx", ".csv"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"doubts{request.param}"


Fill = Callable[[list[Row]], None]


def filled(home: Home, file: Path, fill: Fill) -> list[Question]:
    questions = asked(home)
    assert export(home, questions, file) == len(questions) > 5
    rows = rows_of(file)
    fill(rows)
    write(file, rows)
    return questions


def test_there_and_back(resolved: Home, file: Path) -> None:
    def fill(rows: list[Row]) -> None:
        rows[0] |= {"decision": "same", "reason": "passport seen", "by": "Айгүл"}
        rows[1] |= {"decision": " Not  Same ", "reason": "+ brothers"}
        rows[2] |= {"decision": "NOT-SAME"}

    questions = filled(resolved, file, fill)
    taken = take(resolved, file, "Bolat", "by the file")
    assert (taken.new, taken.known, taken.blank, taken.problems) == (3, 0, len(questions) - 3, ())
    one, two, three = read(resolved).lines
    assert ((one.a[0], one.b[0]), one.by, one.reason) == ((questions[0].a, questions[0].b), "Айгүл", "passport seen")
    assert (two.by, two.reason, three.reason) == ("Bolat", "+ brothers", "by the file")
    assert labels(resolved, "person").to_pylist() == sorted(
        (
            {"mention_a": q.a, "mention_b": q.b, "same": q is questions[0], "decision": at, "by": by}
            for at, (q, by) in enumerate(zip(questions[:3], ("Айгүл", "Bolat", "Bolat"), strict=True), 1)
        ),
        key=lambda label: (label["mention_a"], label["mention_b"]),
    )
    again = take(resolved, file, "Bolat", "by the file")
    assert (again.new, again.known) == (0, 3)
    left = {(question.a, question.b) for question in asked(resolved)}
    assert not left & {(question.a, question.b) for question in questions[:3]}


def test_each_bad_row_is_told_and_nothing_is_taken(resolved: Home, file: Path) -> None:
    def fill(rows: list[Row]) -> None:
        rows[0] |= {"decision": "same", "reason": "passport seen"}
        rows[1] |= {"decision": "maybe", "reason": "seen"}
        rows[2] |= {"decision": "same", "reason": "seen", "mention_a": rows[3]["mention_a"]}
        rows[3] |= {"decision": "same"}
        rows[4] |= {"decision": "not same", "reason": "seen", "mention_a": "m-gone", "check": "x"}
        rows.append({**rows[0], "decision": "not same"})

    questions = filled(resolved, file, fill)
    taken = take(resolved, file, "Bolat")
    told = {int(line.split("row ")[1].split(":")[0]): line for line in taken.problems}
    assert list(told) == [3, 4, 5, 6, len(questions) + 2]
    assert all(line.startswith(f"{file.name}, row ") for line in taken.problems)
    assert "'maybe': may be same or not same" in told[3]
    assert "not what was exported" in told[4]
    assert "no reason" in told[5]
    assert "not what was exported" in told[6]
    assert "(row 2 of this file, Bolat: passport seen), so " in told[len(questions) + 2]
    assert read(resolved).lines == ()
    done = fundlink(resolved, "review", "import", str(file))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "fundlink: nothing was taken. Mend these rows, and import again."
    assert len(done.stderr.splitlines()) == 6


def test_rows_may_be_sorted_and_left_out(resolved: Home, file: Path) -> None:
    def fill(rows: list[Row]) -> None:
        rows[1] |= {"decision": "not same", "reason": "seen"}
        rows.reverse()
        del rows[: len(rows) // 2]

    questions = filled(resolved, file, fill)
    assert take(resolved, file, "Bolat").new == 1
    assert read(resolved).apart == [(questions[1].a, questions[1].b)]


def test_no_check_is_a_number_to_a_spreadsheet() -> None:
    checks = [check("m-a", f"m-{number}") for number in range(1000)]
    assert [text for text in checks if re.fullmatch(r"[\d.,]+(e[+-]?\d+)?", text)] == []


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_as_excel_saves_it_elsewhere(resolved: Home, tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "doubts.csv"
    export(resolved, asked(resolved), file)
    rows = rows_of(file)
    rows[0] |= {"decision": "same", "reason": "seen"}
    write(file, rows, delimiter)
    assert take(resolved, file, "Bolat").new == 1


def test_no_cell_is_a_formula(resolved: Home, file: Path) -> None:
    questions = asked(resolved)
    assert export(resolved, questions, file) == len(questions)
    phones = [row[f"phone_{side}"] for row in rows_of(file) for side in "ab" if row[f"phone_{side}"]]
    assert phones
    wholes = [row[f"all_{side}"] for row in rows_of(file) for side in "ab"]
    assert all(re.match(r"[\d,]+ mentions?; .*name: ", whole) for whole in wholes)
    assert any(not whole.startswith("1 mention;") for whole in wholes)
    assert all(phone.startswith("'+" if file.suffix == ".csv" else "+") for phone in phones)
    if file.suffix == ".csv":
        cells = [cell for row in rows_of(file) for name, cell in row.items() if name != "match_weight"]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_formula_in_a_name_stays_text(resolved: Home, tmp_path: Path) -> None:
    question = asked(resolved)[0]
    for table in resolved.tables.glob("mention/*.parquet"):
        content = pq.read_table(table)
        names = [
            '=HYPERLINK("http://evil.example")' if id == question.a else name
            for id, name in zip(content["mention_id"].to_pylist(), content["name"].to_pylist(), strict=True)
        ]
        at = content.schema.get_field_index("name")
        pq.write_table(content.set_column(at, content.schema.field(at), pa.array(names, pa.string())), table)
    for name in ("x.xlsx", "x.csv"):
        export(resolved, [question], tmp_path / name)
    assert rows_of(tmp_path / "x.csv")[0]["name_a"].startswith("'=HYPERLINK")
    assert rows_of(tmp_path / "x.xlsx")[0]["name_a"].startswith("=HYPERLINK"), "as text: the mark is in the style"
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()


def test_without_the_table_of_a_source_its_rows_are_not_known(resolved: Home, file: Path) -> None:
    question = asked(resolved)[0]
    for table in resolved.tables.glob("source/*.parquet"):
        table.unlink()
    export(resolved, [question], file)
    assert not rows_of(file)[0]["file_a"]


HEADER = b"decision,reason,by,mention_a,mention_b,check"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", b"", "row 1: no column decision"),
        ("x.csv", None, "no such file"),
        ("x.csv", b"", "row 1: no column decision"),
        ("x.csv", b"a,b\n1,2\n", "row 1: no column decision"),
        ("x.csv", "decision,причина".encode("cp1251"), "not UTF-8"),
        ("x.xlsx", b"decision,reason", "no workbook"),
        ("x.csv", HEADER + b"\n\nsame,seen\n", r"x\.csv, row 3: cut short"),
        ("x.csv", HEADER + b'\nsame,"seen,,m-a,m-b,x\nsame,seen,,m-a,m-b,x\n', r"x\.csv, row 2: .*quote"),
    ],
)
def test_what_is_no_such_spreadsheet(
    resolved: Home, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FundlinkError, match=told):
        take(resolved, file, "Bolat")


def test_export_and_import_as_typed(resolved: Home, file: Path) -> None:
    done = fundlink(resolved, "review", "export", str(file), "--limit", "2")
    assert done.stdout == f"{file}: 2 questions.\n"
    rows = rows_of(file)
    assert len(rows) == 2
    rows[0] |= {"decision": "same", "reason": "seen"}
    write(file, rows)
    done = fundlink(resolved, "review", "import", str(file), "--by", "Aigul")
    assert (done.returncode, done.stdout) == (0, "1 decided, 0 known before, 1 left blank.\n")
    assert read(resolved).lines[0].by == "Aigul"


def test_a_sheet_is_never_overwritten(resolved: Home, file: Path) -> None:
    filled(resolved, file, lambda rows: rows[0].update(decision="same", reason="seen"))
    kept = file.read_bytes()
    done = fundlink(resolved, "review", "export", str(file))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    with pytest.raises(FundlinkError, match=f"{file.name}: is there already, perhaps with answers"):
        export(resolved, [], file)
    assert file.read_bytes() == kept


def test_a_place_where_nothing_can_be_written(resolved: Home, file: Path) -> None:
    file.write_text("no folder")
    with pytest.raises(FundlinkError, match=r"cannot be written \("):
        export(resolved, [], file / f"x{file.suffix}")


def test_nothing_to_export_is_an_empty_sheet(resolved: Home, file: Path) -> None:
    assert export(resolved, [], file) == 0
    assert take(resolved, file, "Bolat").new == 0
    with pytest.raises(FundlinkError, match="neither"):
        export(resolved, [], file.with_suffix(".ods"))
