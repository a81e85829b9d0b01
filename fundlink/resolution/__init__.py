"""Entity resolution: mentions of persons and organisations become parties with stable ids.

Here is what a resolver of persons declares. What resolves by it is imported from its own module, with all it needs:
who asks why two records are one shall not wait for it. The modules in the order in which a refresh goes through them:

- `persons` calls one after the other: `profiles` (what changed; mentions that say the same), `features` (names and
  `addresses` folded), `blocking` (who is compared), `scoring` (`predicting`: Splink's SQL; `evidence`: what a pair
  tells), `components`, `clusters` (`linked`: one component under what humans said; `linkage`: the algorithm),
  `identities` (ids that stay; `heirs`: what became of old ones), `told` (the tables; `golden`: what is known of each).
- `state` keeps what the next refresh need not find again.
- `explain` with `verdict` and `spoken` (what humans said) answers why, `merging` how; `asked` finds who is meant.
- `model`, `training` (`drawing`: on which pairs; `chance`: how strangers agree), `drift` (when it is due), `retraining`
  with `effect` (a candidate, and what it would change).
- `organizations` are joined by rules, in a package of their own.
"""

from __future__ import annotations

from fundlink.resolution.declaration import Comparison, Level, Proof, Resolver
from fundlink.resolution.result import Resolution

__all__ = ["Comparison", "Level", "Proof", "Resolution", "Resolver"]
