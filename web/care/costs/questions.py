"""The estimator's questions in their order. Everything about a question is in one place.

A question is asked only where its answer matters. The pages work out no amounts: the API does.
"""

from web.care.costs import kinds
from web.care.costs.about_property import ABOUT_PROPERTY
from web.care.costs.about_you import ABOUT_YOU
from web.care.costs.asked import at_home, covered
from web.care.costs.fields import Choice, Field, Question

EVERY = tuple(Choice(value, text[0].upper() + text[1:]) for value, text in kinds.EVERY.items())


def how_often(empty: str) -> Field:
    return Field("every", "How often?", "How often", empty, choices=EVERY)


QUESTIONS = (
    *ABOUT_YOU,
    *ABOUT_PROPERTY,
    Question(
        "pensions",
        "Which pensions do you get?",
        asked=covered,
        hint="Only what is paid to you, not to a partner. Tick all that apply.",
        kinds=kinds.PENSIONS,
        none="I get no pension",
        row="Pensions",
        body="income",
    ),
    Question(
        "disability-benefits",
        "Which benefits do you get because of illness or disability?",
        asked=covered,
        hint="The letter about the benefit says which rate. Tick all that apply.",
        kinds=kinds.DISABILITY_BENEFITS,
        none="I get none of these",
        row="Benefits because of illness or disability",
        body="income",
    ),
    Question(
        "benefits",
        "Which other benefits do you get?",
        asked=covered,
        hint="Tick all that apply.",
        kinds=kinds.BENEFITS,
        none="I get none of these",
        row="Other benefits",
        body="income",
    ),
    Question(
        "other-income",
        "Do you have other income?",
        asked=covered,
        hint="Tick all that apply.",
        kinds=kinds.OTHER_INCOME,
        none="I have no other income",
        row="Other income",
        body="income",
    ),
    Question(
        "housing",
        "What do you pay for your home?",
        asked=at_home,
        hint="Only your own part, where you share a cost. Tick all that apply.",
        kinds=kinds.HOUSING_COSTS,
        none="I pay none of these",
        row="Costs of the home",
        body="housing_costs",
    ),
    Question(
        "disability-costs",
        "What do you pay for because of your illness or disability?",
        asked=at_home,
        hint="Things that you would not need otherwise and that nobody pays back to you. Tick all that apply.",
        kinds=kinds.DISABILITY_COSTS,
        none="I pay for none of these",
        row="Costs because of illness or disability",
        body="disability_costs",
    ),
    Question(
        "cost",
        "How much does your care cost?",
        (
            Field(
                "cost",
                "Cost of your care",
                "Cost of your care",
                "Enter what your care costs.",
                "money",
                "All of it, whoever pays. If you do not know yet, ask a care provider or enter what you expect",
            ),
            how_often("Choose how often that is paid."),
        ),
        covered,
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
