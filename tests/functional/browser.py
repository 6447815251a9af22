"""A real Chromium for tests: found on the machine, shut off from the network, wide or narrow, light or dark, with or without scripts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
WIDE, NARROW = (1280, 900), (390, 844)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert program, "Chromium is missing: tools/system_packages installs it"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])


@dataclass
class Visitor:
    """Somebody in front of a browser, who notes what goes wrong: faults of scripts, answers of 5xx, requests to elsewhere."""

    page: Page
    address: str
    troubles: list[str]

    def open(self, path: str) -> None:
        """Open an address of the installation."""
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in: with the person's button in the demonstration, else through the form."""
        self.open("/")
        button = self.page.locator(f"form:has(input[name=login][value='{username}']) button")
        if button.count():
            button.click()
        else:
            self.page.fill("input[name=login]", username)
            self.page.fill("input[name=password]", password)
            self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)


@contextmanager
def visitor(
    browser: Browser, address: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", has_scripts: bool = True, scale: float = 1
) -> Iterator[Visitor]:
    """A new visitor with empty cookies."""
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=has_scripts,
        device_scale_factor=scale,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: troubles.append(f"console: {message.text}") if message.type == "error" and "404" not in message.text else None,
    )
    page.on("response", lambda answer: troubles.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else troubles.append(f"elsewhere: {request.url}"),
    )
    try:
        yield Visitor(page, address, troubles)
    finally:
        context.close()
