"""The values of `data/tuning.json`, with those that a deployment overrides, as numbers by name.

Only unknown names are refused here: `portal.config.Tuning` says what each value means and which are allowed. The web
pages use this module directly, since they do without pydantic.
"""

import json
from pathlib import Path

FILE = Path(__file__).parent / "data" / "tuning.json"


def tuned_values(overrides: str = "{}") -> dict[str, object]:
    """Lifetimes in seconds, and limits, by name.

    `overrides`: the template's parameter `Tuning`, a JSON object of names and values. Raises: ValueError if it is not
    such an object, or has a name that the file does not have.
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
