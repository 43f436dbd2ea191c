"""Whether the API answers at all. Reads no table."""

from typing import Literal

from portal.api import Request, operation
from portal.shapes import View


class Health(View):
    status: Literal["ok"] = "ok"


@operation("GET", "/v1/health", access="public", calls=0)
def get_health(request: Request[None]) -> Health:
    return Health()


handler = get_health.lambda_handler
