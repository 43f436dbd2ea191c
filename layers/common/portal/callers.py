"""The caller of an operation, as the gateway's authorizers report it, and the operations that a caller may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portal.problems import Refusal


@dataclass(frozen=True)
class Resident:
    """A resident (or professional) whom the resident authorizer let in, with their session."""

    account_id: str
    kind: Literal["resident", "professional"]
    session_id: str
    session_key: str
    session_created_at: str
    session_expires_at: str
    session_idle_expires_at: str
    care_closed_until: str
    """Empty when care records are open to this session."""


@dataclass(frozen=True)
class Officer:
    """A member of staff, as their Cognito access token says."""

    sub: str
    groups: frozenset[str]


def officer_groups(claim: str) -> frozenset[str]:
    """The groups of a `cognito:groups` claim, which the JWT authorizer hands on as the text `[a b]`."""
    return frozenset(claim.strip("[]").split())


def caller_of(event: Mapping[str, Any]) -> Resident | Officer | None:
    """The caller of a request, read only from what the gateway's authorizers add; None if nobody is signed in."""
    authorizer = event["requestContext"].get("authorizer", {})
    if "lambda" in authorizer:
        return Resident(**{name: authorizer["lambda"][name] for name in Resident.__dataclass_fields__})
    claims = authorizer.get("jwt", {}).get("claims", {})
    if claims.get("token_use") == "access":
        return Officer(sub=claims["sub"], groups=officer_groups(claims.get("cognito:groups", "")))
    return None


def access_for(access: str, caller: Resident | Officer | None) -> Literal["allowed"] | Refusal:
    """Whether `caller` may use an operation with this access rule (`portal.api.Operation`).

    Denies a rule that it does not know.
    """
    if access == "public":
        return "allowed"
    if caller is None:
        return Refusal("sign_in_required", "Sign in to do this.")
    if isinstance(caller, Resident):
        allowed = access == "resident" or access == caller.kind
    else:
        roles = access.removeprefix("officer:").split("|")
        one_of_them = roles == ["any"] or not caller.groups.isdisjoint(roles)
        allowed = access.startswith("officer:") and bool(caller.groups) and one_of_them
    return "allowed" if allowed else Refusal("wrong_role", "Your account may not do this.")
