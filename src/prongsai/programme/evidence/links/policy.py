"""Which machines the checker of links may reach: public ones only, whatever name or redirect leads to them.

An address that an officer types is an order to our own machine, which stands behind the office's firewall. Without these rules it could
be made to ask the router, the database or a cloud's metadata service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Parts of the global unicast space that carry another address inside, or belong to no host; source: IANA's special-purpose registries.
# 168.63.129.16 is what machines in Azure ask their platform by, wherever they stand; source:
# https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
_FORBIDDEN = tuple(
    ip_network(written)
    for written in (
        "168.63.129.16/32",  # WireServer of Azure
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3ffe::/16",  # the old 6bone
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be reached: addresses for which `allows` holds, and ports (None: all)."""

    allows: Callable[[Address], bool]
    ports: frozenset[int] | None


def is_public(address: Address) -> bool:
    """Whether this is the address of a host on the public internet.

    Not of this machine, of a private network, of a carrier's network (100.64.0.0/10), link-local, multicast, reserved, and no IPv6 form
    that hides an IPv4 address (mapped, NAT64, 6to4, Teredo).
    """
    if address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback or address.is_link_local:
        return False
    if not address.is_global or any(address.version == network.version and address in network for network in _FORBIDDEN):
        return False
    return address.version == 4 or (getattr(address, "scope_id", None) is None and address in _GLOBAL_UNICAST)


def read_address(written: str) -> Address | None:
    """The address that the resolver wrote; None where it is none."""
    try:
        return ip_address(written)
    except ValueError:
        return None


PUBLIC_ONLY = Policy(allows=is_public, ports=frozenset({80, 443}))
"""What holds in every installation."""
