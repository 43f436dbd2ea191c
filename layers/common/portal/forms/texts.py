"""The two voices of a form's text, and the person's name in it."""

from portal.forms.definition import Text


def in_voice(text: Text, *, on_behalf: bool, first_name: str = "the person") -> str:
    """The text for the person, or for somebody who fills the form in for them; `{name}` becomes the first name."""
    words = text if isinstance(text, str) else text.other if on_behalf else text.me
    return words.replace("{name}", first_name)
