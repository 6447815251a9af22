"""What the environment may say about an installation."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from prongsai.config.env import SETTINGS, BadSetting, read_environment, secret_key_of


def test_an_office_needs_to_set_nothing(tmp_path: Path) -> None:
    environment = read_environment({})
    assert environment.is_loopback
    assert not environment.is_demonstration
    assert environment.database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRONGSAI_ADDRESS", "ita.example.go.th"),
        ("PRONGSAI_ADDRESS", "https://ita.example.go.th/path"),
        ("PRONGSAI_SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://x/y"),
        ("PRONGSAI_MAIL_URL", "mail.example"),
        ("PRONGSAI_DEMONSTRATION", "maybe"),
        ("PRONGSAI_OIDC_ADDRESS", "https://id.example"),
        ("PRONGSAI_S3_ENDPOINT", "s3.example"),
        ("PRONGSAI_QUEUE_URL", "sqlite:///queue"),
    ],
)
def test_a_wrong_value_names_its_variable_in_both_languages(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as wrong:
        read_environment({name: value})
    assert wrong.value.english.startswith(("PRONGSAI_", "DATABASE_"))
    assert any("ก" <= letter <= "๛" for letter in str(wrong.value))
    assert name.rsplit("_", 1)[0] in str(wrong.value)


def test_a_provider_of_sign_in_needs_https() -> None:
    given = {"PRONGSAI_OIDC_ADDRESS": "http://id.example", "PRONGSAI_OIDC_CLIENT": "c", "PRONGSAI_OIDC_SECRET": "s"}
    with pytest.raises(BadSetting, match="https"):
        read_environment(given)


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    environment = read_environment({"PRONGSAI_DATA": str(tmp_path / "data")})
    first = secret_key_of(environment)
    assert len(first) >= 50
    assert secret_key_of(environment) == first
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600


def test_every_setting_is_described_in_thai_and_english() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert any("ก" <= letter <= "๛" for letter in setting.thai), setting.name
        assert setting.english.isascii() or "…" in setting.english, setting.name
