"""Signing officers in through the staff pool (Amazon Cognito), which the portal's API trusts.

In AWS the pool has pages of its own, with the second factor: the officer is sent there and comes back with a code
(OAuth 2.0 with PKCE). A local stack has no such pages; our own form sends email address and password to the pool.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from web.api.client import Reply, Transport, Unavailable

RETURN = "/officer/signed-in"
LONGEST_SESSION = timedelta(hours=8)
"""After this time an officer signs in again. Equal to the RefreshTokenValidity of template.yaml."""


@dataclass(frozen=True)
class Tokens:
    """An officer's tokens. `refresh`: renews the access token; empty if the pool gave none."""

    access: str
    refresh: str


@dataclass(frozen=True)
class StaffLogin:
    """The way to sign in. `hosted`: whether `address` is that of the pool's own pages. `web_url`: our address, to come
    back to.
    """

    client_id: str
    address: str
    hosted: bool
    web_url: str
    transport: Transport

    def page(self, state: str, verifier: str) -> str:
        """The address of the pool's sign-in page. It redirects back with `state` and a code, which only `verifier` can
        exchange.
        """
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self._return,
            "scope": "openid email",
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{self.address}/oauth2/authorize?{urlencode(asked)}"

    def signed_out_page(self) -> str:
        """The address of the pool's page that ends its session and redirects to our first page for officers."""
        asked = {"client_id": self.client_id, "logout_uri": f"{self.web_url}/officer"}
        return f"{self.address}/logout?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str) -> Tokens | None:
        """The tokens for a code; None if the pool refuses the code.

        Raises: Unavailable.
        """
        asked = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "code": code,
            "redirect_uri": self._return,
            "code_verifier": verifier,
        }
        return self._asked_for_tokens(asked)

    def with_password(self, email: str, password: str) -> Tokens | None:
        """The tokens for an email address and a password; None if the pool refuses them. Only for pools without pages.

        Raises: Unavailable.
        """
        return self._initiated("USER_PASSWORD_AUTH", {"USERNAME": email, "PASSWORD": password})

    def renew(self, refresh_token: str) -> str | None:
        """A new access token; None if the pool refuses to renew it.

        Raises: Unavailable.
        """
        if self.hosted:
            asked = {"grant_type": "refresh_token", "client_id": self.client_id, "refresh_token": refresh_token}
            tokens = self._asked_for_tokens(asked)
        else:
            tokens = self._initiated("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh_token})
        return tokens.access if tokens else None

    def _asked_for_tokens(self, asked: Mapping[str, str]) -> Tokens | None:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        reply = self.transport.send("POST", "/oauth2/token", form, urlencode(asked).encode())
        return _tokens(reply, _json(reply), "access_token", "refresh_token")

    def _initiated(self, flow: str, parameters: Mapping[str, str]) -> Tokens | None:
        asked = {"AuthFlow": flow, "ClientId": self.client_id, "AuthParameters": parameters}
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
        }
        reply = self.transport.send("POST", "/", headers, json.dumps(asked).encode())
        found = _json(reply)
        result = found.get("AuthenticationResult") if isinstance(found, dict) else None
        return _tokens(reply, result, "AccessToken", "RefreshToken")

    @property
    def _return(self) -> str:
        return self.web_url + RETURN


def subject(token: str) -> str:
    """The officer's id in a token, to tell two officers in one browser apart. Only the API checks whether the token is
    valid.
    """
    return str(_claims(token).get("sub", ""))


def groups(token: str) -> frozenset[str]:
    """The officer's groups, as named in the token."""
    found = _claims(token).get("cognito:groups")
    return frozenset(str(one) for one in found) if isinstance(found, list) else frozenset()


def lifetime(token: str) -> tuple[int, int] | None:
    """When the token was issued and when it expires, in seconds since 1970; None if it does not say."""
    claims = _claims(token)
    made, ends = claims.get("iat"), claims.get("exp")
    return (made, ends) if isinstance(made, int) and isinstance(ends, int) else None


def _claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _tokens(reply: Reply, found: object, access: str, refresh: str) -> Tokens | None:
    """The tokens in the staff pool's reply; None if it refused. `found`: the part that holds them, under the names
    `access` and `refresh`.

    Raises: Unavailable.
    """
    if 400 <= reply.status < 500:
        return None
    fields = found if isinstance(found, dict) else {}
    token, renewal = fields.get(access), fields.get(refresh)
    if reply.status != 200 or not isinstance(token, str):
        raise Unavailable(f"The staff pool answered {reply.status} without a token")
    return Tokens(token, renewal if isinstance(renewal, str) else "")


def _json(reply: Reply) -> object:
    try:
        return json.loads(reply.body)
    except ValueError:
        return None
