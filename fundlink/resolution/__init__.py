"""Entity resolution: mentions of persons and organisations become parties with stable ids.

Here is what a resolver of persons declares. What resolves by it is imported from its own module, with all it needs:
who asks why two records are one shall not wait for it.
"""

from __future__ import annotations

from fundlink.resolution.declaration import Comparison, Level, Proof, Resolver
from fundlink.resolution.result import Resolution

__all__ = ["Comparison", "Level", "Proof", "Resolution", "Resolver"]
