"""What we hold about one person, as a file for them: each domain writes its part, the accounts domain packs them.

A part is what its owner would see through the API, under headings that people understand. It holds no secret, no hash,
no officer's name, and nothing of care: that is released after an officer's check alone (`accounts.md`, "Privacy").

| access | key (the bucket of exports) |
|---|---|
| one domain's part | `exports/<account id>/<export id>/<part>.json` |
| the packed file | `ready/<account id>/<export id>.zip` |
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from portal.world import World

PARTS = ("account", "permits", "payments")
"""A file is packed when all of them have come: whoever adds a domain's part adds its name."""


class Kind(BaseModel):
    """Records of one kind, as the API shows them."""

    model_config = ConfigDict(frozen=True)

    title: str
    records: list[dict[str, Any]]


class Part(BaseModel):
    """All that one domain holds about a person."""

    model_config = ConfigDict(frozen=True)

    title: str
    kinds: list[Kind]


class ExportParts:
    def __init__(self, world: World) -> None:
        self._s3 = world.aws.s3
        self._bucket = world.settings.export_bucket

    @classmethod
    def open(cls, world: World) -> "ExportParts":
        return cls(world)

    def put(self, account_id: str, export_id: str, name: str, part: Part) -> None:
        """Written again it is the same part, as it stands now. S3 tells of it. 1 call."""
        key = part_key(account_id, export_id, name)
        body = part.model_dump_json().encode()
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")

    def get(self, account_id: str, export_id: str, name: str) -> Part:
        """1 call."""
        answer = self._s3.get_object(Bucket=self._bucket, Key=part_key(account_id, export_id, name))
        return Part.model_validate_json(answer["Body"].read())


def part_key(account_id: str, export_id: str, name: str) -> str:
    return f"exports/{account_id}/{export_id}/{name}.json"
