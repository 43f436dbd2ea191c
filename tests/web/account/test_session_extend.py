"""Page `session_extend`."""

from tests.web.browser_double import Browser


def test_it_touches_the_session(resident: Browser) -> None:
    resident.get("/account")
    assert resident.send("/session/extend").status == 204
    assert resident.api.calls[-1].operation == ("GET", "/v1/session")


def test_a_dead_session_cannot_be_extended(resident: Browser) -> None:
    resident.get("/account")
    resident.api.says("GET", "/v1/session", 401, None)
    assert resident.send("/session/extend").status == 401


def test_the_warning_knows_how_long_the_session_lives(resident: Browser) -> None:
    resident.later(hours=1)
    body = resident.get("/account").body
    assert 'data-idle="1800"' in body
    assert f'data-left="{7 * 3600}"' in body
