"""Settings of the deployment: where things are, and how they are tuned.

Read once, at the first request: importing a handler needs no environment.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from portal.shapes import Frozen
from portal.tuning import tuned_values


def _seconds(value: object) -> object:
    return timedelta(seconds=value) if isinstance(value, int) and not isinstance(value, bool) else value


Seconds = Annotated[timedelta, BeforeValidator(_seconds), Field(strict=True, gt=timedelta(0))]
Count = Annotated[int, Field(strict=True, ge=1)]
Hour = Annotated[int, Field(strict=True, ge=0, le=24)]


class Tuning(Frozen):
    """Every lifetime and limit: `data/tuning.json`, overridden by the template's parameter `Tuning`.

    A further one is a line in that file and an attribute here.
    """

    model_config = ConfigDict(extra="forbid")

    activation_code_lifetime: Seconds
    registration_lifetime: Seconds
    sign_in_lifetime: Seconds
    sign_in_code_lifetime: Seconds
    """From the moment that SES accepted the mail."""
    session_idle_lifetime: Seconds
    session_lifetime: Seconds
    reset_code_lifetime: Seconds
    care_hold: Seconds
    """Care records stay closed so long after a password was reset."""
    email_change_code_lifetime: Seconds
    email_change_reversal_lifetime: Seconds
    """So long the old address can undo a change of address."""
    helper_code_lifetime: Seconds
    """For somebody who was named as a helper to confirm it."""
    device_token_lifetime: Seconds
    """How long a browser is known after a sign-in."""
    enrolment_lifetime: Seconds
    """To add an authenticator app."""
    quote_lifetime: Seconds
    upload_lifetime: Seconds
    """To send a file that was announced."""
    document_link_lifetime: Seconds
    draft_lifetime: Seconds
    """A draft of a form is kept so long after it was last saved."""
    export_preparation: Seconds
    """How long an export may take to come together; after that it can be asked for anew."""
    export_lifetime: Annotated[Seconds, Field(le=timedelta(days=7))]
    """To fetch an export; the bucket deletes it after seven days."""

    codes_per_address: Count
    """Codes sent to one email address in 15 minutes."""
    wrong_codes_per_challenge: Count
    wrong_codes_per_hour: Count
    """For one account."""
    wrong_app_codes: Count
    """In a row from an authenticator app; then a code by email has to come first."""
    free_wrong_passwords: Count
    """Before each further try has to wait."""
    wrong_passwords_per_client: Count
    """Wrong passwords from one client address in 15 minutes."""
    registrations_per_client: Count
    """Registrations started from one client address in an hour."""
    email_changes_per_account: Count
    """Changes of address asked for in an hour."""
    helpers_named_per_account: Count
    """Helpers named in a day."""
    resets_per_client: Count
    """Password resets asked for from one client address in an hour."""
    applications_per_account: Count
    """Permit applications in a day."""
    exports_per_account: Count
    """Exports of one's own data in a day."""
    drafts_per_account: Count
    """Forms that were begun and not sent."""
    feedback_per_client: Count
    """From one client address in an hour."""
    feedback_per_hour: Count
    """From everybody together."""
    most_bytes_per_file: Count
    files_per_subject: Count
    """For one permit or request."""
    texts_from_hour: Hour
    """Of London's day: from then on texts are sent, and no more from `texts_until_hour` on."""
    texts_until_hour: Hour


class Settings(Tuning):
    """Where things are (one attribute per variable that the templates give, upper case there), and the tuning.

    A function is given the variables that it needs. Reading another raises AttributeError with the variable's name.
    """

    accounts_table: str
    codes_table: str
    sessions_table: str
    addresses_table: str
    address_source: str
    """Where addresses are looked up: `gazetteer` (our own table) or `os_places` (Ordnance Survey)."""
    os_places_url: str
    os_places_key_arn: str
    notifications_table: str
    permits_table: str
    payments_table: str
    evidence_table: str
    requests_table: str
    audit_table: str
    audit_seals_bucket: str
    outbox_tables: str
    """Those whose events the sweeper looks after, separated by commas."""
    evidence_bucket: str
    export_bucket: str
    print_bucket: str
    bus_name: str
    pepper_arn: str
    portal_client_secret_arn: str
    mail_from: str
    feedback_to: str
    """Who reads what people think of the pages."""
    text_sender: str
    staff_pool_id: str
    notices_queue_url: str
    web_url: str
    privacy_policy_version: str
    vehicle_enquiry: str
    """Whether officers can ask DVLA about a vehicle: `dvla` or `off`."""
    dvla_url: str
    dvla_api_key_arn: str
    pay_url: str
    pay_api_key_arn: str
    pay_webhook_secret_arn: str
    settle_queue_url: str
    malware_scanner: str
    """`guardduty`, the path of clamd's socket, or `none` (only on a local stack)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises: ValueError naming what is unknown or wrong in the tuning."""
        tuning = Tuning.model_validate(tuned_values(environment.get("TUNING", "{}")))
        values: dict[str, Any] = dict(tuning)
        values |= {name: environment[name.upper()] for name in places() if name.upper() in environment}
        return cls.model_construct(**values)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in places():
                raise AttributeError(f"The template gives this function no variable {name.upper()}")
            return super().__getattr__(name)


def places() -> set[str]:
    """The settings that say where something is."""
    return Settings.model_fields.keys() - Tuning.model_fields.keys()
