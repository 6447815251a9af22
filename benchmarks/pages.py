"""How long the pages of an office take beside a bare Django view, under the same server with two processes: p50, p95 and ratios."""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

MEASURES = 200
REQUESTS = 150
CLIENTS = 2
PASSWORD = "only-for-this-benchmark"
BARE = """
from django.conf import settings
settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="bare", MIDDLEWARE=[])
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("<!doctype html><title>bare</title><p>bare"))]
application = get_wsgi_application()
"""


def fill(data: Path) -> tuple[str, int]:
    """An office with a plan of many measures; gives its code and the id of one measure."""
    os.environ |= {"PRONGSAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
    import django

    django.setup()
    from datetime import date

    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from prongsai.foundation.agencies.actions import open_agency
    from prongsai.foundation.people.actions import give_role, make_person
    from prongsai.foundation.people.actor import system
    from prongsai.foundation.people.queries import actor_in
    from prongsai.programme.plans.actions.measures import add_measure, start_plan
    from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft

    now, by = timezone.now(), system(None)
    agency = open_agency(by=by, at=now, code="bench", name="องค์การบริหารส่วนตำบลสวนมะลิ", province="ลำพูน", unit_names=["สำนักปลัด", "กองคลัง"])
    person = make_person(by=by, at=now, username="bench", full_name="ผู้วัด", password=PASSWORD)
    give_role(by=by, at=now, person=person, role="officer", agency=agency)
    actor = actor_in(person, agency.pk)
    if actor is None:
        raise RuntimeError("the person has no role")
    plan = start_plan(by=actor, at=now, fiscal_year=2569)
    units = tuple(agency.units.values_list("pk", flat=True))
    first = 0
    for index in range(MEASURES):
        steps = tuple(StepDraft(text=f"ขั้นตอน {step} ของมาตรการ {index}") for step in range(3))
        draft = MeasureDraft(
            title=f"จัดทำคู่มือการให้บริการประชาชนเรื่องที่ {index}",
            steps=steps,
            unit_ids=units[index % 2 :][:1],
            starts_on=date(2025, 10, 1),
            ends_on=date(2026, 9, 30),
            monitoring=(MonitoringDraft(date(2026, 3, 31)),),
            indicators=(1 + index % 10,),
        )
        measure = add_measure(by=actor, at=now, plan=plan, draft=draft)
        first = first or measure.pk
    return agency.code, first


@contextmanager
def serving(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A server that runs for as long as the block."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def sign_in(port: int) -> str:
    """The cookies of somebody who signed in."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/sign-in/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {"login": "bench", "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{port}/"}
    connection.request("POST", "/sign-in/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"sign-in answered {answer.status}")
    return "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")


def measure(port: int, path: str, cookie: str) -> tuple[float, float, int]:
    """p50 and p95 in milliseconds and the size of the page, over requests of several clients at once."""
    taken: list[float] = []
    sizes: set[int] = set()

    def ask(count: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(count):
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            sizes.add(len(answer.read()))
            taken.append((time.perf_counter() - begin) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")

    ask(10)
    taken.clear()
    clients = [threading.Thread(target=ask, args=(REQUESTS // CLIENTS,)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], max(sizes)


def main() -> None:
    """Print one line for each page, with its ratio to the bare view."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "bare.py").write_text(BARE, "utf-8")
        code, measure_id = fill(place / "data")
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--log-level", "error"]
        bare = [*granian, "--port", "8191", "bare:application"]
        prepare = [Path(sys.executable).with_name("prongsai"), "serve", "--data", str(place / "data"), "--port", "8192", "--workers", "2"]
        print(f"{MEASURES} measures, {CLIENTS} clients, 2 web processes")
        print(f"{'':<22}{'p50 ms':>9}{'p95 ms':>9}{'/ bare':>9}{'kB':>7}")
        with serving(bare, 8191, PYTHONPATH=folder):
            base, tail, size = measure(8191, "/", "")
        print(f"{'bare Django view':<22}{base:>9.2f}{tail:>9.2f}{1:>7.1f} ×{size / 1000:>7.1f}")
        pages = {
            "sign-in": "/sign-in/",
            "home": f"/a/{code}/2569/",
            "plan table": f"/a/{code}/2569/measures/",
            "measure": f"/a/{code}/measures/{measure_id}/",
        }
        with serving([str(word) for word in prepare], 8192):
            cookie = sign_in(8192)
            for name, path in pages.items():
                middle, tail, size = measure(8192, path, cookie if name != "sign-in" else "")
                print(f"{name:<22}{middle:>9.2f}{tail:>9.2f}{middle / base:>7.1f} ×{size / 1000:>7.1f}")


if __name__ == "__main__":
    main()
