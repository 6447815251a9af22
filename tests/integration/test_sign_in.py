"""Signing in: user name or e-mail and password, limits, second factor, and what strangers can learn."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.offices import PASSWORD, Office

from prongsai.foundation.people import demonstration
from prongsai.foundation.people.models import CacheEntry, Person

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]+')


@pytest.fixture
def officer(office: Office) -> Person:
    return with_password(office.persons["officer"])


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def text_of(response: Any) -> str:
    return TOKEN.sub(r"\1", response.content.decode())


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize(
    "name", ["suanmali-officer", "SUANMALI-Officer", "officer@suanmali.example", "Officer@SUANMALI.example", " suanmali-officer "]
)
def test_user_name_and_address_sign_in_whatever_their_capitals(client: Client, officer: Person, name: str) -> None:
    response = sign_in(client, name)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_passwords_are_kept_with_argon2(officer: Person) -> None:
    assert officer.password.startswith("argon2$argon2id$")


def test_who_is_unknown_and_who_mistypes_read_the_same(client: Client, officer: Person) -> None:
    answers = [
        sign_in(client, name, "wrong words here") for name in ("suanmali-officer", "officer@suanmali.example", "nobody", "nobody@x.example")
    ]
    assert {answer.status_code for answer in answers} == {422}
    texts = {re.sub(r'name="login" value="[^"]*"', "", text_of(answer)) for answer in answers}
    assert len(texts) == 1
    assert "ไม่ถูกต้อง" in texts.pop()


@pytest.mark.parametrize("name", ["suanmali-officer", "officer@suanmali.example", "nobody", "nobody@x.example"])
def test_every_attempt_hashes_once_so_that_time_tells_nothing(
    client: Client, officer: Person, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    for method in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, method)
        monkeypatch.setattr(
            Argon2PasswordHasher, method, lambda self, *given, _original=original: hashed.append(1) or _original(self, *given)
        )
    sign_in(client, name, "wrong words here")
    assert len(hashed) == 1


def test_the_sixth_wrong_password_has_to_wait_five_minutes(client: Client, officer: Person) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert [sign_in(client, officer.username, f"wrong {number}").status_code for number in range(5)] == [422] * 5
        for password in ("wrong again", PASSWORD):
            refused = sign_in(client, officer.username, password)
            assert refused.status_code == 429
            assert "รอ 5 นาที" in text_of(refused)
        clock.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(client, officer.username).status_code == 302


def test_limits_stand_in_the_database_that_all_processes_share(client: Client, officer: Person) -> None:
    sign_in(client, officer.username, "wrong")
    assert CacheEntry.objects.exists()


def test_too_many_requests_from_one_place_get_a_page_in_thai(client: Client, officer: Person) -> None:
    answers = [sign_in(client, f"nobody-{number}", "") for number in range(61)]
    assert answers[-1].status_code == 429
    assert "รอ 5 นาทีแล้วลองใหม่" in text_of(answers[-1])


def test_a_deactivated_person_is_out_at_the_next_request_and_stays_out(client: Client, officer: Person) -> None:
    sign_in(client, officer.username)
    assert client.get("/account/").status_code == 200
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"
    assert client.get("/a/suanmali/people/")["Location"] == "/sign-in/?next=/a/suanmali/people/"
    assert sign_in(client, officer.username)["Location"] == "/sign-in/inactive/"
    assert "ปิดอยู่" in text_of(client.get("/sign-in/inactive/"))


def test_a_person_without_a_password_cannot_sign_in_with_one(client: Client, office: Office) -> None:
    assert sign_in(client, "suanmali-officer", "").status_code == 422
    assert sign_in(client, "suanmali-officer", "!").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "login/code/confirm/",
        "login/code/",
        "3rdparty/signup/",
        "social/signup/",
        "provider/signup/",
        "oidc/provider/login/",
        "oidc/provider/login/callback/",
        "sessions/",
        "signup/passkey/",
        "second-factor/trust/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_addresses_that_are_not_used_are_absent(client: Client, officer: Person, path: str, method: str) -> None:
    absent = text_of(getattr(client, method)("/sign-in/no-such-page/"))
    response = getattr(client, method)(SIGN_IN + path)
    assert (response.status_code, text_of(response)) == (404, absent)
    client.force_login(officer)
    assert getattr(client, method)(SIGN_IN + path).status_code == 404


def test_signing_in_leads_only_to_our_own_pages(client: Client, officer: Person) -> None:
    assert sign_in(client, officer.username, next="/account/")["Location"] == "/account/"
    client.logout()
    assert sign_in(client, officer.username, next="https://evil.example/")["Location"] == "/"


def test_signing_out_needs_a_form(client: Client, officer: Person) -> None:
    client.force_login(officer)
    assert client.get("/sign-in/sign-out/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert client.post("/sign-in/sign-out/")["Location"] == SIGN_IN
    assert client.get("/account/").status_code == 302


def test_language_and_theme_of_the_person_come_along(client: Client, officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(language="en", theme="dark")
    response = sign_in(client, officer.username)
    assert {name: response.cookies[name].value for name in ("language", "theme")} == {"language": "en", "theme": "dark"}


ENTRANCE = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]
ENTRANCE += ["socialaccount_login_cancelled", "account_logout"]
OWN = ["account_change_password", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "socialaccount_connections"]
OWN += ["account_reauthenticate"]


@pytest.mark.parametrize("name", [*ENTRANCE, *OWN])
def test_every_page_of_the_sign_in_part_is_ours_and_in_thai(client: Client, officer: Person, name: str) -> None:
    if name in OWN or name == "account_logout":
        sign_in(client, officer.username)
    response = client.get(reverse(name))
    page = text_of(response)
    assert response.status_code == 200
    heading = re.findall(r"<h1>(.*?)</h1>", page)
    assert len(heading) == 1
    assert re.search("[ก-๎]", heading[0])
    assert f"<title>{heading[0]} · โปร่งใส</title>" in page
    assert "pages.css" in page
    assert "Menu:" not in page
    assert "style=" not in page
    assert [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and 'type="application/json"' not in tag] == []


def test_the_password_page_speaks_our_words(client: Client, officer: Person) -> None:
    sign_in(client, officer.username)
    page = "/sign-in/password/change/"
    weak = client.post(page, {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"})
    assert weak.status_code == 422
    assert "สั้นเกินไป ใช้อย่างน้อย 10 ตัว" in text_of(weak)
    assert "<title>ผิดพลาด:" in text_of(weak)
    better = "อีกรหัสหนึ่งที่ยาวพอ"
    assert client.post(page, {"oldpassword": PASSWORD, "password1": better, "password2": better})["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_forgotten_password_is_set_anew_by_mail(client: Client, officer: Person) -> None:
    sent = client.post("/sign-in/password/reset/", {"email": "OFFICER@suanmali.example"})
    unknown = client.post("/sign-in/password/reset/", {"email": "nobody@x.example"})
    assert sent["Location"] == unknown["Location"] == "/sign-in/password/reset/sent/"
    assert [message.to for message in mail.outbox] == [["officer@suanmali.example"]]
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", str(mail.outbox[0].body))
    page = client.get(address, follow=True)
    new = "รหัสใหม่ที่ยาวพอควร"
    done = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done["Location"] == "/sign-in/password/reset/done/"
    assert sign_in(client, officer.username, new).status_code == 302
    assert "ใช้ไม่ได้แล้ว" in text_of(Client().get(address, follow=True))


# The second factor


def test_a_role_that_needs_a_second_factor_is_led_to_it_before_any_work(client: Client, office: Office) -> None:
    administrator = with_password(office.persons["agency_administrator"])
    sign_in(client, administrator.username)
    assert client.get("/a/suanmali/people/")["Location"] == "/second-factor/"
    page = text_of(client.get("/second-factor/"))
    assert "ผู้ดูแลระบบของหน่วยงาน" in page
    assert reverse("mfa_activate_totp") in page


def test_a_second_factor_opens_the_work_and_is_asked_at_the_next_sign_in(client: Client, office: Office) -> None:
    administrator = with_password(office.persons["agency_administrator"])
    sign_in(client, administrator.username)
    page = text_of(client.get(reverse("mfa_activate_totp")))
    assert 'src="data:image/svg+xml;base64,' in page
    secret = client.session["mfa.totp.secret"]
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\w+)</code>", text_of(client.get(reverse("mfa_view_recovery_codes"))))
    assert len(codes) == 10
    assert client.get("/a/suanmali/people/").status_code == 200
    assert client.get("/second-factor/")["Location"] == "/"

    other = Client()
    assert sign_in(other, administrator.username)["Location"] == reverse("mfa_authenticate")
    assert other.get("/account/").status_code == 302
    asked = other.get(reverse("mfa_authenticate"))
    assert "ยืนยันขั้นที่สอง" in text_of(asked)
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert other.get("/a/suanmali/people/").status_code == 200
    again = Client()
    sign_in(again, administrator.username)
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 422


def test_guessing_the_second_factor_is_limited(client: Client, office: Office) -> None:
    administrator = with_password(office.persons["agency_administrator"])
    TOTP.activate(administrator, "A" * 32)
    sign_in(client, administrator.username)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}).status_code for number in range(12)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_second_factor_is_taken_off_only_after_a_look_who_is_there(client: Client, office: Office) -> None:
    administrator = with_password(office.persons["agency_administrator"])
    TOTP.activate(administrator, "A" * 32)
    RecoveryCodes.activate(administrator)
    client.force_login(administrator)
    response = client.get(reverse("mfa_deactivate_totp"))
    assert response["Location"].startswith("/sign-in/confirm/")
    assert Authenticator.objects.filter(user=administrator).count() == 2


def test_who_signed_in_long_ago_is_asked_again_before_changing_the_second_factor(client: Client, officer: Person) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        sign_in(client, officer.username)
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        clock.shift(timedelta(minutes=6))
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith("/sign-in/confirm/")
        asked = client.post("/sign-in/confirm/", {"password": "wrong"})
        assert asked.status_code == 422
        assert client.post("/sign-in/confirm/", {"password": PASSWORD, "next": reverse("mfa_activate_totp")}).status_code == 302
        assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_demonstration_asks_for_no_second_factor_and_lists_its_people(client: Client, office: Office, settings: Any) -> None:
    administrator = with_password(office.persons["agency_administrator"])
    assert demonstration.PASSWORD not in text_of(client.get(SIGN_IN))
    settings.DEMONSTRATION = True
    page = text_of(client.get(SIGN_IN))
    assert page.count(f'value="{demonstration.PASSWORD}"') == len(demonstration.people())
    assert "ผู้ดูแลเครื่องแม่ข่าย" in page
    sign_in(client, administrator.username)
    assert client.get("/a/suanmali/people/").status_code == 200
