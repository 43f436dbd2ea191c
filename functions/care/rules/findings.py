"""What an officer finds on the parts of a legal test when a request ends, such as the three of section 42. Pure.

Rules: `docs/rules/safeguarding.md`, S15.
"""

from collections.abc import Sequence

from care.model import CareRequest, Finding
from care.rules.outcomes import findings_of, outcomes_of
from portal.problems import FieldError, Refusal, invalid


def with_findings(after: CareRequest, findings: Sequence[Finding]) -> CareRequest | Refusal:
    """The request after an officer's step, with what the officer finds on each part of the form's test.

    Refused: findings with a step that ends nothing; an outcome that needs them without one of them; findings of which
    not all are known to the form; and one that says no with an outcome that takes all parts to be met.
    """
    wrong = _wrong(after, findings)
    return invalid(wrong) if wrong else after.model_copy(update={"findings": tuple(findings)})


def _wrong(after: CareRequest, findings: Sequence[Finding]) -> FieldError | None:
    if after.status.waits:
        return FieldError("findings", "not_now", "Say what you find when the request ends.") if findings else None
    asked, named = {one.name for one in findings_of(after.form_id)}, [one.name for one in findings]
    outcome = next((one for one in outcomes_of(after.form_id) if one.outcome == after.outcome), None)
    if not set(named) <= asked or len(set(named)) != len(named):
        return FieldError("findings", "not_an_option", "Name each part of the test once.")
    if (findings and set(named) != asked) or (not findings and outcome and outcome.needs_findings):
        return FieldError("findings", "missing", "Say of each part of the test what you find, and why.")
    if outcome and outcome.takes_all_met and any(one.answer == "no" for one in findings):
        return FieldError("findings", "contradicts", f"“{outcome.title}” takes each part to be met, or not known.")
    return None
