"""First step of an account. The answer is the same whether or not the address has one already."""

from typing import Annotated

from pydantic import Field, StrictBool, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from auth.model import Kind, Person, PlainLine, PlainName
from auth.rules import passwords
from auth.store.registrations import Registrations
from portal.api import Request, operation
from portal.clock import Instant
from portal.email_address import EmailAddress
from portal.ids import SecretId
from portal.input_errors import BROKEN_RULES
from portal.problems import unwrap
from portal.shapes import Input, View, must_be_true

AGREED = must_be_true("not_agreed", "You need to agree to the privacy policy to have an account.")


class NewRegistration(Input):
    email: Annotated[EmailAddress, Field(title="your email address")]
    first_name: Annotated[PlainName, Field(title="your first name")]
    last_name: Annotated[PlainName, Field(title="your last name")]
    password: Annotated[passwords.ChosenPassword, Field(title="a password")]
    privacy_policy_accepted: Annotated[StrictBool, AGREED, Field(title="your agreement to the privacy policy")]
    kind: Annotated[Kind, Field(title="the kind of account")] = "resident"
    organisation: Annotated[PlainLine | None, Field(title="your organisation", validate_default=True)] = None
    job_title: Annotated[PlainLine | None, Field(title="your job title", validate_default=True)] = None

    @field_validator("password")
    @classmethod
    def _good_password(cls, password: str, others: ValidationInfo) -> str:
        """Check the password's rules, also against the name and email address as far as these are valid, so that all
        errors of the form are reported together.
        """
        names = tuple(others.data.get(name, "") for name in ("first_name", "last_name"))
        normal = passwords.normalised(password)
        errors = passwords.broken_rules(normal, email=others.data.get("email", ""), names=names)
        if errors:
            raise PydanticCustomError(BROKEN_RULES, "See errors.", {"errors": errors})
        return password

    @field_validator("organisation", "job_title")
    @classmethod
    def _professionals_say_where_they_work(cls, text: str | None, others: ValidationInfo) -> str | None:
        if text is None and others.data.get("kind") == "professional":
            label = cls.model_fields[str(others.field_name)].title
            raise PydanticCustomError("missing", f"Enter {label}.")
        return text

    def person(self) -> Person:
        return Person.model_validate(self.model_dump(include=set(Person.model_fields)))


class RegistrationStarted(View):
    registration_id: SecretId
    expires_at: Instant


@operation(
    "POST",
    "/v1/registrations",
    access="public",
    status=201,
    idempotent=True,
    calls=4,
    problems=("too_many_attempts",),
)
def start_registration(request: Request[NewRegistration], registrations: Registrations) -> RegistrationStarted:
    started = registrations.repeated(request.idempotency, request.now)
    if started is None:
        unwrap(registrations.count_start(request.client, request.now))
        password_hash = passwords.hash_password(request.body.password)
        started = registrations.start(request.body.person(), password_hash, request.idempotency, request.now)
    registration_id, ends_at = unwrap(started)
    return RegistrationStarted(registration_id=registration_id, expires_at=ends_at)


handler = start_registration.lambda_handler
