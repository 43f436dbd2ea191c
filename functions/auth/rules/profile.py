"""Editing a profile."""

from auth.model import Account, ProfileChanges
from auth.rules.addresses import chosen_address
from portal.address import FoundAddress
from portal.formats import Format
from portal.problems import FieldError, Refusal, invalid
from portal.uk import is_mobile

STALE = Refusal(
    "precondition_failed",
    "Your details were changed in the meantime, perhaps in another window. Look at them and try again.",
)
_NO_MOBILE = "We can only send texts to a mobile number. Give us one, or choose another way for us to reach you."
NO_MOBILE = invalid(FieldError("contact_by", "mobile_needed", _NO_MOBILE))
NO_MOBILE_BY_PHONE = invalid(FieldError("phone", "mobile_needed", _NO_MOBILE))


def changed(
    account: Account, changes: ProfileChanges, found: FoundAddress | None, if_match: str | None
) -> Account | Refusal:
    """The account with these changes, or a Refusal. `found`: the gazetteer's address, if a UPRN was chosen.

    `if_match`: the version that the person saw. An older version is refused, unless the profile already has these
    values: then an earlier send of the same request made the changes, and its answer was lost.
    """
    address = account.contact.address
    if changes.uprn is not None or changes.address is not None:
        chosen = chosen_address(changes, found)
        if isinstance(chosen, Refusal):
            return chosen
        address = chosen
    person = account.person.model_copy(
        update=changes.model_dump(include={"first_name", "last_name", "organisation", "job_title"}, exclude_none=True)
    )
    contact = account.contact.model_copy(update={"phone": changes.phone or account.contact.phone, "address": address})
    formats = account.formats if changes.formats is None else [one for one in Format if one in changes.formats]
    contact_by = changes.contact_by or account.contact_by
    wanted = account.model_copy(
        update={"person": person, "contact": contact, "contact_by": contact_by, "formats": formats}
    )
    if (changes.phone or changes.contact_by) and wanted.contact_by.text and not is_mobile(wanted.contact.phone):
        return NO_MOBILE_BY_PHONE if changes.phone else NO_MOBILE
    seen = if_match is None or if_match.removeprefix("W/").strip('"') == str(account.version)
    return wanted if seen or wanted == account else STALE
