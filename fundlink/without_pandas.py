"""A process without data frames: Arrow and DuckDB import pandas, a quarter of a second, to ask if a value is its."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002 - Python asks with it
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def hide_pandas() -> None:
    """From now on, and in this process only, it is as if pandas were not installed."""
    sys.meta_path.insert(0, _NoPandas())
