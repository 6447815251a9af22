"""Files in S3 where the settings say so: the same actions, a real client against a service on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
STORE_AND_READ = """
import boto3, django, os
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
boto3.client("s3", endpoint_url=os.environ["PRONGSAI_S3_ENDPOINT"], region_name="us-east-1").create_bucket(Bucket="prongsai-files")
name = default_storage.save("1/ab/abcdef", ContentFile(b"%PDF-1.4"))
with default_storage.open(name) as file:
    assert file.read() == b"%PDF-1.4"
assert default_storage.exists(name) and not default_storage.exists("1/ab/other")
print(type(default_storage._wrapped).__name__, name)
"""


@pytest.fixture
def service() -> Iterator[str]:
    """The address of an S3 service."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def test_files_go_to_the_bucket_that_the_settings_name(service: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PRONGSAI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PRONGSAI_S3_BUCKET": "prongsai-files",
        "PRONGSAI_S3_ENDPOINT": service,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run(
        [sys.executable, "-c", STORE_AND_READ], env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["S3Storage", "1/ab/abcdef"]
    assert not (tmp_path / "files").exists()
