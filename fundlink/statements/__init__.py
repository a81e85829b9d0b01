"""Holes in what statements report: days nobody tells of, balances that do not add up, two banks that disagree."""

from fundlink.statements.table import GAPS, Found, find_gaps

__all__ = ["GAPS", "Found", "find_gaps"]
