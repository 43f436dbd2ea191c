"""What browsers may keep for a year gets there with that said, once, and nothing of an earlier release goes."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws
from mypy_boto3_s3 import S3Client

from tests.support.moto_stack import CREDENTIALS
from tests.support.template import REGION
from tools.assets import TYPES, upload
from web.build_assets import build


@pytest.fixture
def s3() -> Iterator[S3Client]:
    with mock_aws():
        client: S3Client = boto3.client("s3", REGION, **CREDENTIALS)
        client.create_bucket(Bucket="assets", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        yield client


def test_what_is_new_is_uploaded_and_what_is_old_stays(s3: S3Client, tmp_path: Path) -> None:
    (tmp_path / "portal.aaa.css").write_text("a{}")
    assert upload(s3, "assets", tmp_path) == ["portal.aaa.css"]
    (tmp_path / "portal.aaa.css").unlink()
    (tmp_path / "portal.bbb.css").write_text("b{}")
    assert upload(s3, "assets", tmp_path) == ["portal.bbb.css"]
    assert upload(s3, "assets", tmp_path) == []
    for name in ("portal.aaa.css", "portal.bbb.css"):
        there = s3.get_object(Bucket="assets", Key=f"assets/{name}")
        assert there["CacheControl"] == "public, max-age=31536000, immutable"
        assert there["ContentType"] == "text/css; charset=utf-8"


def test_the_page_with_one_name_is_uploaded_anew_and_kept_for_a_minute(s3: S3Client, tmp_path: Path) -> None:
    for words in ("old", "new"):
        (tmp_path / "unavailable.html").write_text(words)
        assert upload(s3, "assets", tmp_path) == ["unavailable.html"]
    there = s3.get_object(Bucket="assets", Key="assets/unavailable.html")
    assert (there["Body"].read(), there["CacheControl"]) == (b"new", "public, max-age=60")
    assert there["ContentType"] == "text/html; charset=utf-8"


def test_the_kind_of_every_asset_is_known(tmp_path: Path) -> None:
    build(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} <= set(TYPES)
