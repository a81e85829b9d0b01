"""The desk of the sources' tests."""

from tests.sources.conftest import desk

__all__ = ["desk"]
