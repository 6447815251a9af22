"""Only hosts of the public internet are reached, whatever form their address takes."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from prongsai.programme.evidence.links.policy import PUBLIC_ONLY, is_public, read_address


@pytest.mark.parametrize("written", ["8.8.8.8", "203.150.1.1", "1.1.1.1", "2001:4860:4860::8888", "2405:9800::1"])
def test_public_hosts_are_reached(written: str) -> None:
    assert is_public(ip_address(written))


@pytest.mark.parametrize(
    "written",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3ffe::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "ff02::1",
        "2405:9800::1%eth0",
        "4000::1",
    ],
)
def test_everything_else_is_not(written: str) -> None:
    assert not is_public(ip_address(written))


def test_the_platform_of_a_cloud_is_not_reached_under_its_public_address() -> None:
    assert not is_public(ip_address("168.63.129.16"))
    assert is_public(ip_address("168.63.129.17"))


def test_only_the_ports_of_the_web_are_reached() -> None:
    assert PUBLIC_ONLY.ports == {80, 443}


@pytest.mark.parametrize("written", ["", "localhost", "1.2.3", "0x7f.1", "::g"])
def test_what_the_resolver_cannot_have_written_is_no_address(written: str) -> None:
    assert read_address(written) is None
