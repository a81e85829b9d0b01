"""All query files of the `cypher` package, found by themselves."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files

from fundlink.errors import FundlinkError
from fundlink.queries.header import Kind, Query, parse_query

FOLDERS: dict[str, tuple[Kind, ...]] = {
    "investigations": (Kind.INVESTIGATION, Kind.PICTURE),
    "typologies": (Kind.TYPOLOGY,),
    "checks": (Kind.CHECK,),
    "links": (Kind.LINK,),
}
"""The folders of `cypher/`, in the order people meet them, and the kinds a file in each may be of."""


@cache
def load_queries() -> dict[str, Query]:
    """Every query by its name, by folder and then by name.

    Raises:
        FundlinkError: a file breaks the form, stands in the wrong folder, or has another's name.
    """
    queries: dict[str, Query] = {}
    for folder, kinds in FOLDERS.items():
        for path in sorted(files("cypher").joinpath(folder).iterdir(), key=lambda path: path.name):
            if not path.name.endswith(".cypher"):
                continue
            name, file = path.name.removesuffix(".cypher"), f"{folder}/{path.name}"
            query = parse_query(name, file, path.read_text(encoding="utf-8"))
            if query.kind not in kinds:
                raise FundlinkError(f"cypher/{file}: a {query.kind} does not belong in {folder}/; move the file.")
            if name in queries:
                raise FundlinkError(f"cypher/{file}: {queries[name].file} has this name too; rename one of them.")
            queries[name] = query
    return queries


def query_named(name: str) -> Query:
    """The query of that name.

    Raises:
        FundlinkError: there is none; the nearest name is offered.
    """
    queries = load_queries()
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=1)
    hint = f"did you mean {near[0]}?" if near else "see `fundlink query list`."
    raise FundlinkError(f"no query is called {name!r}; {hint}")
