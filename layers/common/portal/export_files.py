"""The parts of an export in S3, until they are packed.

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
        """Write a domain's part, or write it again as it is now. S3 announces the new object. 1 call."""
        key = part_key(account_id, export_id, name)
        body = part.model_dump_json().encode()
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")

    def get(self, account_id: str, export_id: str, name: str) -> Part:
        """Read a domain's part. 1 call."""
        answer = self._s3.get_object(Bucket=self._bucket, Key=part_key(account_id, export_id, name))
        return Part.model_validate_json(answer["Body"].read())

    def forget(self, account_id: str, export_id: str, name: str) -> None:
        """Delete a domain's part. 1 call."""
        self._s3.delete_object(Bucket=self._bucket, Key=part_key(account_id, export_id, name))


def part_key(account_id: str, export_id: str, name: str) -> str:
    return f"exports/{account_id}/{export_id}/{name}.json"
