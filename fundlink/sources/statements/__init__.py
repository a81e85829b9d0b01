"""Bank statements in workbooks, as Kazakh banks deliver them on a person under audit: found by words, not by places."""

from fundlink.sources.statements.rows import read_statements

__all__ = ["read_statements"]
