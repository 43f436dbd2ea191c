"""What is the same for all visits: templates, lifetimes, keys, where forms may lead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment

from web.api.staff_login import StaffLogin
from web.security import NOWHERE, Origins, OriginSecret


@dataclass(frozen=True)
class Lifetimes:
    """Of codes, sessions and unfinished journeys, in seconds, as the deployment sets them; the pages name them."""

    sign_in: int
    sign_in_code: int
    registration: int
    activation_code: int
    device: int
    session: int
    session_idle: int


@dataclass(frozen=True)
class Site:
    """What is the same for all visits. `origin_secret` None: nothing stands in front.

    `sign` makes the `Portal-Client` header of a viewer address and a time. `staff_login`: where officers sign in.
    `estimator_video`: the council's film on estimating the cost of care; empty where there is none. `closed_until`:
    when the pages are expected back, while they are closed for work on them.
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
