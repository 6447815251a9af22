"""Full disk, read-only disk, lost file, clock set back, mail server down: a clear page or sentence, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.conf import settings
from django.db import connection
from django.test import override_settings
from tests.backups import OPEN, WRITE, Place, empty_place
from tests.functional.serving import free_port
from tests.offices import NOW, Office

from prongsai.foundation.audit.queries import latest_of_agency, verify
from prongsai.foundation.doctor.mail import look_at_mail
from prongsai.foundation.doctor.trail import look_at_clock
from prongsai.foundation.people.invitations import invite, open_invitation
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft

ENTER = """
import json, os, re, resource, sys, django
from html import unescape
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.foundation.people.models import Person
from prongsai.programme.plans.models import Measure, MoreRequest, ProgressReport
client = Client(raise_request_exception=False)
told = {}
def enter(role):
    client.force_login(Person.objects.get(username=f"suanmali-{role}"), backend=settings.AUTHENTICATION_BACKENDS[0])
def hidden(page):
    return {name: unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)}
measure = Measure.objects.first()
"""
FULL_DATABASE = (
    ENTER
    + """
enter("executive")
address, text = f"/a/suanmali/measures/{measure.pk}/ask/", "ขอภาพประกอบการประชุมคณะทำงาน " * 50
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE filler (content)")
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        while True:
            cursor.execute("INSERT INTO filler VALUES (zeroblob(5000))")
    except Exception as error:
        assert "full" in str(error)
answer = client.post(address, {"text": text.strip(), "wanted_by": "31 ธ.ค. 2569"})
page = answer.content.decode()
told["status"], told["says"], told["asked"] = answer.status_code, "ดิสก์เต็ม" in page, MoreRequest.objects.count()
told["keeps"] = hidden(page).get("text") == text.strip()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA max_page_count = 1000000")
    cursor.execute("DROP TABLE filler")
again = client.post(address, {name: value for name, value in hidden(page).items() if name != "csrfmiddlewaretoken"})
told["again"], told["then"] = again.status_code, MoreRequest.objects.count()
print(json.dumps(told))
"""
)
RAISES_FULL = """
enter("executive")
address, text = f"/a/suanmali/measures/{measure.pk}/ask/", "ขอภาพประกอบการประชุมคณะทำงาน"
with connection.cursor() as cursor:
    cursor.execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")
    cursor.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {MoreRequest._meta.db_table} FOR EACH ROW EXECUTE FUNCTION full_disk()")
answer = client.post(address, {"text": text, "wanted_by": "31 ธ.ค. 2569"})
page = answer.content.decode()
told["status"], told["says"], told["asked"] = answer.status_code, "ดิสก์เต็ม" in page, MoreRequest.objects.count()
told["keeps"] = hidden(page).get("text") == text
with connection.cursor() as cursor:
    cursor.execute(f"DROP TRIGGER full_disk ON {MoreRequest._meta.db_table}")
again = client.post(address, {name: value for name, value in hidden(page).items() if name != "csrfmiddlewaretoken"})
told["again"], told["then"] = again.status_code, MoreRequest.objects.count()
print(json.dumps(told))
"""
FULL_DISK = (
    ENTER
    + """
enter("officer")
from prongsai.foundation.agencies.models import Unit
unit = Unit.objects.get(agency=measure.agency, name="กองคลัง")
before = (Blob.objects.count(), sorted(os.listdir(settings.MEDIA_ROOT)))
big = lambda: SimpleUploadedFile("ใหญ่.pdf", b"%PDF-1.4 " + b"x" * 12_000_000)
values = {"happened_on": "๑๗ มี.ค. ๒๕๖๙", "unit": unit.pk, "done_text": "ประชุมแล้ว", "count-rows": "0"}
address = f"/a/suanmali/measures/{measure.pk}/report/"
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 50_000_000
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000_000, unlimited[1]))
answer = client.post(address, values | {"evidence": big()})
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
page = answer.content.decode()
told["status"], told["says"], told["names"] = answer.status_code, "ดิสก์เต็ม" in page, "ใหญ่.pdf" in page
told["reports"], told["same"] = ProgressReport.objects.count(), Blob.objects.count() == before[0]
told["keeps"] = hidden(page).get("done_text") == "ประชุมแล้ว"
again = client.post(address, values | {"evidence": big()})
told["again"], told["then"] = again.status_code, ProgressReport.objects.count()
print(json.dumps(told))
"""
)
LOST_FILE = (
    ENTER
    + """
enter("officer")
stored = StoredFile.objects.first()
os.unlink(stored.blob.content.path)
gone = client.get(f"/a/suanmali/files/{stored.pk}/")
told["status"], told["says"] = gone.status_code, "หายไปจากที่เก็บ" in gone.content.decode()
told["details"] = client.get(f"/a/suanmali/files/{stored.pk}/details/").status_code
print(json.dumps(told))
"""
)
BOUND = """
import ctypes, os
def be_bound_by_rights():
    if os.getuid() == 0:
        # The rights of files bind everybody but root; without these capabilities they bind root too.
        libc = ctypes.CDLL(None, use_errno=True)
        head, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        assert libc.capget(head, sets) == 0
        sets[0] &= ~0b110
        assert libc.capset(head, sets) == 0
"""
READ_ONLY = (
    ENTER
    + BOUND
    + """
from django.utils import timezone
from prongsai.foundation.doctor.examination import examine
enter("executive")
measure = Measure.objects.first()
connection.close()
for folder, folders, files in os.walk(settings.DATA):
    for name in files:
        os.chmod(os.path.join(folder, name), 0o400)
    os.chmod(folder, 0o500)
be_bound_by_rights()
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
answer = client.post(f"/a/suanmali/measures/{measure.pk}/ask/", {"text": "ขอภาพประกอบ", "wanted_by": "31 ธ.ค. 2569"})
page = answer.content.decode()
told["status"], told["says"], told["keeps"] = answer.status_code, "เขียนข้อมูลลงดิสก์ไม่ได้" in page, hidden(page).get("text") == "ขอภาพประกอบ"
found = {finding.key: finding.level.value for finding in examine(now=timezone.now())}
told["doctor"] = found["folder-writable"]
print(json.dumps(told))
"""
)
DOCTOR_BOUND = (
    BOUND
    + """
import sys
be_bound_by_rights()
from prongsai.interfaces.cli import main
sys.exit(main(["doctor"]))
"""
)


@pytest.fixture(scope="module")
def office_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation with an office, a measure and a file, made once and copied for each test."""
    with empty_place(tmp_path_factory.mktemp("office") / "data") as made:
        made.run(OPEN)
        made.run(WRITE, "first", "1")
        yield made


@pytest.fixture
def place(office_on_disk: Place, tmp_path: Path) -> Iterator[Place]:
    """An installation of the test's own."""
    with empty_place(tmp_path / "data", like=office_on_disk) as made:
        shutil.copytree(office_on_disk.data, made.data, dirs_exist_ok=True)
        yield made


def told(place: Place, script: str) -> dict[str, object]:
    return dict(json.loads(place.run(script).splitlines()[-1]))


def test_a_full_database_keeps_what_was_typed_and_takes_it_when_there_is_room(place: Place) -> None:
    if place.is_postgresql:
        # The server's own disk cannot be filled here; that it is full comes as an error of its own, which it can be made to say.
        full = ENTER + RAISES_FULL
        assert told(place, full) == {"status": 507, "says": True, "keeps": True, "asked": 0, "again": 302, "then": 1}
        return
    assert told(place, FULL_DATABASE) == {"status": 507, "says": True, "keeps": True, "asked": 0, "again": 302, "then": 1}
    assert set(place.doctor().values()) <= {"ok", "warn"}


def test_a_disk_that_is_full_during_an_upload_stores_nothing_and_says_so(place: Place) -> None:
    assert told(place, FULL_DISK) == {
        "status": 507, "says": True, "names": True, "reports": 0, "same": True, "keeps": True, "again": 302, "then": 1,
    }  # fmt: skip
    assert place.doctor()["files"] == "ok"
    assert list((place.data / "files").rglob("*.part*")) == []


def test_a_file_that_was_lost_is_told_on_its_page_and_by_the_doctor(place: Place) -> None:
    assert told(place, LOST_FILE) == {"status": 503, "says": True, "details": 200}
    assert place.doctor()["files"] == "bad"


def test_a_disk_that_becomes_read_only_is_told_to_people_and_by_the_doctor(place: Place) -> None:
    """With real rights: files and folders that may be read and not written."""
    assert told(place, READ_ONLY) == {"status": 503, "says": True, "keeps": True, "doctor": "bad"}
    process = place.start(DOCTOR_BOUND)
    _, complaints = process.communicate(timeout=120)
    for path in (place.data, *place.data.rglob("*")):
        path.chmod(0o700)
    assert process.returncode == 1
    if not place.is_postgresql:
        assert "อ่านได้อย่างเดียว" in complaints
    assert "Traceback" not in complaints
    assert place.titles() == ["first-0"]


@pytest.mark.django_db
def test_a_clock_that_was_set_back_loses_no_order_and_is_told(office: Office) -> None:
    by = office.actor()
    with time_machine.travel(NOW, tick=False):
        plan = start_plan(by=by, at=NOW, fiscal_year=2569)
        first = add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft(title="ก่อน"))
        _, secret = invite(by=office.actor("agency_administrator"), at=NOW, agency=office.agency, full_name="ผู้ได้รับเชิญ", role="executive")
        # A database server keeps the time of today: that the two clocks differ is told, and is no more than a warning.
        assert [finding.level.value for finding in look_at_clock()] == ["warn" if connection.vendor == "postgresql" else "ok"]
    back = NOW - timedelta(days=400)
    with time_machine.travel(back, tick=False):
        second = add_measure(by=by, at=back, plan=plan, draft=MeasureDraft(title="หลัง"))
        (finding,) = look_at_clock()
        assert (finding.level.value, "400 วัน" in finding.thai) == ("bad", True)
        assert open_invitation(at=back, secret=secret).full_name == "ผู้ได้รับเชิญ"
    subjects = [event.object_id for event in latest_of_agency(office.agency.pk) if event.verb == "plans.measure_added"]
    assert subjects == [str(second.pk), str(first.pk)]
    assert [broken for _, _, broken in verify() if broken] == []


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_mail_server_that_is_down_is_told_and_one_that_answers_is_well() -> None:
    port = free_port()
    there = replace(settings.ENVIRONMENT, mail_url=f"smtp://127.0.0.1:{port}")
    real = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(ENVIRONMENT=there, EMAIL_BACKEND=real, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False):
        down = look_at_mail()
        controller = Controller(Sink(), hostname="127.0.0.1", port=port)
        controller.start()
        try:
            up = look_at_mail()
        finally:
            controller.stop()
    assert (down.level.value, up.level.value) == ("warn", "ok")
    assert "PRONGSAI_MAIL_URL" in down.thai
