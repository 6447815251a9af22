"""One look at an address, held against real servers on this machine (which the policy of the tests allows and that of the product does not)."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from prongsai.programme.evidence.actions.checking import Found
from prongsai.programme.evidence.links.looking import Bounds, Looker, in_ascii, is_of_site
from prongsai.programme.evidence.links.policy import Policy

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
QUICK = Bounds(seconds=2.0, content_bytes=50_000, pause_seconds=0.0)
HERE = Policy(lambda address: str(address) == "127.0.0.1", None)
PDF = b"%PDF-1.4 " + b"x" * 4_000
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server that answers by path and remembers what it was asked."""

    def __init__(self) -> None:
        site = self
        self.paths: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("User-Agent", "")))
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    site.paths.get(self.path, answer(404))(self)

            def log_message(self, *_args: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.server.server_port}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def answer(status: int = 200, body: bytes = b"hello", media_type: str = "text/html", **headers: str) -> Answer:
    def give(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return give


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def find_text(path: Path) -> Found:
    return Found("read", has_text=b"text" in path.read_bytes())


def looker(**more: object) -> Looker:
    values = {"user_agent": "Prongsai/test (mail@suanmali.example)", "find_text": find_text, "policy": HERE, "bounds": QUICK}
    return Looker(**(values | more))  # type: ignore[arg-type]


def test_a_page_that_everybody_can_open_is_alive_and_learns_who_asks(site: Site) -> None:
    site.paths["/"] = answer(media_type="text/html; charset=utf-8")
    found = looker().look(site.url("/"))
    assert (found.outcome, found.http_status, found.media_type, found.has_text) == ("alive", 200, "text/html", None)
    assert site.asked == [("/", "Prongsai/test (mail@suanmali.example)")]


@pytest.mark.parametrize(("body", "expected"), [(PDF + b"text", True), (PDF, False)])
def test_a_pdf_is_searched_for_text_whatever_its_header_says(site: Site, body: bytes, expected: bool) -> None:
    site.paths["/plan"] = answer(body=body, media_type="application/octet-stream")
    found = looker().look(site.url("/plan"))
    assert (found.media_type, found.has_text, len(found.content_sha256)) == ("application/pdf", expected, 64)


def test_a_pdf_that_was_searched_before_is_not_fetched_whole_again(site: Site) -> None:
    site.paths["/plan.pdf"] = answer(body=PDF, media_type="application/pdf")
    found = looker(find_text=lambda _path: pytest.fail("nobody is to look again")).look(site.url("/plan.pdf"), knows_text=True)
    assert (found.outcome, found.has_text) == ("alive", True)


def test_a_pdf_beyond_the_limit_is_left_alone(site: Site) -> None:
    site.paths["/big.pdf"] = answer(body=PDF + b"x" * 60_000, media_type="application/pdf")
    found = looker(find_text=lambda _path: pytest.fail("it is not whole")).look(site.url("/big.pdf"))
    assert (found.outcome, found.media_type, found.has_text) == ("alive", "application/pdf", None)


def test_of_anything_else_only_the_beginning_is_taken(site: Site) -> None:
    sent: list[int] = []

    def film(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "video/mp4")
        handler.end_headers()
        for _part in range(2_000):
            handler.wfile.write(b"x" * 10_000)
            sent.append(10_000)

    site.paths["/film"] = film
    assert looker().look(site.url("/film")).outcome == "alive"
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "gone"), (410, "gone"), (401, "sign_in"), (403, "sign_in"), (418, "broken"), (400, "broken"), (500, "temporary"),
        (502, "temporary"), (503, "temporary"), (429, "temporary"), (204, "alive"), (304, "broken"),
    ],
)  # fmt: skip
def test_each_status_means_something(site: Site, status: int, expected: str) -> None:
    site.paths["/"] = answer(status, b"")
    assert looker().look(site.url("/")).outcome == expected


@pytest.mark.parametrize("path", ["/login?next=/plan", "/wp-login.php", "/user/sign-in", "/auth/sso/start"])
def test_a_page_that_sends_on_to_a_sign_in_is_not_public(site: Site, path: str) -> None:
    site.paths["/plan"] = answer(302, b"", Location=path)
    site.paths[path] = answer()
    assert looker().look(site.url("/plan")).outcome == "sign_in"


def test_a_page_whose_own_name_speaks_of_signing_in_may_be_public(site: Site) -> None:
    site.paths["/login-guide"] = answer()
    assert looker().look(site.url("/login-guide")).outcome == "alive"


def test_five_redirects_are_followed_and_not_six(site: Site) -> None:
    for hop in range(6):
        site.paths[f"/{hop}"] = answer(302, b"", Location=f"/{hop + 1}")
    site.paths["/6"] = answer()
    found = looker().look(site.url("/1"))
    assert (found.outcome, found.final_url) == ("alive", site.url("/6"))
    assert looker().look(site.url("/0")).outcome == "redirects"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://localhost:1/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "gopher://x/",
    ],
)
def test_a_redirect_to_what_may_not_be_reached_ends_there(site: Site, target: str) -> None:
    site.paths["/"] = answer(302, b"", Location=target)
    found = looker(policy=Policy(lambda address: str(address) == "127.0.0.1", frozenset({site.server.server_port}))).look(site.url("/"))
    assert found.outcome == "not_public"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_the_policy_of_the_product_does_not_reach_this_machine(site: Site, host: str) -> None:
    site.paths["/"] = answer()
    found = Looker(bounds=QUICK).look(f"http://{host}/")
    assert found.outcome in ("not_public", "temporary", "unknown")
    assert Looker(bounds=QUICK).look(site.url("/")).outcome == "not_public"
    assert site.asked == []


@pytest.mark.parametrize("pace", ["header", "body", "greeting"])
def test_a_host_that_dawdles_is_left_when_the_time_is_up(site: Site, pace: str) -> None:
    def dawdle(handler: BaseHTTPRequestHandler) -> None:
        if pace == "body":
            handler.send_response(200)
            handler.send_header("Content-Type", "application/pdf")
            handler.end_headers()
            handler.wfile.write(b"%PDF-1.4 ")
        for _drop in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    site.paths["/"] = dawdle
    began = time.monotonic()
    if pace == "greeting":
        with socket.create_server(("127.0.0.1", 0)) as silent:
            found = looker(bounds=Bounds(seconds=0.4, pause_seconds=0)).look(f"https://127.0.0.1:{silent.getsockname()[1]}/")
    else:
        found = looker(bounds=Bounds(seconds=0.4, pause_seconds=0)).look(site.url("/"))
    assert found.outcome == "temporary"
    assert time.monotonic() - began < 2


def test_a_redirect_in_thai_letters_is_followed_as_it_was_meant(site: Site) -> None:
    def send_on(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write("HTTP/1.1 302 Found\r\nLocation: /เอกสาร.pdf\r\nContent-Length: 0\r\n\r\n".encode())

    site.paths["/r"] = send_on
    site.paths[quote("/เอกสาร.pdf")] = answer()
    assert looker().look(site.url("/r")).outcome == "alive"


@pytest.mark.parametrize("target", ["http://[", "http://[::1", "http://a:b:c/"])
def test_a_redirect_to_what_is_no_address_is_a_broken_link(site: Site, target: str) -> None:
    site.paths["/r"] = answer(302, Location=target)
    assert looker().look(site.url("/r")).outcome in ("broken", "not_public")


def test_a_host_that_does_not_answer_may_answer_tomorrow() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert looker().look(f"http://127.0.0.1:{port}/").outcome == "temporary"


@pytest.mark.parametrize(
    "line", [b"nonsense\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"]
)
def test_a_host_that_speaks_nonsense_breaks_nothing(line: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            connection, _peer = server.accept()
            connection.recv(10_000)
            connection.sendall(line)
            connection.close()

        threading.Thread(target=speak, daemon=True).start()
        assert looker().look(f"http://127.0.0.1:{server.getsockname()[1]}/").outcome == "temporary"


def test_a_host_that_asks_to_wait_is_left_alone(site: Site) -> None:
    site.paths["/"] = answer(429, b"", Retry_After="120")
    shared = looker()
    assert not shared.is_resting(site.url("/"))
    assert shared.look(site.url("/")).outcome == "temporary"
    assert shared.is_resting(site.url("/other"))


def test_a_day_is_understood_as_the_end_of_a_rest(site: Site) -> None:
    later = datetime.now(UTC) + timedelta(minutes=5)
    site.paths["/"] = answer(503, b"", Retry_After=later.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    shared = looker()
    shared.look(site.url("/"))
    assert shared.is_resting(site.url("/"))


def test_two_requests_to_one_host_have_a_pause_between_them(site: Site) -> None:
    site.paths["/"] = answer()
    shared = looker(bounds=Bounds(seconds=2, pause_seconds=0.3))
    began = time.monotonic()
    shared.look(site.url("/"))
    shared.look(site.url("/"))
    assert time.monotonic() - began >= 0.3


def test_a_certificate_that_nobody_vouches_for_is_told_apart(tmp_path: Path) -> None:
    with _tls_site(tmp_path) as (site, ours):
        site.paths["/"] = answer()
        assert looker().look(site.url("/", "https")).outcome == "certificate"
        assert looker(tls=ours).look(site.url("/", "https")).outcome == "alive"


@contextlib.contextmanager
def _tls_site(folder: Path) -> Iterator[tuple[Site, ssl.SSLContext]]:
    """A server with a certificate of its own making, and a context that trusts it."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "suanmali.example")])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    written = folder / "site.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    written.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(written)
    site = Site()
    site.server.socket = served.wrap_socket(site.server.socket, server_side=True)
    try:
        yield site, ssl.create_default_context(cafile=str(written))
    finally:
        site.close()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "https://สวนมะลิ.example/แผน 2569.pdf?ปี=2569#x",
            "https://xn--12clj7c1b1a0d.example/%E0%B9%81%E0%B8%9C%E0%B8%99%202569.pdf?%E0%B8%9B%E0%B8%B5=2569",
        ),
        ("HTTP://Suanmali.Example", "http://suanmali.example/"),
        ("https://suanmali.example/a%20b?c=%2F", "https://suanmali.example/a%20b?c=%2F"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_addresses_go_over_the_wire_in_ascii(written: str, expected: str) -> None:
    said = in_ascii(written)
    assert said.isascii()
    assert said.partition("example")[2] == expected.partition("example")[2]


@pytest.mark.parametrize(
    ("url", "website", "expected"),
    [
        ("https://www.suanmali.example/plan", "https://suanmali.example", True),
        ("https://data.suanmali.example/plan", "https://www.suanmali.example/", True),
        ("https://notsuanmali.example/plan", "https://suanmali.example", False),
        ("https://suanmali.example.evil.example/", "https://suanmali.example", False),
        ("https://suanmali.example/", "", False),
    ],
)
def test_the_own_site_of_an_office_is_its_host_and_those_below(url: str, website: str, expected: bool) -> None:
    assert is_of_site(url, website) is expected
