"""What an officer finds on the parts of a legal test when a request ends, such as the three of section 42. Pure.

Rules: `docs/rules/safeguarding.md`, S15.
"""

from collections.abc import Sequence

from care.model import CareRequest, Finding
from care.rules.outcomes import findings_of, outcomes_of
from portal.problems import FieldError, Refusal, invalid


def with_findings(after: CareRequest, findings: Sequence[Finding]) -> CareRequest | Refusal:
    """`after`, the request as an officer's step leaves it, with the officer's findings: yes, no or not known on each
    part of the test that the outcomes of the form name, such as section 42 of the Care Act.

    Refusals: there are findings, but the step does not end the request; a finding is missing that the outcome needs; a
    finding is on a part that the form does not have; a finding is no, but the outcome needs every part to be met.
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
