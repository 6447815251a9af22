"""The sprite of icons and the sign for browser tabs."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template import TemplateSyntaxError

from prongsai.foundation import registry
from prongsai.interfaces.staff.looks import STATUSES, TONE_ICONS
from prongsai.interfaces.staff.sprite import SpriteFinder, build_favicon, build_sprite, drawn_icon, icon_names

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sprite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sprite") / "icons.svg"
    build_sprite(target)
    return target


def test_the_sprite_has_a_drawing_for_every_listed_name(sprite: Path) -> None:
    symbols = {symbol.attrib["id"]: len(symbol) for symbol in ElementTree.parse(sprite).getroot()}
    assert set(symbols) == icon_names()
    assert all(symbols.values())


def test_the_sprite_keeps_to_sixteen_kilobytes(sprite: Path) -> None:
    assert len(gzip.compress(sprite.read_bytes(), 9)) <= 16 * 1024


def test_the_sprite_takes_its_colour_from_the_text_and_carries_the_licence(sprite: Path) -> None:
    text = sprite.read_text("utf-8")
    assert "currentColor" in text
    assert "#" not in text
    assert "ISC License" in text


def test_every_status_and_tone_has_an_icon_of_the_sprite() -> None:
    assert {look.icon for look in STATUSES.values()} | {name for name in TONE_ICONS.values() if name} <= icon_names()


def test_every_entry_of_the_menu_has_an_icon_of_the_sprite() -> None:
    assert {entry.icon for entry in registry.menu} - icon_names() == set()


def test_the_favicon_follows_light_and_dark(tmp_path: Path) -> None:
    build_favicon(tmp_path / "mark.svg")
    text = (tmp_path / "mark.svg").read_text("utf-8")
    assert "#0B5563" in text
    assert "#6CCAD9" in text
    assert ElementTree.fromstring(text).tag == f"{SVG}svg"


def test_static_files_find_and_list_what_is_made() -> None:
    assert ElementTree.parse(finders.find("prongsai/icons.svg")).getroot().tag == f"{SVG}svg"
    finder = SpriteFinder()
    assert finder.find("prongsai/other.svg") == []
    assert {path for path, storage in finder.list([]) if storage.exists(path)} == {
        "prongsai/icons.svg",
        "prongsai/mark.svg",
        "prongsai/pages.css",
    }


def test_pages_get_their_style_sheets_as_one() -> None:
    sheet = Path(finders.find("prongsai/pages.css")).read_text("utf-8")
    for name in ("prongsai", "staff"):
        assert Path(finders.find(f"prongsai/{name}.css")).read_text("utf-8") in sheet


def test_an_icon_is_hidden_from_readers_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in drawn_icon("check")
    named = drawn_icon("check", "ทำแล้ว <1>")
    assert 'role="img" aria-label="ทำแล้ว &lt;1&gt;"' in named
    assert "aria-hidden" not in named


def test_a_name_that_is_not_listed_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"icons\.toml"):
        drawn_icon("unicorn")
