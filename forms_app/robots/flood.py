"""How much comes from one network in an hour, counted so that no address can be found again.

A network is counted under an HMAC of its prefix. The key lives in this process's memory only and changes every hour,
and the counts go with it. A whole school or shelter is one network: reaching a limit makes sending slower, no more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import threading
from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network

HOUR = 3600
ALL_TOGETHER = 20
"""When so many times one network's limit came from all together, everybody is slowed: a flood may have many sources."""
MOST_NETWORKS = 50_000
"""How many are counted apart; beyond, new ones are counted together, so that a flood cannot fill the memory."""
_V4_BITS, _V6_BITS = 24, 48
_REST = b"rest"


class Flood:
    """The counts of this hour. May be used from many threads."""

    def __init__(self, limit: int) -> None:
        """Take how many sendings an hour one network has freely; 0: any number."""
        self._limit = limit
        self._lock = threading.Lock()
        self._hour = -1
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def excess(self, address: str | None, now: dt.datetime) -> int:
        """Return by how many sendings a limit would be passed with one more; 0 while none would."""
        if not self._limit:
            return 0
        with self._lock:
            name = self._name(address, now)
            alone = self._counts[name] + 1 - self._limit
            together = self._counts.total() + 1 - self._limit * ALL_TOGETHER
        return max(alone, together, 0)

    def note(self, address: str | None, now: dt.datetime) -> None:
        """Count one sending."""
        with self._lock:
            name = self._name(address, now)
            self._counts[name] += 1

    def _name(self, address: str | None, now: dt.datetime) -> bytes:
        hour = int(now.timestamp()) // HOUR
        if hour != self._hour:
            self._hour, self._key, self._counts = hour, secrets.token_bytes(32), Counter()
        name = hmac.digest(self._key, network_of(address).encode(), hashlib.sha256)[:16]
        return name if name in self._counts or len(self._counts) < MOST_NETWORKS else _REST


def network_of(address: str | None) -> str:
    """Return the network of an address: /24 of IPv4 (also when written as IPv6), /48 of IPv6; empty when unknown."""
    try:
        ip = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = _V6_BITS if isinstance(ip, IPv6Address) else _V4_BITS
    return str(ip_network((ip, bits), strict=False))
