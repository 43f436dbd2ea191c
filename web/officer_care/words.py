"""The wording of the care team's pages."""

STATUSES = {
    "submitted": "Nobody has looked yet",
    "in_review": "Being looked at",
    "information_needed": "Waiting for an answer",
    "with_assessor": "With an expert assessor",
}
"""Statuses by which the queue can be filtered. Without a filter it shows all requests that wait for the council."""

ONLY = {"mine": "Mine", "nobodys": "Taken by nobody"}

HAPPENED = {
    "submitted": "The form was sent",
    "in_review": "We began to look at it",
    "information_asked": "We asked something",
    "question_repeated": "They were asked again",
    "no_answer": "No answer came in 28 days",
    "replied": "They answered",
    "approved": "Agreed",
    "declined": "Declined",
    "closed": "Closed",
    "withdrawn": "They withdrew it",
    "assessor_asked": "We asked an expert assessor",
    "assessor_late": "The assessor has not reported in time",
    "fee_paid": "They paid the fee",
    "fee_lost": "Their payment did not go through: nothing is made until they pay again",
    "fee_refunded": "The fee was given back: the badge is not made",
    "ordered": "It is to be made",
    "order_placed": "We ordered it from its maker",
    "review_asked": "They asked for a review of our no",
    "review_late": "The review was not decided in 28 days",
    "change_reported": "They told us that something has changed",
    "move_reported": "They told us that the person has moved out of the county",
    "death_reported": "They told us that the person has died",
    "papers_reminded": "We reminded them of papers that they promised",
    "papers_not_sent": "Papers were promised and have not come",
}

ENDED = {"approved": "Agreed", "declined": "Declined", "closed": "Closed", "withdrawn": "Withdrawn by the person"}
STANDINGS = STATUSES | ENDED
"""Every status of a sent request."""

FOUND = {"yes": "Yes", "no": "No", "unknown": "Not known"}
"""What an officer finds on a part of a form's legal test."""
NOT_DECIDED = {"": "Not decided yet"}
"""Chosen until something is found; whoever has chosen a finding can come back to it."""

ELIGIBLE = {
    "without_assessment": "Without further assessment, if the proof is right",
    "subject_to_assessment": "Subject to assessment",
    "not_eligible": "Not by these answers",
}
"""Whether somebody may have a Blue Badge, by their answers."""

URGENT = {
    "danger_now": "In danger now",
    "badly_hurt": "Badly hurt or very ill",
    "crime_now": "A crime is going on or was just done",
    "harm_soon": "May be harmed in 24 hours",
    "carer_stopped": "Carer has stopped",
    "no_food": "No food",
    "no_medicines": "No medicines",
    "no_heating": "No heating",
    "cannot_move": "Alone and cannot move",
    "discharge": "In hospital",
    "end_of_life": "Near the end of life",
    "self_harm": "Thoughts of self-harm",
    "not_safe": "Somebody is not safe",
    "today": "Needed today or tomorrow",
}
"""Reasons for urgency, by the codes of `urgent_because`."""
