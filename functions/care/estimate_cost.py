"""Estimate what a person may have to pay towards their care, with every line of the working. Nothing is stored."""

from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateInput
from portal.api import Request, operation
from portal.london import today
from portal.problems import unwrap


@operation("POST", "/v1/care-estimates", access="public", calls=0)
def estimate_cost(request: Request[EstimateInput]) -> CareEstimate:
    return unwrap(estimated(request.body, today(request.now)))


handler = estimate_cost.lambda_handler
