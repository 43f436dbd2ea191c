"""The values of `data/tuning.json` with those that a deployment overrides, as numbers by name.

Checked for unknown names only: `portal.config.Tuning` says what each is and which values are allowed. The pages use
this as it is, since they do without pydantic.
"""

import json
from pathlib import Path

FILE = Path(__file__).parent / "data" / "tuning.json"


def tuned_values(overrides: str = "{}") -> dict[str, object]:
    """Lifetimes in seconds and limits, by name.

    `overrides`: the template's parameter `Tuning`, a JSON object of names and values.
    Raises: ValueError if that is no such object, or has a name that the file has not.
    """
    written = json.loads(FILE.read_text("utf-8"))
    values: dict[str, object] = written["lifetimes_in_seconds"] | written["limits"]
    try:
        given = json.loads(overrides)
    except json.JSONDecodeError as error:
        raise ValueError(f"Tuning is not JSON: {error}") from None
    if not isinstance(given, dict):
        raise ValueError('Tuning must be a JSON object, as in {"sign_in_lifetime": 900}')
    if unknown := sorted(given.keys() - values.keys()):
        raise ValueError(f"Tuning has names that data/tuning.json has not: {', '.join(unknown)}")
    return values | given
