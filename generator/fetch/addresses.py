"""Connections that reach public addresses alone, checked at the moment of connecting."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

# IPv6 addresses that lead to an IPv4 address inside them: NAT64 (RFC 6052, RFC 8215); 6to4, Teredo and mapped
# addresses are known to the standard library.
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Host, port and seconds to a connected socket.
Connect = Callable[[str, int, Any], socket.socket]


class PrivateAddressError(Exception):
    """A host's address is not a public one."""


def is_public(address: Address) -> bool:
    """Whether an address is on the public Internet, and so is every address that it leads to."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(one is not None and not is_public(one) for one in inner):
            return False
        if address.ipv4_mapped is not None:
            return True
        if any(address in network for network in _NAT64) or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def connect(host: str, port: int, timeout: Any, *, allow_private: bool) -> socket.socket:
    """A connection to the first address of ``host`` that answers.

    The very address that was checked is connected to: no second look-up could give another.

    Raises:
        PrivateAddressError: one of the host's addresses is not public.
        OSError: none answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for _, _, _, _, place in found:
        if not allow_private and not is_public(ipaddress.ip_address(str(place[0]).partition("%")[0])):
            raise PrivateAddressError(f"{host} is at a private address ({place[0]})")
    failure: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, place in found:
        one = socket.socket(family, kind, protocol)
        try:
            if isinstance(timeout, int | float):
                one.settimeout(timeout)
            one.connect(place)
            return one
        except OSError as error:
            one.close()
            failure = error
    raise failure


def pools(connect: Connect) -> PoolManager:
    """urllib3's manager with connections made by ``connect``; it knows no proxy, which would look names up itself."""

    class PlainConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self._dns_host, self.port, self.timeout)

    class SecureConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self._dns_host, self.port, self.timeout)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    manager = PoolManager(num_pools=4, maxsize=1)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager
