"""The way through the estimator, as somebody types it."""

from tests.web.browser_double import Browser

START = "/care-costs"
AT_HOME: dict[str, dict[str, str]] = {
    "setting": {"setting": "home"},
    "household": {"lives": "alone"},
    "age": {"age": "82"},
    "carer": {"carer": "no"},
    "savings": {"savings": "£17,050.91"},
    "property": {"property_owned": "no"},
    "pensions": {"state_pension": "yes", "private_pension": "yes"},
    "pensions/1": {"amount": "209.67", "often": "week"},
    "pensions/2": {"amount": "120", "often": "month"},
    "disability-benefits": {"attendance_allowance_lower": "yes"},
    "disability-benefits/1": {"amount": "306.80", "often": "four_weeks"},
    "benefits": {"none": "yes"},
    "other-income": {"none": "yes"},
    "housing": {"council_tax": "yes"},
    "housing/1": {"amount": "1,200", "often": "year"},
    "disability-costs": {"alarm": "yes"},
    "disability-costs/1": {"amount": "5.5", "often": "week"},
    "cost": {"cost": "391.95", "every": "week"},
}
"""Each page, in its order, with what is typed into it."""
CARE_HOME: dict[str, dict[str, str]] = {
    "setting": {"setting": "care_home"},
    "partner": {"lives": "couple"},
    "age": {"age": "66"},
    "pension-age": {"pension_age": "yes"},
    "savings": {"savings": "9000", "joint_savings": "4000"},
    "home-owned": {"home_owned": "yes"},
    "home-lived-in": {"lived_in_by": "nobody"},
    "home-value": {"home_value": "200000", "home_owed": "1000.50", "home_share": "50"},
    "weeks": {"weeks": "20"},
    "property": {"property_owned": "yes"},
    "property-value": {"other_property": "1500"},
    "pensions": {"private_pension_half_to_spouse": "yes"},
    "pensions/1": {"amount": "500", "often": "month"},
    "disability-benefits": {"none": "yes"},
    "benefits": {"none": "yes"},
    "other-income": {"none": "yes"},
    "cost": {"cost": "950", "every": "week"},
}


def answer(browser: Browser, pages: dict[str, dict[str, str]], until: str = "") -> list[str]:
    """From the start page, up to the page `until` without its answer; the addresses on the way. Shows only the last."""
    browser.get(START)
    csrf = browser.hidden(START)
    browser.post(START, csrf)
    way = []
    for name, typed in pages.items():
        way.append(browser.page.headers["Location"].removeprefix(f"{START}/"))
        if name == until:
            break
        browser.post(f"{START}/{name}", {**csrf, **typed})
    else:
        way.append(browser.page.headers["Location"].removeprefix(f"{START}/"))
    browser.follow()
    return way
