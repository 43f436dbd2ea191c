"""The estimator's questions about the person: where they need care, their household, their age."""

from web.care.costs.asked import YES_OR_NO, at_home, care_home, covered
from web.care.costs.fields import Choice, Field, Question

ABOUT_YOU = (
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
        lambda answers: answers.get("setting") == "home",
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
        lambda answers: at_home(answers) and answers.get("lives") == "lone_parent",
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
        lambda answers: covered(answers) and answers.get("age") == "66",
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
)
