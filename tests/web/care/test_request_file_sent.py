"""Back from the evidence store."""

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"


def test_it_leads_to_the_question(resident: Browser) -> None:
    back = resident.get(f"{HERE}/evidence/authority_proof?bucket=b&key=k")
    assert back.headers["Location"] == f"{HERE}/pages/authority-proof"
    assert resident.get(f"{HERE}/evidence/v5c").status == 404
    resident.api.requests.request = None
    assert resident.get(f"{HERE}/evidence/authority_proof").status == 404
