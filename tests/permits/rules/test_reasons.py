"""The ready-made questions and reasons."""

from permits.rules.reasons import ready_made


def test_the_file_has_questions_and_reasons_of_different_names() -> None:
    reasons = ready_made().reasons
    assert {reason.outcome for reason in reasons} == {"ask", "reject"}
    assert len({reason.reason_id for reason in reasons}) == len({reason.title for reason in reasons}) == len(reasons)
