"""The terms and conditions of permits, in the current version."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("permits/terms/page.html", version=visit.permits.catalogue().terms_version)
