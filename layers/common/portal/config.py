"""Settings of the deployment: template parameters that reach the functions as environment variables.

Read once, at the first request: importing a handler needs no environment.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from portal.shapes import Frozen


def _seconds(value: object) -> object:
    return timedelta(seconds=float(value)) if isinstance(value, str) else value


def _names(value: object) -> object:
    return tuple(value.split(",")) if isinstance(value, str) else value


Seconds = Annotated[timedelta, BeforeValidator(_seconds)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class Settings(Frozen):
    """One attribute per variable of `Globals.Function.Environment` in `template.yaml` (upper case there)."""

    model_config = ConfigDict(extra="ignore")

    accounts_table: str
    codes_table: str
    sessions_table: str
    addresses_table: str
    address_source: Literal["gazetteer", "os_places"]
    """Where addresses are looked up: in our own table, or at Ordnance Survey."""
    os_places_url: str
    os_places_key_arn: str
    notifications_table: str
    permits_table: str
    payments_table: str
    evidence_table: str
    audit_table: str
    audit_seals_bucket: str
    outbox_tables: Names
    """Those whose events the sweeper looks after."""
    evidence_bucket: str
    export_bucket: str
    bus_name: str
    pepper_arn: str
    portal_client_secret_arn: str
    mail_from: str
    web_url: str
    privacy_policy_version: str
    pay_url: str
    pay_api_key_arn: str
    pay_webhook_secret_arn: str
    settle_queue_url: str

    activation_code_lifetime: Seconds
    registration_lifetime: Seconds
    sign_in_lifetime: Seconds
    sign_in_code_lifetime: Seconds
    session_idle_lifetime: Seconds
    session_lifetime: Seconds
    reset_code_lifetime: Seconds
    care_hold: Seconds
    email_change_code_lifetime: Seconds
    email_change_reversal_lifetime: Seconds
    device_token_lifetime: Seconds
    enrolment_lifetime: Seconds
    quote_lifetime: Seconds
    upload_lifetime: Seconds
    document_link_lifetime: Seconds
    export_preparation: Seconds
    """How long an export may take to come together; after that it can be asked for anew."""
    export_lifetime: Seconds

    codes_per_address: Annotated[int, Field(ge=1)]
    """Codes sent to one e-mail address in 15 minutes."""
    wrong_codes_per_challenge: Annotated[int, Field(ge=1)]
    wrong_codes_per_hour: Annotated[int, Field(ge=1)]
    wrong_app_codes: Annotated[int, Field(ge=1)]
    """In a row from an authenticator app; then a code by e-mail has to come first."""
    free_wrong_passwords: Annotated[int, Field(ge=1)]
    wrong_passwords_per_client: Annotated[int, Field(ge=1)]
    """Wrong passwords from one client address in 15 minutes."""
    registrations_per_client: Annotated[int, Field(ge=1)]
    """Registrations started from one client address in an hour."""
    email_changes_per_account: Annotated[int, Field(ge=1)]
    """Changes of address asked for in an hour."""
    resets_per_client: Annotated[int, Field(ge=1)]
    """Password resets asked for from one client address in an hour."""
    applications_per_account: Annotated[int, Field(ge=1)]
    """Permit applications in a day."""
    exports_per_account: Annotated[int, Field(ge=1)]
    """Exports of one's own data in a day."""
    most_bytes_per_file: Annotated[int, Field(ge=1)]
    files_per_subject: Annotated[int, Field(ge=1)]
    malware_scanner: str
    """`guardduty`, the path of clamd's socket, or `none` (only on a local stack)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises: pydantic.ValidationError naming the variable that is missing or wrong."""
        return cls.model_validate(
            {name: environment[name.upper()] for name in cls.model_fields if name.upper() in environment}
        )
