"""As for decisions."""

from tests.decisions.conftest import resolved, resolved_once

__all__ = ["resolved", "resolved_once"]
