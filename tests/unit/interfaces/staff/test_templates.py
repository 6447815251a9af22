"""What holds for every template: it compiles, brings no style or script of its own, and draws only icons that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as product
from django.http import Http404
from django.template.loader import get_template
from django.test import RequestFactory
from pytest_django.fixtures import Settings

import prongsai.interfaces.staff
from prongsai.interfaces.staff.sprite import icon_names
from prongsai.interfaces.staff.views.styleguide import examples, styleguide

FOLDER = Path(prongsai.interfaces.staff.__file__).parent / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("**/*.html"))
ICON = re.compile(r"""{%\s*icon\s+"([^"]+)"|icon(?:_name)?\s*=\s*"([^"]+)"|{%\s*chip\s+\S+\s+(?:"[^"]*"|\S+)\s+"([^"]+)\"""")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_style_and_no_script_inside(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert (
        re.findall(
            r"\sstyle\s*=|<style|<script(?![^>]*\ssrc=|[^>]*type=\"application/json\")|\son[a-z]+\s*=\s*\"|javascript:|https?://", text
        )
        == []
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_draws_only_icons_of_the_sprite(name: str) -> None:
    found = {next(filter(None, match)) for match in ICON.findall((FOLDER / name).read_text("utf-8"))}
    assert found - icon_names() == set()


def test_the_page_of_components_shows_each_of_them(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    text = styleguide(RequestFactory().get("/styleguide/")).content.decode()
    assert 'id="id_reported_on"' in text
    assert text.count("<h1") == 1
    assert (
        len(re.findall(r'class="(?:notice|flash|confirm|empty|timeline|stepper|evidence|drop|tabs|pager|ribbon|stacked|score)[ "]', text))
        >= 20
    )
    assert re.findall(r"\sstyle=", text) == []


def test_ids_of_the_page_of_components_are_unique(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    ids = re.findall(r'\sid="([^"]+)"', styleguide(RequestFactory().get("/styleguide/")).content.decode())
    assert sorted(name for name in set(ids) if ids.count(name) > 1) == []


def test_a_real_installation_has_no_page_of_components(settings: Settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Http404):
        styleguide(RequestFactory().get("/styleguide/"))


def test_examples_name_no_status_that_there_is_not() -> None:
    assert {row["status"] for row in examples()["rows"]} <= {"not_started", "in_progress", "completed", "overdue"}


def test_the_frame_loads_nothing_from_elsewhere(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    text = styleguide(RequestFactory().get("/styleguide/")).content.decode()
    addresses = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', text)
    assert len(addresses) == 6
    assert all(address.startswith(product.STATIC_URL) for address in addresses)
