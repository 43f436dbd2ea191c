"""Settings of the deployment: where its tables, queues and other resources are, and its limits and lifetimes.

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

    To add one, add a line to that file and an attribute here.
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
    """How long care records stay closed after a password was reset."""
    email_change_code_lifetime: Seconds
    email_change_reversal_lifetime: Seconds
    """How long a change of email address can be undone from the old address."""
    helper_code_lifetime: Seconds
    """How long somebody who was named as a helper has to confirm it."""
    device_token_lifetime: Seconds
    """How long a browser is known after a sign-in."""
    enrolment_lifetime: Seconds
    """How long somebody has to add an authenticator app once they have begun."""
    quote_lifetime: Seconds
    upload_lifetime: Seconds
    """How long the browser has to send a file that it announced."""
    document_link_lifetime: Seconds
    draft_lifetime: Seconds
    """How long a draft of a form is kept after it was last saved."""
    export_preparation: Seconds
    """How long preparing an export may take; after that another one can be requested."""
    export_lifetime: Annotated[Seconds, Field(le=timedelta(days=7))]
    """How long an export can be downloaded; the bucket deletes it after seven days."""

    codes_per_address: Count
    """Codes sent to one email address in 15 minutes."""
    wrong_codes_per_challenge: Count
    wrong_codes_per_hour: Count
    """Wrong codes in an hour for one account."""
    wrong_app_codes: Count
    """Wrong codes in a row from an authenticator app; after that a code by email is needed first."""
    free_wrong_passwords: Count
    """Wrong passwords before each further try has to wait."""
    wrong_passwords_per_client: Count
    """Wrong passwords from one client address in 15 minutes."""
    registrations_per_client: Count
    """Registrations started from one client address in an hour."""
    email_changes_per_account: Count
    """Changes of email address asked for by one account in an hour."""
    helpers_named_per_account: Count
    """Helpers named by one account in a day."""
    resets_per_client: Count
    """Password resets asked for from one client address in an hour."""
    applications_per_account: Count
    """Permit applications of one account in a day."""
    exports_per_account: Count
    """Exports of its data that one account can request in a day."""
    drafts_per_account: Count
    """Forms that one account has begun and not sent."""
    feedback_per_client: Count
    """Feedback from one client address in an hour."""
    feedback_per_hour: Count
    """Feedback from everybody together in an hour."""
    most_bytes_per_file: Count
    files_per_subject: Count
    """Files of one permit or request."""
    texts_from_hour: Hour
    """Hour in London from which text messages are sent, until `texts_until_hour`."""
    texts_until_hour: Hour


class Settings(Tuning):
    """The places of resources (one attribute for each environment variable of the templates, in lower case), and the
    tuning.

    A function only has the variables that it needs. Reading another raises AttributeError with the variable's name.
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
    """The tables in which the sweeper looks for events that were not sent, separated by commas."""
    evidence_bucket: str
    export_bucket: str
    print_bucket: str
    bus_name: str
    pepper_arn: str
    portal_client_secret_arn: str
    mail_from: str
    feedback_to: str
    """The email address that receives feedback about the pages."""
    safeguarding_to: str
    """The safeguarding team's email address."""
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
        """The settings from environment variables. Raises: ValueError naming what is unknown or wrong in the tuning."""
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
    """The names of the settings that say where something is."""
    return Settings.model_fields.keys() - Tuning.model_fields.keys()
