"""What every page sends along, and how much it may weigh."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser
from tests.functional.browser import Visitor, visitor
from tests.functional.crawling import crawl
from tests.functional.headers import documents, faults_of_headers
from tests.functional.serving import Installation
from tests.functional.steps import OFFICER, at_work

from prongsai.foundation.people.demonstration import PASSWORD

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KB = 1024
MOST_HTML, MOST_FIRST, MOST_REPEAT = 30 * KB, 160 * KB, 32 * KB
MOST_REQUESTS, MOST_REPEATED_REQUESTS = 12, 3
NOT_FOUND = "a/thungdaoruang/measures/999999/"


def test_every_page_of_the_host_guards_itself_by_its_headers(installation: Installation, browser: Browser) -> None:
    """Those of an agency are looked at on the way of `test_every_page`."""
    with at_work(browser, installation, "host-administrator") as guest:
        answers = documents(guest)
        pages = list(crawl(guest))
        guest.open(f"/{NOT_FOUND}")
        assert len(pages) >= 5
        assert [f"{answer.url}: {fault}" for answer in answers for fault in faults_of_headers(answer, is_signed_in=True)] == []


def test_the_sign_in_page_guards_itself_by_its_headers(installation: Installation, browser: Browser) -> None:
    with visitor(browser, installation.address) as guest:
        answers = documents(guest)
        guest.open("/")
        cookies = guest.page.context.cookies()
        assert [f"{answer.url}: {fault}" for answer in answers for fault in faults_of_headers(answer, is_signed_in=False)] == []
        assert [cookie["name"] for cookie in cookies if not cookie["httpOnly"] or cookie["sameSite"] == "None"] == []
        assert guest.troubles == []


@dataclass
class Traffic:
    """What the network of a page carried since the last look."""

    sizes: dict[str, float] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)

    def listen(self, guest: Visitor) -> None:
        wire = guest.page.context.new_cdp_session(guest.page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        wire.on("Network.responseReceived", self._answered)
        wire.on("Network.loadingFinished", self._finished)
        wire.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def taken(self) -> tuple[list[str], float]:
        """What was fetched and how many bytes that were; then forgotten."""
        fetched = [key for key in self.addresses if key not in self.cached]
        found = [self.addresses[key] for key in fetched], sum(self.sizes.get(key, 0) for key in fetched)
        self.sizes, self.addresses, self.cached = {}, {}, set()
        return found


def _visit(
    guest: Visitor, traffic: Traffic, path: str, until: Literal["load", "networkidle"] = "networkidle"
) -> tuple[int, list[str], float]:
    """Weight of the page itself when compressed, what was fetched for it, and how many bytes that were."""
    traffic.taken()
    answer = guest.page.goto(path if path.startswith("http") else f"{guest.address}{path}", wait_until=until)
    assert answer is not None
    body = answer.body()
    html = len(gzip.compress(body))
    fetched, weight = traffic.taken()
    if "content-encoding" not in answer.headers:
        # Whoever serves it compresses it: count it as that.
        weight += html - len(body)
    return html, fetched, weight


def _addresses(guest: Visitor) -> list[str]:
    """The pages that are weighed."""
    home = guest.page.url
    found = [home, *(f"{home}{rest}" for rest in ("measures/", "measures/add/", "catalogue/", "imports/", "reports/", "tasks/"))]
    for listing in ("measures/", "imports/"):
        guest.open(f"{home}{listing}")
        found.append(f"{guest.address}{guest.page.locator('table.data tbody a').first.get_attribute('href')}")
    return [*found, f"{found[-2]}report/", f"{found[-2]}edit/", f"{found[-2]}history/", f"{guest.address}/account/"]


def test_pages_keep_to_their_budgets(installation: Installation, browser: Browser) -> None:
    with at_work(browser, installation, OFFICER) as officer:
        addresses = _addresses(officer)
        cookies = officer.page.context.cookies()
    faults = []
    for address in addresses:
        with visitor(browser, installation.address) as guest:
            guest.page.context.add_cookies(cookies)  # type: ignore[arg-type]
            traffic = Traffic()
            traffic.listen(guest)
            html, fetched, weight = _visit(guest, traffic, address)
            faults += [f"{address}: HTML of {html} bytes"] if html > MOST_HTML else []
            faults += [f"{address}: {weight} bytes at first"] if weight > MOST_FIRST else []
            faults += [f"{address}: {len(fetched)} requests at first: {fetched}"] if len(fetched) > MOST_REQUESTS else []
            guest.open("/styleguide/")
            _html, fetched, weight = _visit(guest, traffic, address, "load")
            faults += [f"{address}: {weight} bytes again"] if weight > MOST_REPEAT else []
            faults += [f"{address}: {len(fetched)} requests again: {fetched}"] if len(fetched) > MOST_REPEATED_REQUESTS else []
    assert faults == [], "\n".join(faults)


def test_whoever_signs_out_leaves_nothing_behind(installation: Installation, browser: Browser) -> None:
    with visitor(browser, installation.address) as guest:
        guest.sign_in(OFFICER, PASSWORD)
        page = guest.page
        home = page.url
        page.locator("summary:has(.avatar)").click()
        page.get_by_role("button", name="ออกจากระบบ").click()
        page.wait_for_url("**/sign-in/**")
        page.go_back()
        page.wait_for_load_state()
        assert "/sign-in/" in page.url
        page.goto(home)
        assert "/sign-in/" in page.url
