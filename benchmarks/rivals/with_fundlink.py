"""fundlink with its shipped resolver: writes the resolved tables of a home folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from fundlink.config import Home
from fundlink.resolution.persons import resolve_persons
from resolvers.person import PERSON_RESOLVER


def main() -> None:
    """Resolve mention tables: the command line names the home folder, the weight that `same` starts at, the tables."""
    folder, same_at, *tables = sys.argv[1:]
    resolver = replace(PERSON_RESOLVER, same_at=float(same_at))
    resolve_persons(Home(Path(folder)), list(map(Path, tables)), resolver, "benchmark")


if __name__ == "__main__":
    main()
