"""Where in a file the table stands, and by which mapping it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundlink.errors import BadFile
from fundlink.sources.cells import Sheet, sheets
from fundlink.sources.contract import Source
from fundlink.sources.filemap import ENDING, FileMap
from fundlink.sources.workbook import is_workbook


@dataclass(frozen=True)
class Layout:
    """A table found: its sheet, the place of its header in `sheet.top`, the mapping it is read by (None: as it is)."""

    sheet: Sheet
    at: int
    map: FileMap | None = None

    @property
    def header(self) -> list[str]:
        """The columns of the file, each once."""
        return self.sheet.header(self.at)


def find_layout(source: Source, file: Path, maps: Sequence[FileMap]) -> Layout | None:
    """How a file is read by a mapping, or a workbook as it is; None for a CSV file that is to be read as it is.

    The file's own mapping comes first, then the source's own header, then any mapping whose columns it has.

    Raises:
        BadFile: its own mapping names a column it does not have; two mappings fit and differ; or no sheet of the
            workbook has the source's columns.
    """
    own = next((made for made in maps if made.name == file.name + ENDING), None)
    if own:
        return _by(own, file)
    workbook = is_workbook(file)
    if not maps and not workbook:
        return None
    plain = _plain(source, sheets(file))
    if plain:
        return plain if workbook else None
    fitting = [(made, place) for made in maps if (place := made.place(sheets(file, made.encoding)))]
    differing = [made for made, _ in fitting if made != fitting[0][0]]
    if differing:
        names = f"{fitting[0][0].name} and {differing[0].name}"
        raise BadFile(file.name, "the header", f"{names} both fit it, and differ", f"Add one named {file.name}{ENDING}")
    if fitting:
        made, (sheet, at) = fitting[0]
        return Layout(sheet, at, made)
    if workbook:
        raise _no_header(source, file)
    return None


def _by(made: FileMap, file: Path) -> Layout:
    found = sheets(file, made.encoding)
    place = made.place(found)
    if place:
        return Layout(*place, made)
    rows = [sheet.header(at) for sheet in found for at in range(len(sheet.top))]
    best = max(rows, key=lambda row: len(made.columns.keys() & set(row)), default=[])
    lacking = [column for column in made.columns if column not in best]
    where = f" of sheet «{made.sheet}»" if made.sheet else ""
    problem = f"column «{lacking[0]}» of {made.name} is in no row near its top{where}"
    raise BadFile(file.name, "the header", problem, "Mend the mapping, or run fundlink map again")


def _plain(source: Source, found: list[Sheet]) -> Layout | None:
    """The first row that names all columns of the source."""
    expected = {column.name for column in source.columns}
    for sheet in found:
        for at in range(len(sheet.top)):
            if expected <= set(sheet.header(at)):
                return Layout(sheet, at)
    return None


def _no_header(source: Source, file: Path) -> BadFile:
    expected = ", ".join(column.name for column in source.columns[:4])
    problem = f"no row near the top of a sheet names the columns of {source.name} ({expected} ...)"
    return BadFile(file.name, "", problem, f"Map them: fundlink map {file.name} --as {source.name}")
