"""Figures that issues and documents quote, one command each."""

MISSED = 3
"""Exit code of a benchmark that was measured and misses what is asked of it; 1 is Python's own, of one that broke."""
