"""The one name model: for comparison, for blocking, for screening.

A token in any script is folded to one short ASCII key (`fold`), and a full name is read into keys of
given name, surname and father's name (`parse_name`). What is equal, and what an ending means, stands
in three small tables beside this file, for a linguist to correct.
"""

from __future__ import annotations

from fundlink.names.clean import Clean, clean, lookalikes_mixed
from fundlink.names.folding import fold, skeleton
from fundlink.names.organizations import looks_like_organization, organization_key
from fundlink.names.parsing import NameKeys, parse_name

__all__ = [
    "Clean",
    "NameKeys",
    "clean",
    "fold",
    "lookalikes_mixed",
    "looks_like_organization",
    "organization_key",
    "parse_name",
    "skeleton",
]
