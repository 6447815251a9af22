"""Signing in through an OpenID Connect provider (ThaID or another): a tiny provider of our own plays its part over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.offices import PASSWORD, Office

from prongsai.foundation.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]

START = "/sign-in/oidc/provider/login/"
CLIENT, SECRET = "prongsai", "a-secret-of-the-test-provider-only"


def _token(claims: dict[str, Any]) -> str:
    """A token as providers give it. Nobody checks its signature: it comes straight from the provider, over its own connection."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (*parts, b"signature"))


class Provider(ThreadingHTTPServer):
    """Knows one person, `subject`; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.subject, self.email = "person-1", "officer@suanmali.example"
        self.tokens: list[dict[str, str]] = []
        self.basic: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    """Discovery, token and userinfo."""

    server: Provider

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on the terminal."""

    def _say(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        address = self.server.address
        if self.path == "/.well-known/openid-configuration":
            parts = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}
            self._say({"issuer": address, **{name: f"{address}/{path}" for name, path in parts.items()}})
        else:
            self._say({"sub": self.server.subject, "email": self.server.email, "email_verified": True, "name": "ชื่อจากผู้ยืนยัน"})

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.tokens.append({name: values[0] for name, values in asked.items()})
        self.server.basic.append(self.headers.get("Authorization", ""))
        claims = {"iss": self.server.address, "aud": CLIENT, "sub": self.server.subject, "iat": 1, "exp": 4_000_000_000}
        self._say({"access_token": "token", "token_type": "Bearer", "id_token": _token(claims)})


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "provider",
                        "name": "ThaID ทดสอบ",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": server.address, "token_auth_method": "client_secret_basic"},
                    }
                ],
            }
        }
        yield server
        server.shutdown()


@pytest.fixture
def officer(office: Office) -> Person:
    return with_password(office.persons["officer"])


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def enter(client: Client, person: Person) -> None:
    """Sign in with the password: a connection is made only shortly after."""
    assert client.post("/sign-in/", {"login": person.username, "password": PASSWORD}).status_code == 302


def go(client: Client, process: str) -> tuple[dict[str, str], Any]:
    """Press the button, be at the provider, and come back: what the provider was asked, and what the last answer was."""
    leaving = client.post(f"{START}?process={process}")
    assert leaving.status_code == 302
    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving["Location"]).query).items()}
    return asked, client.get(f"{START}callback/", {"code": "code", "state": asked["state"]})


def test_the_button_shows_where_a_provider_is_set_up(client: Client, provider: Provider, officer: Person, settings: Any) -> None:
    assert "เข้าผ่าน ThaID ทดสอบ" in client.get("/sign-in/").content.decode()
    assert "ไปที่ ThaID ทดสอบ" in client.get(START).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "เข้าผ่าน" not in client.get("/sign-in/").content.decode()
    assert client.get(START).status_code == 404


def test_who_connected_it_before_signs_in_with_it(client: Client, provider: Provider, officer: Person) -> None:
    enter(client, officer)
    _, back = go(client, "connect")
    assert back["Location"] == "/sign-in/provider/"
    assert "ThaID ทดสอบ" in client.get("/account/").content.decode()
    client.logout()
    _, back = go(client, "login")
    assert (back.status_code, back["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_connecting_long_after_signing_in_asks_for_the_password_first(client: Client, provider: Provider, officer: Person) -> None:
    client.force_login(officer)
    _, back = go(client, "connect")
    assert back["Location"] == "/sign-in/confirm/"
    assert not SocialAccount.objects.exists()
    assert client.post("/sign-in/confirm/", {"password": PASSWORD}).status_code == 302
    assert SocialAccount.objects.get().user == officer


def test_the_exchange_is_proved_by_pkce_and_the_secret_stays_out_of_the_body(client: Client, provider: Provider, officer: Person) -> None:
    enter(client, officer)
    asked, _ = go(client, "connect")
    (token,) = provider.tokens
    challenge = base64.urlsafe_b64encode(hashlib.sha256(token["code_verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (asked["code_challenge_method"], asked["code_challenge"]) == ("S256", challenge)
    assert "client_secret" not in token
    assert provider.basic[0].startswith("Basic ")


def test_who_never_connected_it_is_not_let_in_even_with_a_known_address(client: Client, provider: Provider, officer: Person) -> None:
    persons = Person.objects.count()
    _, back = go(client, "login")
    assert "ยังไม่ได้เชื่อมผู้ยืนยันตัวตน" in back.content.decode()
    assert "_auth_user_id" not in client.session
    assert (Person.objects.count(), SocialAccount.objects.count()) == (persons, 0)
    assert client.get("/sign-in/provider/signup/").status_code == 404


def test_an_identity_belongs_to_one_person(client: Client, provider: Provider, officer: Person, office: Office) -> None:
    enter(client, officer)
    go(client, "connect")
    other = Client()
    enter(other, with_password(office.persons["executive"]))
    go(other, "connect")
    assert list(SocialAccount.objects.values_list("user", flat=True)) == [officer.pk]


def test_a_deactivated_person_stays_out_by_this_door_too(client: Client, provider: Provider, officer: Person) -> None:
    enter(client, officer)
    go(client, "connect")
    client.logout()
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    _, back = go(client, "login")
    assert back["Location"] == "/sign-in/inactive/"
    assert "_auth_user_id" not in client.session


def test_a_forged_answer_is_refused(client: Client, provider: Provider, officer: Person) -> None:
    client.post(f"{START}?process=login")
    back = client.get(f"{START}callback/", {"code": "code", "state": "forged"})
    assert back.status_code == 401
    assert "เข้าสู่ระบบผ่านผู้ยืนยันตัวตนไม่ได้" in back.content.decode()
    assert provider.tokens == []


def test_a_connection_is_taken_off_again(client: Client, provider: Provider, officer: Person) -> None:
    enter(client, officer)
    go(client, "connect")
    account = SocialAccount.objects.get()
    assert client.post("/sign-in/provider/", {"account": account.pk}).status_code == 302
    assert not SocialAccount.objects.exists()
