"""What we hold about one person, as a file for them: each domain writes its part, the accounts domain packs them.

A part is what its owner would see through the API, under headings that people understand. It holds no secret, no hash,
no officer's name, and of a request for care only what an officer has looked through (`docs/rules/accounts.md`, A32).

Pure; where the parts lie is `portal.export_files`.
"""

from typing import Any

from portal.shapes import Frozen

PARTS = ("account", "permits", "payments", "care", "notices")
"""A file is packed when all of them have come: whoever adds a domain's part adds its name."""


class Kind(Frozen):
    """Records of one kind, as the API shows them."""

    title: str
    records: list[dict[str, Any]]


class Part(Frozen):
    """All that one domain holds about a person."""

    title: str
    kinds: list[Kind]
