"""The estimator's questions about savings, the home and other property."""

from web.care.costs.asked import YES_OR_NO, care_home, covered, home_counts
from web.care.costs.fields import Choice, Field, Question

ABOUT_PROPERTY = (
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
        lambda answers: care_home(answers) and answers.get("home_owned") == "yes",
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
        lambda answers: answers.get("property_owned") == "yes",
    ),
)
