"""Queries: one Cypher file each, with a header that says what goes in and what comes out."""

from fundlink.queries.arguments import AS_OF, Parameter, arguments_of
from fundlink.queries.header import Kind, Query, Return, parse_query
from fundlink.queries.library import load_queries, query_named
from fundlink.queries.runner import explain, run
from fundlink.queries.show import describe, format_frame

__all__ = [
    "AS_OF",
    "Kind",
    "Parameter",
    "Query",
    "Return",
    "arguments_of",
    "describe",
    "explain",
    "format_frame",
    "load_queries",
    "parse_query",
    "query_named",
    "run",
]
