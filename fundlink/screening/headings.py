"""What the columns of a table of people mean, by their headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from fundlink.errors import BadFile

HEADINGS = {
    "name": ("full name", "fullname", "names", "аты-жөні", "фио", "наименование", "атауы"),
    "name or given": ("name", "имя", "аты"),
    "surname": ("surname", "last name", "lastname", "family name", "фамилия", "тегі"),
    "given": ("given name", "first name", "firstname"),
    "patronymic": ("patronymic", "middle name", "отчество", "әкесінің аты"),
    "born": (
        *("born", "birth date", "birthdate", "date of birth", "dob", "year of birth"),
        *("дата рождения", "год рождения", "туған күні", "туған жылы"),
    ),
    "document": (
        *("document", "document number", "passport", "passport number"),
        *("документ", "документа", "номер документа", "паспорт", "номер паспорта", "құжат", "құжат нөмірі"),
    ),
    "iin": ("iin", "bin", "иин", "бин", "иин/бин", "жсн", "бсн"),
    "kind": ("kind", "type", "тип", "вид", "түрі"),
}
"""How each column may be called, in any case, with blanks or underscores; others are left unread and signalled."""

PARTS = ("surname", "given", "patronymic")
"""Parts of a name, in the order in which they make a whole one."""

SCREENED = {"name", *PARTS, "document", "iin"}
"""Of these a table needs one, and so does each of its rows."""

_SEVERAL = ("document", "iin")
"""What one person has several of."""


def columns_of(file: str, header: Sequence[str]) -> tuple[Mapping[str, Sequence[int]], tuple[str, ...]]:
    """Where each meaning stands, and the headings that have none.

    Raises:
        BadFile: no column can be screened, or two say the same of a person.
    """
    meant: dict[str, list[int]] = defaultdict(list)
    unread = []
    for at, cell in enumerate(header):
        if meaning := _meaning(cell):
            meant[meaning].append(at)
        elif cell:
            unread.append(cell)
    if either := meant.pop("name or given", []):
        # «Имя» is the whole name, unless its other parts have columns of their own.
        part = "given" not in meant and bool(meant.keys() & set(PARTS))
        meant["given" if part else "name"] += either
    for meaning, places in meant.items():
        if len(places) > 1 and meaning not in _SEVERAL:
            both = " and ".join(f"«{header[at]}»" for at in places)
            raise BadFile(file, "the header", f"{both} mean the same ({meaning})", "Leave one of them")
    if not meant.keys() & SCREENED:
        found = ", ".join(cell for cell in header if cell)[:60]
        repair = "It must name one of name (or surname, given name), document, iin; besides born, kind"
        raise BadFile(file, "the header", f"«{found}» has no column to screen", repair)
    return meant, tuple(unread)


def _meaning(cell: str) -> str | None:
    # Without what stands in brackets, and without №: «№ документа», «Date of Birth (dd.mm.yyyy)».
    plain = re.sub(r"\(.*?\)|№|\bno\b\.?|\bn\b", " ", re.sub(r"[\s_]+", " ", cell.casefold()))
    written = " ".join(plain.split())
    return next((meaning for meaning, called in HEADINGS.items() if written in called), None)
