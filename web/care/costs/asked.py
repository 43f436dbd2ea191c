"""Conditions under which the estimator asks a question, by the answers before it."""

from web.care.costs.fields import Choice
from web.care.costs.kinds import Seen

YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))


def covered(seen: Seen) -> bool:
    """Whether the estimator covers the person: they need care at home and have no partner, or move into a care home for
    good.
    """
    return not (
        seen.get("setting") == "short_stay" or (seen.get("setting") == "home" and seen.get("lives") == "couple")
    )


def at_home(seen: Seen) -> bool:
    return covered(seen) and seen.get("setting") == "home"


def care_home(seen: Seen) -> bool:
    return seen.get("setting") == "care_home"


def home_counts(seen: Seen) -> bool:
    """Whether the value of the person's home counts as capital: they own it, and nobody lives in it for whose sake it
    is left out.
    """
    return seen.get("home_owned") == "yes" and seen.get("lived_in_by") == "nobody"
