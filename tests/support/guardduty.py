"""The event that GuardDuty puts on the bus after scanning an object."""

import json
from typing import Any


def guardduty_result(bucket: str, key: str, etag: str, result: str) -> Any:
    detail = {
        "schemaVersion": "1.0",
        "scanStatus": "COMPLETED",
        "resourceType": "S3_OBJECT",
        "s3ObjectDetails": {"bucketName": bucket, "objectKey": key, "eTag": etag.strip('"'), "s3Throttled": False},
        "scanResultDetails": {"scanResultStatus": result, "threats": None},
    }
    detail_type = "GuardDuty Malware Protection Object Scan Result"
    return {"Source": "aws.guardduty", "DetailType": detail_type, "Detail": json.dumps(detail)}
