"""Organisations by rules: mentions that agree on what a rule names are one, and each join names its rule."""

from __future__ import annotations

from fundlink.resolution.declaration import Band
from fundlink.resolution.organizations.explaining import OrganizationExplanation, RuleVerdict, explain_organizations
from fundlink.resolution.organizations.resolve import resolve_organizations
from fundlink.resolution.organizations.rules import Likeness, OrganizationResolver, Rule
from fundlink.resolution.organizations.tracing import OrganizationMerging, OrganizationStep, trace_organization

__all__ = [
    "Band",
    "Likeness",
    "OrganizationExplanation",
    "OrganizationMerging",
    "OrganizationResolver",
    "OrganizationStep",
    "Rule",
    "RuleVerdict",
    "explain_organizations",
    "resolve_organizations",
    "trace_organization",
]
