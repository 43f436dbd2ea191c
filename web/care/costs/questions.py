"""What the estimator asks, in its order, and of whom. Everything about a question is in one place here.

A question is asked only where its answer matters. What an answer leads to in money is the API's to say.
"""

from web.care.costs import kinds
from web.care.costs.fields import Choice, Field, Question
from web.care.costs.kinds import Seen


def covered(seen: Seen) -> bool:
    """For whom the estimator is: whoever needs care at home without a partner, or moves into a care home for good."""
    return not (
        seen.get("setting") == "short_stay" or (seen.get("setting") == "home" and seen.get("lives") == "couple")
    )


def at_home(seen: Seen) -> bool:
    return covered(seen) and seen.get("setting") == "home"


def care_home(seen: Seen) -> bool:
    return seen.get("setting") == "care_home"


def home_counts(seen: Seen) -> bool:
    return seen.get("home_owned") == "yes" and seen.get("lived_in_by") == "nobody"


YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))
EVERY = tuple(Choice(value, text[0].upper() + text[1:]) for value, text in kinds.EVERY.items())


def how_often(empty: str) -> Field:
    return Field("every", "How often?", "How often", empty, choices=EVERY)


QUESTIONS = (
    Question(
        "setting",
        "Where do you need care?",
        (
            Field(
                "setting",
                "Where do you need care?",
                "Where you need care",
                "Choose where you need care.",
                choices=(
                    Choice("home", "At home", "Also day centres and other help outside the home"),
                    Choice("care_home", "In a care home, to live there", "Also nursing homes"),
                    Choice("short_stay", "In a care home, for a short stay", "Also called respite care"),
                ),
            ),
        ),
    ),
    Question(
        "household",
        "Who do you live with?",
        (
            Field(
                "lives",
                "Who do you live with?",
                "Who you live with",
                "Choose who you live with.",
                choices=(
                    Choice("alone", "I live alone", "Also with grown-up children, friends or others, but no partner"),
                    Choice("couple", "With my husband, wife, civil partner or partner"),
                    Choice("lone_parent", "Without a partner, with a child whom I am responsible for"),
                ),
            ),
        ),
        lambda seen: seen.get("setting") == "home",
    ),
    Question(
        "partner",
        "Do you have a husband, wife, civil partner or partner?",
        (
            Field(
                "lives",
                "Do you have a husband, wife, civil partner or partner?",
                "Husband, wife, civil partner or partner",
                "Choose whether you have a partner.",
                choices=(Choice("couple", "Yes"), Choice("alone", "No")),
            ),
        ),
        care_home,
    ),
    Question(
        "children",
        "How many children under 18 live with you?",
        (
            Field(
                "children",
                "How many children under 18 live with you?",
                "Children who live with you",
                "Enter how many children live with you.",
                "number",
                hint="Count those whom you are responsible for",
                most=20,
            ),
        ),
        lambda seen: at_home(seen) and seen.get("lives") == "lone_parent",
    ),
    Question(
        "age",
        "How old are you?",
        (Field("age", "How old are you?", "Age", "Enter your age.", "number", "In years", least=18, most=120),),
        covered,
    ),
    Question(
        "pension-age",
        "Have you reached State Pension age?",
        (
            Field(
                "pension_age",
                "Have you reached State Pension age?",
                "State Pension age reached",
                "Choose whether you have reached State Pension age.",
                hint="At 66 it depends on the month in which you were born",
                choices=YES_OR_NO,
            ),
        ),
        lambda seen: covered(seen) and seen.get("age") == "66",
    ),
    Question(
        "carer",
        "Do you look after somebody yourself?",
        (
            Field(
                "carer",
                "Do you look after somebody yourself?",
                "Looks after somebody",
                "Choose whether you look after somebody.",
                hint="For 35 hours a week or more, and you get Carer’s Allowance or were told that you have a right "
                "to it but another benefit is paid instead",
                choices=YES_OR_NO,
            ),
        ),
        at_home,
    ),
    Question(
        "savings",
        "How much do you have in savings?",
        (
            Field(
                "savings",
                "In your own name",
                "Savings of your own",
                "Enter your savings, or 0 if you have none.",
                "money",
                "For example 12,500. Enter 0 if you have none",
            ),
            Field(
                "joint_savings",
                "Together with somebody else",
                "Savings together with somebody else",
                type="money",
                hint="The whole amount, with the other person’s part. Leave it empty if there are none",
                blank="0",
            ),
        ),
        covered,
        "Count money in banks and building societies, cash, ISAs, Premium Bonds, shares and other investments.",
    ),
    Question(
        "home-owned",
        "Do you own your home?",
        (
            Field(
                "home_owned",
                "Do you own your home?",
                "Owns a home",
                "Choose whether you own your home.",
                hint="All of it or a part, with or without a mortgage. If you live in a care home already: the home "
                "that you moved from",
                choices=YES_OR_NO,
            ),
        ),
        care_home,
    ),
    Question(
        "home-lived-in",
        "Who will live in your home while you are in the care home?",
        (
            Field(
                "lived_in_by",
                "Who will live in your home while you are in the care home?",
                "Who lives in the home",
                "Choose who will live in your home.",
                hint="Somebody whose main home it was before you moved. If it is more than one of these, choose the "
                "first",
                choices=(
                    Choice("partner", "My husband, wife, civil partner or partner"),
                    Choice("relative_60_or_over", "A relative who is 60 or over"),
                    Choice("relative_incapacitated", "A relative who is disabled or cannot work because of illness"),
                    Choice("child_under_18", "A child under 18 whom I support"),
                    Choice("nobody", "Nobody, or somebody else"),
                ),
            ),
        ),
        lambda seen: care_home(seen) and seen.get("home_owned") == "yes",
    ),
    Question(
        "home-value",
        "What is your home worth?",
        (
            Field(
                "home_value",
                "What it would sell for",
                "What the home is worth",
                "Enter what your home would sell for.",
                "money",
                "The whole home, even if you own a part. An estimate is enough",
            ),
            Field(
                "home_owed",
                "What is still owed on it",
                "Owed on the home",
                type="money",
                hint="Mortgage and other loans that must be paid back when it is sold. Leave it empty if there are "
                "none",
                blank="0",
            ),
            Field(
                "home_share",
                "How much of it is yours",
                "Your share of the home",
                type="percent",
                hint="In per cent. Leave it empty if all of it is yours",
                blank="100",
                least=1,
                most=100,
            ),
        ),
        home_counts,
    ),
    Question(
        "weeks",
        "For how many weeks have you lived in a care home?",
        (
            Field(
                "weeks",
                "For how many weeks have you lived in a care home?",
                "Weeks in a care home so far",
                "Enter how many weeks, or 0 if you have not moved yet.",
                "number",
                "Full weeks up to today. Enter 0 if you have not moved yet",
                most=5200,
            ),
        ),
        home_counts,
    ),
    Question(
        "property",
        "Do you own other property or land?",
        (
            Field(
                "property_owned",
                "Do you own other property or land?",
                "Other property or land",
                "Choose whether you own other property or land.",
                hint="Besides your home, in this country or abroad",
                choices=YES_OR_NO,
            ),
        ),
        covered,
    ),
    Question(
        "property-value",
        "What is your other property or land worth?",
        (
            Field(
                "other_property",
                "What it would sell for",
                "What it is worth",
                "Enter what it would sell for.",
                "money",
                "Your part of it. An estimate is enough",
            ),
            Field(
                "other_property_owed",
                "What is still owed on it",
                "Owed on it",
                type="money",
                hint="Your part of mortgages and other loans that must be paid back when it is sold. Leave it empty if "
                "there are none",
                blank="0",
            ),
        ),
        lambda seen: seen.get("property_owned") == "yes",
    ),
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
