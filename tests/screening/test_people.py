"""Tables of people: what is read, what is reported, and what is written."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from fundlink.errors import BadFile
from fundlink.screening import Answer, Screener, Subject
from fundlink.screening.people import Person, people
from fundlink.screening.results import COLUMNS, Results
from tests.screening.conftest import entry


def read(file: Path, content: str | bytes) -> tuple[list[Person], tuple[str, ...]]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with file.open("rb") as stream:
        table = people(file, stream)
        return list(table.rows), table.unread


def test_a_table_is_read_whatever_its_columns_are_called(people_file: Path) -> None:
    rows, unread = read(
        people_file,
        "\ufeffФИО;Дата рождения;ИИН;Цвет;kind;рост\r\n"
        '"Серік; Ойдан";06.05.1979;780101300018;red;person;\r\n\r\n;;;;;N9912345\r\n',
    )
    assert unread == ("Цвет", "рост")
    assert [(row.row, row.problem) for row in rows] == [(2, None), (4, "neither name, document nor iin")]
    assert rows[0].subject == Subject(("Серік; Ойдан",), "person", ("1979-05-06",), ("780101300018",))


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        ("name,passport,document\nИван,066007030,\n", Subject(("Иван",), numbers=("066007030",))),
        ("document,passport,document\nN10001,N10002,N10003\n", Subject(numbers=("N10001", "N10002", "N10003"))),
        ("ИИН,БИН\n780101300018,\n", Subject(numbers=("780101300018",))),
        ("ФИО,Фамилия,Имя\nКасымов Тимур,Касымов,Тимур\n", Subject(("Касымов Тимур",))),
        ("ФИО,Фамилия,Имя\n,Касымов,Тимур\n", Subject(("Касымов Тимур",))),
        ("name,first name,last name\nTimur Kasymov,Timur,Kasymov\n", Subject(("Timur Kasymov",))),
        (
            "Имя,Отчество,Фамилия,Дата рождения\nТимур,Болатович,Касымов,1976\n",
            Subject(("Касымов Тимур Болатович",), born=("1976",)),
        ),
        ("First_Name,Surname\nTimur,Kasymov\n", Subject(("Kasymov Timur",))),
        ("given name,patronymic,surname\nTimur,,Kasymov\n", Subject(("Kasymov Timur",))),
        ("Тегі,Аты,Әкесінің аты\nҚасымов,Тимур,Болатұлы\n", Subject(("Қасымов Тимур Болатұлы",))),
        ("Имя\nТимур Касымов\n", Subject(("Тимур Касымов",))),
        ("№ документа,Год рождения\nN10001,1976\n", Subject(born=("1976",), numbers=("N10001",))),
        (
            "Passport No.,Date of Birth (dd.mm.yyyy)\nN10001,17.01.1976\n",
            Subject(born=("1976-01-17",), numbers=("N10001",)),
        ),
        (
            "ФИО,Дата рождения,Паспорт,ИИН\nТимур Касымов,١٧.٠١.١٩٧٦,N١٠٠٠١,٧٨٠١٠١٣٠٠٠١٨\n",
            Subject(("Тимур Касымов",), born=("1976-01-17",), numbers=("N١٠٠٠١", "٧٨٠١٠١٣٠٠٠١٨")),
        ),
        ("Имя,вид\nТимур Касымов,физлицо\n", Subject(("Тимур Касымов",), "person")),
    ],
)
def test_no_column_that_is_understood_gets_lost(people_file: Path, content: str, subject: Subject) -> None:
    ((row,), unread) = read(people_file, content)
    assert (row.subject, row.problem, unread) == (subject, None, ())


def test_what_cannot_be_read_is_told_and_the_rest_is_screened(people_file: Path) -> None:
    rows, _ = read(people_file, "name,born,iin,kind\nSerik,1979-13-40,123,ship\n")
    assert rows[0].subject == Subject(("Serik",))
    problem = rows[0].problem
    assert problem is not None
    assert problem.split("; ") == [
        "kind «ship» is neither person nor organization",
        "«123» is no valid IIN or BIN",
        "«1979-13-40» is a date that does not exist",
    ]


@pytest.mark.parametrize("cells", [",,12", ",,N11111111", "???,,", ",,77777777777", "???,,12"])
def test_what_cannot_be_screened_at_all_is_no_answer(people_file: Path, cells: str) -> None:
    ((row,), _) = read(people_file, f"name,born,document\n{cells}\n")
    assert row.subject is None
    assert row.problem


BROKEN = {
    "empty": ("", "people.csv: the file is empty"),
    "other table": ("id,sum\n1,2\n", "people.csv, the header: «id, sum» has no column to screen"),
    "blank": ("\n,,\n", "people.csv: the file is empty"),
    "open quote": (
        'name,born\nA,1970\n"B,1980\nC,1990\n',
        "people.csv, row 3: unexpected end of data, as when a quota",
    ),
    "quote closed too late": ('name,born\n"A,1980\n"B",1990\n', "people.csv, row 2: ',' expected after '\"'"),
    "two names": ("ФИО,Наименование\nA,B\n", "people.csv, the header: «ФИО» and «Наименование» mean the same (name)"),
    "two births": ("name,born,DOB\nA,,\n", "people.csv, the header: «born» and «DOB» mean the same (born)"),
    "header not UTF-8": ("имя\nЖан\n".encode("cp1251"), "people.csv: not UTF-8"),
    "row not UTF-8": ("name\nЖан\n".encode("cp1251"), "people.csv: not UTF-8"),
    "huge cell": ("name\n" + "x" * 200_000 + "\n", "people.csv, row 2: field larger than field limit"),
}


@pytest.mark.parametrize(("content", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_is_one_line(people_file: Path, content: str | bytes, line: str) -> None:
    with pytest.raises(BadFile) as told:
        read(people_file, content)
    assert str(told.value).startswith(line)
    assert "\n" not in str(told.value)


def test_blank_lines_above_the_header_are_skipped_and_counted(people_file: Path) -> None:
    rows, _ = read(people_file, "\ufeff\n;;\r\n  \nname;born\nSerik;1979\n")
    assert [(row.row, row.subject) for row in rows] == [(5, Subject(("Serik",), born=("1979",)))]


def test_a_workbook_is_read_and_a_broken_one_is_one_line(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "people.xlsx", workbook([["Name", "Born"], ["Серік Ойдан", 1979.0]]))
    assert [row.subject for row in rows] == [Subject(("Серік Ойдан",), None, ("1979",))]
    with (tmp_path / "people.xlsx").open("rb") as stream:
        assert people(tmp_path / "people.xlsx", stream).size == 0, "nobody can tell how far it is read"
    with pytest.raises(BadFile, match=r"^people\.xlsx: no workbook can be read"):
        read(tmp_path / "people.xlsx", b"no workbook")


def test_a_formula_is_written_as_text(people_file: Path) -> None:
    stream = io.StringIO()
    results = Results(stream)
    hostile = entry("=HYPERLINK(0)", numbers=("N9912345",), reference_number="@x")
    subject = Subject(("+cmd|' /C calc'!A0",), numbers=("N9912345",))
    results.write("-people.csv", Person(2, subject, None), Screener([hostile]).answer(subject))
    results.write("people.csv", Person(3, None, "neither name, document nor iin"), Answer([], []))
    header, row, unread = csv.reader(io.StringIO(stream.getvalue()))
    assert tuple(header) == COLUMNS
    assert row[:6] == ["'-people.csv", "2", "'+cmd|' /C calc'!A0", "", "N9912345", "hit"]
    assert row[8] == "'@x"
    assert (unread[1], unread[5], unread[-1]) == ("3", "", "neither name, document nor iin")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in [*row, *unread])


def test_who_is_ruled_out_by_a_birth_date_is_written() -> None:
    stream = io.StringIO()
    subject = Subject(("Serik Oidanshygarylgan",), born=("1967-01-17",))
    listed = entry("Serik Oidanshygarylgan", birth_dates=("1976-01-17",))
    Results(stream).write("people.csv", Person(2, subject, None), Screener([listed]).answer(subject))
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["verdict"], row["problem"]) == ("none", "")
    assert row["ruled_out"] == (
        "«Serik Oidanshygarylgan», a list X.1: another time of birth: 1967-01-17, listed 1976-01-17"
    )


def workbook(rows: list[list[str | float]]) -> bytes:
    """The smallest file that is a workbook of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def cell(value: str | float) -> str:
        text = f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return text if isinstance(value, str) else f"<c><v>{value}</v></c>"

    cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    related = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()
