"""The same mentions of persons through fundlink and its rivals: `python -m benchmarks.rivals`.

One file a tool, `with_<tool>.py`, run as `python -m` in an environment of its own. It reads one Parquet table of
mentions and writes scored pairs and clusters (`exchange.py`); nothing of it is tuned to the district.
"""
