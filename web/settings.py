"""Settings that are the same for all visits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment

from web.api.staff_login import StaffLogin
from web.security import NOWHERE, Origins, OriginSecret


@dataclass(frozen=True)
class Lifetimes:
    """Lifetimes of codes, sessions and unfinished journeys, in seconds, as the deployment sets them. The pages name
    them.
    """

    sign_in: int
    sign_in_code: int
    registration: int
    activation_code: int
    device: int
    session: int
    session_idle: int


@dataclass(frozen=True)
class Site:
    """Settings that are the same for all visits. `origin_secret`: None where no CloudFront stands in front.

    `sign`: makes the `Portal-Client` header from the viewer's address and the time. `staff_login`: where officers sign
    in. `estimator_video`: the address of the council's film on estimating the cost of care, empty if there is none.
    `closed_until`: when the pages reopen, during maintenance.
    """

    templates: Environment
    lifetimes: Lifetimes
    csrf_key: bytes
    sign: Callable[[str, datetime], str]
    origin_secret: OriginSecret | None = None
    origins: Origins = NOWHERE
    staff_login: StaffLogin | None = None
    estimator_video: str = ""
    closed_until: datetime | None = None
