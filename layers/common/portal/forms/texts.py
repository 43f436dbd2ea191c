"""The two voices of a text, and the name of the person in it."""

from portal.forms.definition import Text


def in_voice(text: Text, *, on_behalf: bool, first_name: str = "the person") -> str:
    """To the person, or to somebody who asks for them; `{name}` becomes the first name."""
    words = text if isinstance(text, str) else text.other if on_behalf else text.me
    return words.replace("{name}", first_name)
