"""Editing the profile. Only changed answers are sent. If somebody else changed the profile meanwhile, both changes are
merged and shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from web.api.accounts import Account
from web.forms import Form
from web.request import Answer
from web.visit import Visit
from web.words import FORMATS, phone

ACCESS = "signed-in"
CHANNELS = {"by_email": "Email", "by_text": "Text message", "by_post": "Post"}
"""The channels of the API's `contact_by`, by the name of their checkbox."""
BOXES = {f"in_{name}": words for name, words in FORMATS.items()}
"""The formats of the API, by the name of their checkbox."""
WORDS = {
    "first_name": "First name",
    "last_name": "Last name",
    "phone": "Phone number",
    "organisation": "Organisation",
    "job_title": "Job title",
    **CHANNELS,
    **BOXES,
}
NEEDED = {
    "first_name": "Enter your first name.",
    "last_name": "Enter your last name.",
    "phone": "Enter your phone number.",
    "organisation": "Enter the organisation you work for.",
    "job_title": "Enter your job title.",
}


@dataclass(frozen=True)
class Meanwhile:
    """An answer that somebody else changed while this page was open."""

    label: str
    saved: str
    typed: str


def get(visit: Visit) -> Answer:
    account = visit.accounts.mine()
    saved = answers(account)
    return _page(visit, account, Form.of(saved, saved), saved, account.etag)


def post(visit: Visit) -> Answer:
    was = {name.removeprefix("was_"): value for name, value in visit.form.items() if name.startswith("was_")}
    fields = [name for name in WORDS if name in was]
    form = Form.of(fields, visit.form)
    changed = {name: form[name] for name in fields if form[name] != was[name]}
    if not changed:
        return visit.redirect("/account/profile", notice="profile_unchanged")
    etag = visit.form.get("etag", "")
    saved = visit.accounts.update(_body(form, changed), etag)
    if isinstance(saved, Account):
        return visit.redirect("/account/profile", notice="profile_saved")
    if saved.code == "precondition_failed":
        return _clash(visit, form, was)
    blank = {name: said for name, said in NEEDED.items() if name in fields}
    form = form.with_refusal(saved, names={"contact_by": "by_email"}, blank=blank)
    return _page(visit, visit.accounts.mine(), form, was, etag)


def answers(account: Account) -> dict[str, str]:
    """The profile as values of the form."""
    work = {"organisation": account.organisation, "job_title": account.job_title}
    return {
        "first_name": account.first_name,
        "last_name": account.last_name,
        "phone": phone(account.phone),
        **(work if account.kind == "professional" else {}),
        **{name: "yes" if account.contact_by[name.removeprefix("by_")] else "" for name in CHANNELS},
        **{name: "yes" if name.removeprefix("in_") in account.formats else "" for name in BOXES},
    }


def merge(
    was: Mapping[str, str], typed: Mapping[str, str], saved: Mapping[str, str]
) -> tuple[dict[str, str], list[Meanwhile]]:
    """The form's values after a clash, and the answers changed by somebody else. The resident's own changes win. `was`:
    the values when the page was opened.
    """
    merged = {name: typed[name] if typed[name] != was[name] else saved[name] for name in typed}
    return merged, [
        Meanwhile(WORDS[name], _said(saved[name]), _said(merged[name])) for name in typed if saved[name] != was[name]
    ]


def _said(value: str) -> str:
    return {"yes": "Yes", "": "No"}.get(value, value)


def _body(form: Form, changed: Mapping[str, str]) -> dict[str, object]:
    plain: dict[str, object] = {
        name: value for name, value in changed.items() if name not in CHANNELS and name not in BOXES
    }
    if any(name in changed for name in CHANNELS):
        plain["contact_by"] = {name.removeprefix("by_"): form[name] == "yes" for name in CHANNELS}
    if any(name in changed for name in BOXES):
        plain["formats"] = [name.removeprefix("in_") for name in BOXES if form[name] == "yes"]
    return plain


def _clash(visit: Visit, form: Form, was: Mapping[str, str]) -> Answer:
    account = visit.accounts.mine()
    saved = answers(account)
    merged, meanwhile = merge(was, form.values, saved)
    return _page(visit, account, replace(form, values=merged), saved, account.etag, meanwhile)


def _page(
    visit: Visit,
    account: Account,
    form: Form,
    was: Mapping[str, str],
    etag: str,
    meanwhile: list[Meanwhile] | None = None,
) -> Answer:
    status = 409 if meanwhile is not None else 422 if form.errors else 200
    return visit.page(
        "account/profile_edit/page.html",
        status,
        account=account,
        form=form,
        was=was,
        etag=etag,
        channels=CHANNELS,
        formats=BOXES,
        meanwhile=meanwhile,
    )
