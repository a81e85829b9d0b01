"""The header of a query file, read strictly: whatever it does not know, it refuses with file and line.

The header is the comment at the top of a `.cypher` file, so every Neo4j tool takes the file as it is. Its first
block is the title, its last block the keys, whatever stands between is the description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fundlink.errors import FundlinkError
from fundlink.queries.arguments import Parameter, parse_parameter
from fundlink.queries.statement import parameters_in, statement_ends

RETURN_TYPES = frozenset({"string", "integer", "float", "boolean", "date", "datetime", "list", "map", "path"})
LIMIT = Parameter("limit", "integer", 1000, "most rows to return")
"""Every query may use `$limit` without declaring it; a declaration of its own changes the default."""


class Kind(StrEnum):
    """What a query is for. All kinds read, except `link`, which writes derived relationships."""

    INVESTIGATION = "investigation"
    PICTURE = "picture"
    TYPOLOGY = "typology"
    CHECK = "check"
    LINK = "link"


@dataclass(frozen=True)
class Return:
    """A column of the answer."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True)
class Query:
    """One query file. `text` is the whole file, header included: what a server is sent is what a person reads."""

    name: str
    file: str
    text: str
    title: str
    description: str
    kind: Kind
    parameters: tuple[Parameter, ...] = ()
    returns: tuple[Return, ...] = ()
    source: str = ""
    subject: str = ""
    tags: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        """The Cypher without the header and without the last semicolon, so that a plan prefix can stand before it."""
        lines = self.text.splitlines()
        body = next(i for i, line in enumerate(lines) if not line.startswith("//"))
        return "\n".join(lines[body:]).strip().removesuffix(";")

    @property
    def columns(self) -> list[str]:
        """Names of the declared columns, in order."""
        return [column.name for column in self.returns]


def parse_query(name: str, file: str, text: str) -> Query:
    """Read one query file.

    Args:
        name: name of the query, the file's stem.
        file: the file as a person knows it, e.g. `typologies/token_reuse.cypher`; errors name it.
        text: its content.

    Raises:
        FundlinkError: the file breaks the form; names file, line and repair.
    """
    return _Reader(name, file, text).query()


class _Reader:
    def __init__(self, name: str, file: str, text: str) -> None:
        self.name, self.file, self.text = name, file, text
        self.keys: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}
        self.returns: dict[str, Return] = {}

    def fail(self, line: int, problem: str) -> FundlinkError:
        return FundlinkError(f"cypher/{self.file}, line {line}: {problem}.")

    def query(self) -> Query:
        blocks = self.blocks()
        if len(blocks) < 2 or len(blocks[0]) != 1:
            raise self.fail(
                1, "the header needs a title line, a blank `//` line, and a last block of keys with `kind:`"
            )
        for line, text in blocks[-1]:
            self.key(line, text)
        self.complete(last := blocks[-1][-1][0])
        self.check_statement(last)
        return Query(
            self.name,
            self.file,
            self.text,
            title=blocks[0][0][1],
            description="\n\n".join(" ".join(text for _, text in block) for block in blocks[1:-1]),
            kind=Kind(self.keys["kind"]),
            parameters=tuple(self.parameters.values()),
            returns=tuple(self.returns.values()),
            source=self.keys.get("source", ""),
            subject=self.keys.get("subject", ""),
            tags=tuple(tag.strip() for tag in self.keys.get("tags", "").split(",") if tag.strip()),
        )

    def blocks(self) -> list[list[tuple[int, str]]]:
        """The header's lines with their numbers, in blocks parted by empty comment lines."""
        blocks: list[list[tuple[int, str]]] = [[]]
        for number, line in enumerate(self.text.splitlines(), 1):
            if not line.startswith("//"):
                break
            if content := line.removeprefix("//").strip():
                blocks[-1].append((number, content))
            elif blocks[-1]:
                blocks.append([])
        return [block for block in blocks if block]

    def key(self, line: int, text: str) -> None:
        if text.startswith("param "):
            try:
                parameter = parse_parameter(text.removeprefix("param "))
            except ValueError as error:
                raise self.fail(line, str(error)) from None
            self.once(line, parameter.name, self.parameters)
            self.parameters[parameter.name] = parameter
        elif text.startswith("returns "):
            found = re.fullmatch(r"returns ([a-z][a-z0-9_]*): ([a-z]+)\s{2,}(\S.*)", text)
            if not found or found[2] not in RETURN_TYPES:
                raise self.fail(line, f"write `returns name: type  what it is`, the type one of {_list(RETURN_TYPES)}")
            self.once(line, found[1], self.returns)
            self.returns[found[1]] = Return(*found.groups())
        else:
            key, colon, value = text.partition(":")
            if not colon or key not in {"kind", "source", "subject", "tags"} or not value.strip():
                raise self.fail(line, f"unknown key in {text!r}; known are kind, source, subject, tags, param, returns")
            self.once(line, key, self.keys)
            self.keys[key] = value.strip()
            if key == "kind" and self.keys[key] not in set(Kind):
                raise self.fail(line, f"unknown kind {self.keys[key]!r}; known are {_list(set(Kind))}")

    def once(self, line: int, name: str, known: Mapping[str, object]) -> None:
        if name in known:
            raise self.fail(line, f"{name!r} stands twice")

    def complete(self, line: int) -> None:
        if "kind" not in self.keys:
            raise self.fail(line, "the header's last block has no `kind:`")
        kind = Kind(self.keys["kind"])
        if kind is Kind.LINK and self.returns:
            raise self.fail(line, "a link writes and returns nothing")
        if kind is not Kind.LINK and not self.returns:
            raise self.fail(line, "no `returns` line says what the columns are")
        if kind is Kind.PICTURE and [r.type for r in self.returns.values()] != ["path"]:
            raise self.fail(line, "a picture returns one column, of type path")
        if kind is Kind.TYPOLOGY and not {"source", "subject", "tags"} <= self.keys.keys():
            raise self.fail(line, "a typology names its source, subject and tags")
        if self.keys.get("subject", "") not in {"", *self.returns}:
            raise self.fail(line, f"the subject {self.keys['subject']!r} is no column that `returns` declares")

    def check_statement(self, line: int) -> None:
        used = parameters_in(self.text)
        if "limit" in used:
            self.parameters.setdefault("limit", LIMIT)
        for name, where in used.items():
            if name not in self.parameters:
                raise self.fail(where, f"${name} is used but no `param` line declares it")
        for name in self.parameters:
            if name not in used:
                raise self.fail(line, f"the parameter {name!r} is declared but not used")
        ends = statement_ends(self.text)
        last = len(self.text.rstrip().splitlines())
        if not self.text.rstrip().endswith(";"):
            raise self.fail(last, "the file must end with `;`")
        if len(ends) != 1:
            raise self.fail(ends[0], "a file holds one statement, so one `;` at its end")


def _list(names: frozenset[str] | set[Kind]) -> str:
    return ", ".join(sorted(names))
