"""What people type and paste, over HTTP: taken as it is meant, or refused by name with what to do."""

from typing import Any

import pytest

from tests.support.buyer import HOME, Buyer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Answer, Visitor

ZERO_WIDTH, NON_JOINER, NO_BREAK, MINUS, MARK = "\u200b", "\u200c", "\u00a0", "\u2212", "\ufeff"
PERSIAN = f"علی{NON_JOINER}رضا"
PHONES = {
    "305 0001": "phone_without_area_code",
    "0116305000l": "invalid_phone",
    "00000000000": "invalid_phone",
    "0116 305 0001 ext 5": "phone_with_extension",
}


def wrong(answer: Answer) -> dict[str, str]:
    """Field → code."""
    assert answer.status == 422, answer.body
    return {error["field"]: error["code"] for error in answer.body["errors"]}


def test_an_account_by_what_is_pasted(portal: InProcessPortal) -> None:
    visitor = Visitor(portal, first_name=f" {PERSIAN}{ZERO_WIDTH}")
    registration_id = visitor.start_registration(email=f"{MARK}{visitor.email}{ZERO_WIDTH}").body["registration_id"]
    for typed, code in PHONES.items():
        assert wrong(visitor.give_contact_details(registration_id, phone=typed)) == {"phone": code}, typed
    address = {"lines": [f"1{NO_BREAK}Invented Row"], "town": "Loughborough", "postcode": f"LE11{NO_BREAK}3ED"}
    assert visitor.give_contact_details(registration_id, phone=f"0116{NO_BREAK}305 0001", address=address).status == 202
    sent = visitor.newest_code()
    made = visitor.activate(registration_id, f"{ZERO_WIDTH}{sent[:4]}{MINUS}{sent[4:]}{MARK}")
    assert made.status == 201, made.body
    account = made.body["account"]
    assert (account["first_name"], account["email"], account["phone"]) == (PERSIAN, visitor.email, "+441163050001")
    assert account["address"]["lines"] == ["1 Invented Row"]


def test_a_permit_by_what_is_pasted(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    made = buyer.apply(uprn=f"000{HOME.uprn}", vrm=f"AB12{ZERO_WIDTH}{NO_BREAK}CDE{MARK}")
    assert (made.status, made.body["vrm"]) == (201, "AB12CDE"), made.body

    def announce(filename: str, size: int = 100) -> Answer:
        path = f"/v1/permits/{buyer.permit_id}/documents"
        return visitor.ask(
            "POST", path, {"kind": "v5c", "filename": filename, "content_type": "application/pdf", "size": size}
        )

    for name in ("n" * 300 + ".pdf", "बिजली का बिल.pdf", "فاتورة.pdf", "?.pdf"):
        assert announce(name).status == 201, name
    [document] = buyer.sees()["documents"]
    names = {file["filename"] for file in document["files"]}
    assert names == {"n" * 80 + ".pdf", "बिजली का बिल.pdf", "فاتورة.pdf", "document.pdf"}
    for _ in range(14):  # announcing is not sending: nobody runs out of files by it
        assert announce("V5C.pdf").status == 201
    assert wrong(announce("V5C.pdf", size=10_485_761)) == {"size": "wrong_size"}


ESTIMATE: dict[str, Any] = {
    "setting": "home",
    "person": {"age": 82, "lives": "alone"},
    "cost_of_care": {"amount_pence": 30000, "every": "week"},
}


def a_week(list_name: str, *kinds: str) -> dict[str, Any]:
    return {list_name: [{"kind": kind, "amount_pence": 100, "every": "week"} for kind in kinds]}


@pytest.mark.parametrize(
    ("age", "changes", "errors"),
    [
        (17, {}, {"person.age": "out_of_range"}),
        (82, {"weeks_in_care_home": 5201}, {"weeks_in_care_home": "out_of_range"}),
        (82, {"cost_of_care": {"amount_pence": 10.5, "every": "week"}}, {"cost_of_care.amount_pence": "wrong_type"}),
        (82, a_week("income", "lottery"), {"income.0.kind": "not_a_choice"}),
        (82, a_week("income", "universal_credit"), {"income.0.kind": "contradiction"}),
        (40, a_week("income", "universal_credit", "universal_credit"), {"income.1.kind": "contradiction"}),
        (40, a_week("income", "pension_credit_guarantee"), {"income.0.kind": "contradiction"}),
        (82, a_week("housing_costs", "mortgage"), {"housing_costs.0.kind": "contradiction"}),
    ],
)
def test_an_estimate_of_what_cannot_be(
    portal: InProcessPortal, age: int, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    body = ESTIMATE | changes | {"person": {"age": age, "lives": "alone"}}
    assert errors.items() <= wrong(portal.call("POST", "/v1/care-estimates", body)).items()


def test_a_premium_below_that_of_the_benefits(portal: InProcessPortal) -> None:
    income = a_week("income", "pip_daily_living_enhanced")
    person = {"age": 40, "lives": "alone", "disability_premium": "none"}
    answer = portal.call("POST", "/v1/care-estimates", ESTIMATE | income | {"person": person})
    assert wrong(answer) == {"person.disability_premium": "contradiction"}
