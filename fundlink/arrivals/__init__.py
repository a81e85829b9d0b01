"""How files arrive: from a folder, an object store or an address, packed or plain; each content once."""

from fundlink.arrivals.folder import arrived, is_arrival
from fundlink.arrivals.remote import bring, is_address

__all__ = ["arrived", "bring", "is_address", "is_arrival"]
