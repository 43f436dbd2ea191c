"""The terms and conditions of a permit, in the version that a buyer agrees to."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("permits/terms/page.html", version=visit.permits.catalogue().terms_version)
