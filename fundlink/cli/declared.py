"""The resolvers, loaded by name: the machinery imports none of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundlink.resolution import Resolver
    from fundlink.resolution.organizations import OrganizationResolver
    from fundlink.transfers import TransferResolver


def person_resolver() -> Resolver:
    """The declaration of the person resolver."""
    declared: Resolver = import_module("resolvers.person").PERSON_RESOLVER
    return declared


def organization_resolver() -> OrganizationResolver:
    """The declaration of the organisation resolver."""
    declared: OrganizationResolver = import_module("resolvers.organization").ORGANIZATION_RESOLVER
    return declared


def transfer_resolver() -> TransferResolver:
    """The declaration of the transfer resolver."""
    declared: TransferResolver = import_module("resolvers.transfer").TRANSFER_RESOLVER
    return declared
