"""Counting what comes from a network: slowing it after a limit, and remembering nobody."""

from __future__ import annotations

import datetime as dt
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.robots.flood import ALL_TOGETHER, MOST_NETWORKS, Flood, network_of
from tests.unit.forms_app.samples import NOW

SCHOOL, SHELTER = "192.0.2.7", "2001:db8:1:2::3"


def sent(flood: Flood, address: str, times: int, now: dt.datetime = NOW) -> None:
    for _ in range(times):
        flood.note(address, now)


def test_a_network_is_slowed_after_its_limit_and_others_are_not() -> None:
    flood = Flood(limit=3)
    sent(flood, SCHOOL, 2)
    assert flood.excess(SCHOOL, NOW) == 0
    sent(flood, "192.0.2.250", 2)  # its neighbour
    assert flood.excess(SCHOOL, NOW) == 2
    assert flood.excess(SHELTER, NOW) == 0


def test_the_next_hour_begins_anew() -> None:
    flood = Flood(limit=1)
    sent(flood, SCHOOL, 5)
    assert flood.excess(SCHOOL, NOW.replace(minute=59, second=59)) == 5
    assert flood.excess(SCHOOL, NOW.replace(minute=0) + dt.timedelta(hours=1)) == 0


def test_without_a_limit_nobody_is_slowed() -> None:
    flood = Flood(limit=0)
    sent(flood, SCHOOL, 1000)
    assert flood.excess(SCHOOL, NOW) == 0


def test_many_networks_together_slow_everybody() -> None:
    flood = Flood(limit=2)
    for number in range(2 * ALL_TOGETHER):
        flood.note(f"10.0.{number}.1", NOW)
    assert flood.excess("198.51.100.1", NOW) == 1


def test_a_flood_from_everywhere_does_not_fill_the_memory() -> None:
    flood = Flood(limit=1)
    for number in range(MOST_NETWORKS + 100):
        flood.note(str(IPv4Address(number << 8)), NOW)
    assert len(flood._counts) <= MOST_NETWORKS + 1  # noqa: SLF001 - what is measured


def test_neither_address_nor_network_is_in_the_memory() -> None:
    flood = Flood(limit=1)
    sent(flood, SCHOOL, 2)
    held = repr(vars(flood))
    assert "192.0.2" not in held
    other = Flood(limit=1)
    sent(other, SCHOOL, 2)
    assert list(flood._counts) != list(other._counts)  # noqa: SLF001 - each process has a key of its own


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        (None, ""),
        ("unknown", ""),
    ],
)
def test_networks(address: str | None, network: str) -> None:
    assert network_of(address) == network


@given(st.text() | st.builds(str, st.ip_addresses()))
def test_any_text_has_a_network_that_is_wider_than_one_address(address: str) -> None:
    network = network_of(address)
    if network:
        assert network.endswith("/48" if isinstance(_wide(address), IPv6Address) else "/24")


def _wide(address: str) -> IPv4Address | IPv6Address:
    ip = ip_address(address.partition("%")[0])
    return ip.ipv4_mapped or ip if isinstance(ip, IPv6Address) else ip
