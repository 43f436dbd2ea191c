"""Where officers sign in: the staff pool (Amazon Cognito), which the portal's API trusts.

In AWS it has pages of its own, with the second factor; we send the officer there and get a code back (OAuth 2.0 with
PKCE). A local stack has no such pages: there our own form asks the pool with email address and password.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from web.api.client import Reply, Transport, Unavailable

RETURN = "/officer/signed-in"


@dataclass(frozen=True)
class StaffLogin:
    """`hosted`: whether `address` is the pool's own pages. `web_url`: where our pages are, for the way back."""

    client_id: str
    address: str
    hosted: bool
    web_url: str
    transport: Transport

    def page(self, state: str, verifier: str) -> str:
        """The pool's page; it comes back with `state` and a code that only the verifier can be exchanged with."""
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
        """The pool's page that ends its own session and comes back to our first page for officers."""
        asked = {"client_id": self.client_id, "logout_uri": f"{self.web_url}/officer"}
        return f"{self.address}/logout?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str) -> str | None:
        """The access token; None when the pool does not take the code.

        Raises: Unavailable.
        """
        asked = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "code": code,
            "redirect_uri": self._return,
            "code_verifier": verifier,
        }
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        reply = self.transport.send("POST", "/oauth2/token", form, urlencode(asked).encode())
        return _token(reply, "access_token")

    def with_password(self, email: str, password: str) -> str | None:
        """The access token; None when the pool does not take them. Only where the pool has no pages.

        Raises: Unavailable.
        """
        asked = {
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": self.client_id,
            "AuthParameters": {"USERNAME": email, "PASSWORD": password},
        }
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
        }
        reply = self.transport.send("POST", "/", headers, json.dumps(asked).encode())
        return _token(reply, "AuthenticationResult", "AccessToken")

    @property
    def _return(self) -> str:
        return self.web_url + RETURN


def subject(token: str) -> str:
    """Whose token it is, to tell two officers at one browser apart; whether it is good, only the API knows."""
    payload = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return ""
    return str(claims.get("sub", "")) if isinstance(claims, dict) else ""


def _token(reply: Reply, *names: str) -> str | None:
    if 400 <= reply.status < 500:
        return None
    found = _json(reply)
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    if reply.status != 200 or not isinstance(found, str):
        raise Unavailable(f"The staff pool answered {reply.status} without a token")
    return found


def _json(reply: Reply) -> object:
    try:
        return json.loads(reply.body)
    except ValueError:
        return None
