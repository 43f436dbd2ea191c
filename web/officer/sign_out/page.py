"""Signs an officer out, here and at the staff pool. It takes a form: a browser that prefetches pages would follow a
link.
"""

from web import cookies
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def post(visit: Visit) -> Answer:
    visit.officer_sign_out()
    visit.delete_cookies(*cookies.OFFICERS)
    login = visit.site.staff_login
    if login is not None and login.hosted:
        return visit.redirect(login.signed_out_page())
    return visit.redirect("/officer", notice="officer_signed_out")
