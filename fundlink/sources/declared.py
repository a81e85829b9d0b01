"""The declared sources, found by themselves and without loading Dagster."""

from __future__ import annotations

import importlib
import pkgutil

from fundlink.sources.contract import Source

DECLARATIONS = "assets.sources"
"""The package of declarations, loaded by name as the code location is: the machinery imports no asset."""


def declared_sources() -> list[Source]:
    """Every source that a module of `assets.sources` declares, by name."""
    package = importlib.import_module(DECLARATIONS)
    modules = [importlib.import_module(f"{DECLARATIONS}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Source)]
    return sorted(found, key=lambda source: source.name)
