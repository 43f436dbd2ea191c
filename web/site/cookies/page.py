"""Our cookies, what each is for and how long it lasts."""

from web import cookies
from web.request import Answer
from web.visit import Visit
from web.words import duration

ACCESS = "anyone"
SESSION = "Until you sign out or close the browser"
FOR = (
    (cookies.SESSION, "Knows that you are signed in", SESSION),
    (cookies.SESSION_LIFE, "Warns you before you are signed out", SESSION),
    (cookies.CSRF, "Proves that a form was sent from this browser", SESSION),
    (cookies.NOTICE, "Says on the next page what was done", "Until it is shown"),
    (cookies.REGISTRATION, "The account that you are creating", SESSION),
    (cookies.SIGN_IN, "The sign-in that you have begun", SESSION),
    (cookies.RESET, "The password that you are resetting", SESSION),
    (cookies.EMAIL_CHANGE, "The email address that you are changing", SESSION),
    (cookies.QUOTE, "The permit that you are buying", SESSION),
    (
        cookies.ESTIMATE,
        "What you answered to estimate what you pay for care",
        "Until you delete it, sign out or close the browser",
    ),
    (cookies.WAITING, "How many things wait for you", SESSION),
    (cookies.EXPORT, "The copy of your records that you asked for", SESSION),
    (cookies.ACTING, "For whom you fill in forms, if you help somebody", SESSION),
    (cookies.OFFICER, "For our officers: knows that they are signed in", SESSION),
    (cookies.OFFICER_CSRF, "For our officers: proves that a form was sent from this browser", SESSION),
    (cookies.OFFICER_LOGIN, "For our officers: the sign-in that they have begun", SESSION),
    (cookies.OFFICER_ENDS, "For our officers: until when they can stay signed in", SESSION),
    (cookies.OFFICER_RENEWAL, "For our officers: keeps them signed in while they work", SESSION),
)
DEVICE = "Knows this browser again, so that strangers who try passwords cannot keep you out"


def get(visit: Visit) -> Answer:
    known = (cookies.DEVICE, DEVICE, f"{duration(visit.site.lifetimes.device)} after you sign in")
    return visit.page("site/cookies/page.html", cookies=[*FOR, known])
