"""A person's own copy of what we hold about them: each domain writes its part, and the accounts domain packs the parts.

A part contains what its owner would see through the API, under headings that people understand: no secret, no hash, no
officer's name, and of a care request only what an officer has read through (`docs/rules/accounts.md`, A32). Pure;
`portal.export_files` stores the parts.
"""

from typing import Any

from portal.shapes import Frozen

PARTS = ("account", "permits", "payments", "care", "notices")
"""The names of the parts. An export is packed when all of them are written."""


class Kind(Frozen):
    """Records of one kind, as the API shows them. `title`: the heading above them."""

    title: str
    records: list[dict[str, Any]]


class Part(Frozen):
    """All that one domain holds about a person. `title`: the heading of the part."""

    title: str
    kinds: list[Kind]
