"""A form that comes after its writer was signed out, or signed in anew, loses nothing of what was typed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.offices import Office

from prongsai.programme.plans.models import Measure

pytestmark = pytest.mark.django_db
ADD = "/a/suanmali/2569/measures/add/"
TEXT = "ให้ทุกกองลงทะเบียนการยืมทรัพย์สินก่อนนำออก"
HERE = "http://testserver"


def measure(**more: str) -> dict[str, str]:
    """What the form of a new measure sends."""
    return {"title": TEXT, "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-text": "เขียน <b>ระเบียบ</b>", **more}


def fields_of(page: str) -> dict[str, str]:
    """What the button of the page would send."""
    form = re.findall(r'<form method="post".*?</form>', page, re.DOTALL)[0]
    return {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)}


def told(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def test_a_form_sent_by_somebody_who_is_signed_out_stays_and_is_taken_after_signing_in(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/sign-in/").cookies["csrf"].value
    out = browser.post(ADD, measure(csrfmiddlewaretoken=token), headers={"Origin": HERE})
    assert out.status_code == 403
    page = told(out)
    assert "ท่านออกจากระบบไปแล้ว" in page
    assert re.search(r'<a[^>]*href="/sign-in/\?next=/"[^>]*target="_blank"', page)
    assert TEXT in page
    assert "<b>" not in page
    assert "no-store" in out["Cache-Control"]

    browser.force_login(office.persons["officer"])
    browser.get("/account/")
    kept = fields_of(page)
    assert browser.post(ADD, kept, headers={"Origin": HERE}).status_code == 302
    assert Measure.objects.get().steps.get().text == "เขียน <b>ระเบียบ</b>"


def test_a_form_opened_before_the_last_sign_in_is_shown_again_with_a_new_token(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.persons["officer"])
    browser.get(ADD)
    sent = measure(csrfmiddlewaretoken="x" * 64)
    again = browser.post(ADD, sent, headers={"Origin": HERE})
    assert (again.status_code, Measure.objects.count()) == (403, 0)
    assert TEXT in told(again)
    assert browser.post(ADD, fields_of(told(again)), headers={"Origin": HERE}).status_code == 302
    assert Measure.objects.get().title == TEXT


def test_a_form_as_long_as_any_that_is_taken_stays_whole_and_fits_when_it_is_sent_again(office: Office, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500_000
    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/sign-in/").cookies["csrf"].value
    long = {f"steps-{step}-details": "ยาว" * 1_600 for step in range(25)}
    form = measure(csrfmiddlewaretoken=token, **{"steps-TOTAL_FORMS": "25"}, **{f"steps-{step}-text": "ขั้น" for step in range(25)}, **long)
    page = told(browser.post(ADD, form, headers={"Origin": HERE}))
    assert "สิ่งที่พิมพ์ไว้ยังอยู่ในหน้านี้" in page
    # Written as an address, each Thai letter takes nine bytes instead of three.
    assert re.search(r'<form method="post"[^>]* enctype="multipart/form-data"', page)
    kept = fields_of(page)
    assert {name: kept[name] for name in long} == long
    browser.force_login(office.persons["officer"])
    browser.get("/account/")
    assert browser.post(ADD, kept, headers={"Origin": HERE}).status_code == 302
    assert {step.details for step in Measure.objects.get().steps.all()} == {"ยาว" * 1_600}


def test_a_form_longer_than_any_that_is_taken_is_refused_and_leads_back_to_what_was_typed(office: Office, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/sign-in/").cookies["csrf"].value
    refused = browser.post(ADD, measure(csrfmiddlewaretoken=token, details="ยาว" * 5_000), headers={"Origin": HERE})
    assert refused.status_code == 400
    assert "กลับไปหน้าก่อนหน้า" in told(refused)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_words_from_elsewhere_are_not_offered_to_be_sent(office: Office, origin: str | None) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.persons["officer"])
    response = browser.post(ADD, measure(), headers={"Origin": origin} if origin else {})
    assert response.status_code == 403
    assert TEXT not in told(response)
    assert "<form" not in told(response)


def test_a_script_is_told_in_its_own_way_and_a_bare_button_leads_to_the_sign_in_page(office: Office) -> None:
    browser = Client()
    refused = browser.post(ADD, {}, headers={"Accept": "application/json"})
    assert refused.status_code == 403
    assert "ท่านออกจากระบบไปแล้ว" in refused.json()["refused"][0]["message"]
    assert browser.post(ADD, {})["Location"] == f"/sign-in/?next={ADD}"
    assert browser.get(ADD)["Location"] == f"/sign-in/?next={ADD}"
