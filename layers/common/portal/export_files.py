"""Where the parts of an export lie until they are packed.

| access | key (the bucket of exports) |
|---|---|
| one domain's part | `exports/<account id>/<export id>/<part>.json` |
| the packed file | `ready/<account id>/<export id>.zip` |
"""

from portal.context import Context
from portal.export import Part


class ExportParts:
    def __init__(self, context: Context) -> None:
        self._s3 = context.aws.s3
        self._bucket = context.settings.export_bucket

    @classmethod
    def from_context(cls, context: Context) -> "ExportParts":
        return cls(context)

    def put(self, account_id: str, export_id: str, name: str, part: Part) -> None:
        """Written again it is the same part, as it stands now. S3 tells of it. 1 call."""
        key = part_key(account_id, export_id, name)
        body = part.model_dump_json().encode()
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")

    def get(self, account_id: str, export_id: str, name: str) -> Part:
        """1 call."""
        answer = self._s3.get_object(Bucket=self._bucket, Key=part_key(account_id, export_id, name))
        return Part.model_validate_json(answer["Body"].read())

    def forget(self, account_id: str, export_id: str, name: str) -> None:
        """1 call."""
        self._s3.delete_object(Bucket=self._bucket, Key=part_key(account_id, export_id, name))


def part_key(account_id: str, export_id: str, name: str) -> str:
    return f"exports/{account_id}/{export_id}/{name}.json"
