"""An environment of its own for each tool, made once from pinned packages and kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

_TABLES = ("pyarrow==26.0.1",)
PACKAGES: dict[str, tuple[str, ...]] = {
    "splink": ("splink==5.0.0", "duckdb==1.5.6", "pandas==3.1.1", *_TABLES),
    # It wants an older pandas; pip finds which.
    "recordlinkage": ("recordlinkage==0.16", *_TABLES),
    # Its PyICU has no wheel: it compiles against libicu (Debian: libicu-dev, pkg-config, g++).
    "nomenklatura": ("nomenklatura==4.17.4", "pandas==3.1.1", *_TABLES),
    # A later BTrees lacks a method that it calls.
    "dedupe": ("dedupe==3.0.3", "BTrees==6.0", "pandas==3.1.1", *_TABLES),
}

DEFAULT = user_cache_path("fundlink") / "rivals"


def interpreter(tool: str, environments: Path) -> Path:
    """The Python of a tool's environment, which is made when it is not there or has other pins.

    Raises:
        CalledProcessError: pip could not install it; its words are on stderr.
    """
    if tool not in PACKAGES:
        return Path(sys.executable)
    home = environments / tool
    python = home / "bin" / "python"
    pins = "\n".join(PACKAGES[tool])
    made_with = home / "pins.txt"
    if not made_with.exists() or made_with.read_text(encoding="utf-8") != pins:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True, stdout=sys.stderr)
        install = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES[tool]]
        subprocess.run(install, check=True, stdout=sys.stderr)
        made_with.write_text(pins, encoding="utf-8")
    return python
