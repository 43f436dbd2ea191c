"""`python -m tools.assets FOLDER --bucket … [--profile …]`: uploads the pages' styles, scripts and images for
CloudFront.

File names hold a hash of the content, so a file that exists already is right; only the page for when ours cannot be
reached has one name, and is uploaded anew. Files of earlier releases stay, because open pages refer to them.
`make upload-assets` calls this before the pages with the new names are deployed.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tools.steps import ToolError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "assets/"
FOR_A_YEAR = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"
PAGE = ".html"
TYPES = {
    ".css": "text/css; charset=utf-8",
    PAGE: "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


def upload(s3: "S3Client", bucket: str, folder: Path) -> list[str]:
    """Upload the missing files and the page, and return their names. 1 call, and 1 for each file."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=PREFIX)
    there = {found["Key"] for page in pages for found in page.get("Contents", [])}
    files = sorted(file for file in folder.iterdir() if file.suffix in TYPES)
    missing = [file for file in files if file.suffix == PAGE or PREFIX + file.name not in there]
    for file in missing:
        s3.put_object(
            Bucket=bucket,
            Key=PREFIX + file.name,
            Body=file.read_bytes(),
            ContentType=TYPES[file.suffix],
            CacheControl=FOR_A_MINUTE if file.suffix == PAGE else FOR_A_YEAR,
        )
    return [file.name for file in missing]


def main(arguments: list[str]) -> None:
    """Upload the assets that the arguments name. Raises: ToolError."""
    parser = argparse.ArgumentParser(prog="make upload-assets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bucket", required=True, help="the stack's output AssetsBucket")
    parser.add_argument("--profile")
    given = parser.parse_args(arguments)
    try:
        uploaded = upload(boto3.Session(profile_name=given.profile).client("s3"), given.bucket, given.folder)
    except ClientError as error:
        raise ToolError(f"{error.response['Error']['Message']} The stack's output AssetsBucket names it.") from None
    except BotoCoreError as error:
        raise ToolError(f"{error} Choose an AWS profile that has a region with PROFILE=…") from None
    print(f"Uploaded: {', '.join(uploaded)}." if uploaded else "Everything was there already.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ToolError as trouble:
        sys.exit(f"\n{trouble}")
