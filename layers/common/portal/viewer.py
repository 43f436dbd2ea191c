"""The address of the person behind a request: the gateway's source address, or the address that our web function signs.

Without the signed address, everyone who uses the web pages would share the web function's address, and one attacker
could block the county (`docs/rules/api.md`, O17). Header: `Portal-Client: v1 <unix seconds> <address> <hex
HMAC-SHA-256>`.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

HEADER = "portal-client"
BELIEVED_FOR = timedelta(minutes=5)
"""How long a signature is valid, before or after now since clocks differ: a captured header soon stops working."""


def sign(address: str, now: datetime, key: bytes) -> str:
    """The header's value for a viewer at `address`."""
    claim = f"v1 {int(now.timestamp())} {address}"
    return f"{claim} {_signature(claim, key)}"


def vouched_address(header: str, now: datetime, key: bytes) -> str | None:
    """The address in the header, if our web function signed it within the last minutes; else None."""
    claim, _, signature = header.rpartition(" ")
    if not hmac.compare_digest(_bytes(signature), _signature(claim, key).encode()):
        return None
    _, seconds, address = claim.split(" ")
    return address if abs(now.timestamp() - int(seconds)) <= BELIEVED_FOR.total_seconds() else None


def subscriber(address: str) -> str:
    """The client that limits count as one: an IPv4 address, or an IPv6 /64 (one subscriber's 2^64 addresses)."""
    return address if "." in address else network(address)


def network(address: str) -> str:
    """The network by which wrong passwords are counted: an IPv4 /24, or an IPv6 /64."""
    try:
        bits = 24 if ipaddress.ip_address(address).version == 4 else 64
        return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return address


def _signature(claim: str, key: bytes) -> str:
    return hmac.new(key, _bytes(claim), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    """The bytes of any text that a header may hold, even half a surrogate pair."""
    return text.encode("utf-8", "surrogatepass")
