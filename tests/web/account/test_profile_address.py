"""Page `profile_address`."""

from tests.web.browser_double import Browser

PATH = "/account/profile/address"


def test_search_choose_save(resident: Browser) -> None:
    resident.get(PATH)
    resident.send(PATH, postcode="LE10 1ZZ", action="find")
    assert "12 Sample Street, Hinckley, LE10 1ZZ" in resident.text
    assert resident.send(PATH, uprn="1001", action="choose").headers["Location"] == "/account/profile"
    assert resident.api.calls[-1].body == {"uprn": "1001"}
    resident.follow()
    assert "Your new address is saved." in resident.text


def test_a_refusal_shows_the_list_again(resident: Browser) -> None:
    resident.get(PATH)
    resident.send(PATH, postcode="LE10 1ZZ", action="find")
    resident.api.refuses("PATCH", "/v1/account", 422, "invalid_input", errors=[("uprn", "We do not know it.")])
    assert resident.send(PATH, uprn="1001", action="choose").status == 422
    assert "We do not know it." in resident.text
    assert "12 Sample Street, Hinckley, LE10 1ZZ" in resident.text
