"""Files are given out byte for byte to who may read them, and to nobody else; a browser never runs them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.http import FileResponse
from django.test import Client
from PIL import Image
from tests.offices import NOW, Office

from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import EVIDENCE_RULE, PAPER_RULE, Rule
from prongsai.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db


def stored(office: Office, data: bytes, name: str, permission: str = "plans.view", rule: Rule = EVIDENCE_RULE) -> StoredFile:
    return store_upload(by=office.actor(), at=NOW, data=data, name=name, rule=rule, read_permission=permission, keeps_original=True)


def jpeg() -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "secret camera"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def enter(client: Client, office: Office, role: str = "unit_reporter") -> Client:
    client.force_login(office.persons[role])
    return client


def content_of(answer: object) -> bytes:
    assert isinstance(answer, FileResponse)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_a_pdf_is_shown_with_its_name_and_can_run_nothing(client: Client, office: Office) -> None:
    file = stored(office, b"%PDF-1.4 notice", "ประกาศ ๑.pdf")
    answer = enter(client, office).get(f"/a/suanmali/files/{file.pk}/")
    assert content_of(answer) == b"%PDF-1.4 notice"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%E0%B8%9B")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Content-Length"] == "15"
    assert answer["ETag"] == f'"{file.blob.sha256}"'


def test_kinds_that_could_carry_a_script_are_saved_never_shown(client: Client, office: Office) -> None:
    for data, name in ((b"<script>alert(1)</script>", "a.html"), (b"x,y\n1,2\n", "b.csv")):
        file = stored(office, data, name, rule=PAPER_RULE)
        answer = enter(client, office).get(f"/a/suanmali/files/{file.pk}/")
        assert content_of(answer) == data
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]


def test_a_browser_that_has_the_file_is_not_sent_it_again(client: Client, office: Office) -> None:
    file = stored(office, b"%PDF-1.4 notice", "a.pdf")
    address = f"/a/suanmali/files/{file.pk}/"
    answer = enter(client, office).get(address, headers={"If-None-Match": f'W/"{file.blob.sha256}"'})
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (304, b"", "private, no-cache")
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
    other.close()


def test_head_tells_what_get_would(client: Client, office: Office) -> None:
    file = stored(office, b"%PDF-1.4 notice", "a.pdf")
    answer = enter(client, office).head(f"/a/suanmali/files/{file.pk}/")
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", "15")


def test_the_original_of_a_picture_is_for_who_edits_plans_or_watches_the_trail(client: Client, office: Office) -> None:
    taken = jpeg()
    file = stored(office, taken, "ภาพ.jpg")
    address = f"/a/suanmali/files/{file.pk}/"
    assert b"secret camera" not in content_of(enter(client, office).get(address))
    assert client.get(f"{address}?original=1").status_code == 404
    assert content_of(enter(client, office, "officer").get(f"{address}?original=1")) == taken
    plain = stored(office, b"%PDF-1.4", "a.pdf")
    assert client.get(f"/a/suanmali/files/{plain.pk}/?original=1").status_code == 404


def test_files_of_others_and_files_for_others_are_not_there(client: Client, office: Office, other_office: Office) -> None:
    foreign, secret = stored(other_office, b"%PDF-1.4 f", "a.pdf"), stored(office, b"%PDF-1.4 s", "a.pdf", permission="audit.view")
    enter(client, office)
    for file in (foreign, secret):
        for part in ("", "details/"):
            assert client.get(f"/a/suanmali/files/{file.pk}/{part}").status_code == 404
    assert client.post(f"/a/suanmali/files/{secret.pk}/").status_code == 405


def test_the_page_of_a_file_tells_its_hash_and_who_stored_it(client: Client, office: Office) -> None:
    file = stored(office, jpeg(), "ภาพ.jpg")
    page = enter(client, office).get(f"/a/suanmali/files/{file.pk}/details/").content.decode()
    assert file.original is not None
    assert all(words in page for words in (file.blob.sha256, file.original.sha256, "ผู้ทดสอบ officer", "ยังไม่ได้ใช้ที่ใด"))
    assert "?original=1" not in page
