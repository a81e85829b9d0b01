"""Entity resolution: mentions of persons and organisations become parties with stable ids."""

from __future__ import annotations

from fundlink.resolution.declaration import Comparison, Level, Proof, Resolver
from fundlink.resolution.organizations import OrganizationResolver, Rule, resolve_organizations
from fundlink.resolution.persons import resolve_persons
from fundlink.resolution.result import Resolution

__all__ = [
    "Comparison",
    "Level",
    "OrganizationResolver",
    "Proof",
    "Resolution",
    "Resolver",
    "Rule",
    "resolve_organizations",
    "resolve_persons",
]
