"""Conditions under which the estimator asks a question, by the answers before it."""

from web.care.costs.fields import Choice
from web.care.costs.kinds import AnswersSoFar

YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))


def covered(answers: AnswersSoFar) -> bool:
    """Whether the estimator covers the person: they need care at home and have no partner, or move into a care home for
    good.
    """
    return not (
        answers.get("setting") == "short_stay"
        or (answers.get("setting") == "home" and answers.get("lives") == "couple")
    )


def at_home(answers: AnswersSoFar) -> bool:
    return covered(answers) and answers.get("setting") == "home"


def care_home(answers: AnswersSoFar) -> bool:
    return answers.get("setting") == "care_home"


def home_counts(answers: AnswersSoFar) -> bool:
    """Whether the value of the person's home counts as capital: they own it, and nobody lives in it for whose sake it
    is left out.
    """
    return answers.get("home_owned") == "yes" and answers.get("lived_in_by") == "nobody"
