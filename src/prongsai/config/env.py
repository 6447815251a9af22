"""What the environment may say about an installation, read once and checked; `docs/reference/settings.md` lists the same names.

Nothing here knows Django. A wrong value raises `BadSetting`, which names the variable, what is wrong and what to write instead.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LEAST_SECRET_LETTERS = 50


class BadSetting(Exception):
    """A variable of the environment that cannot be used. `str()` is the Thai message, `english` the same in English."""

    def __init__(self, name: str, thai: str, english: str) -> None:
        super().__init__(f"{name}: {thai}")
        self.name = name
        self.english = f"{name}: {english}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, what it is for (Thai, English) and what holds where it is not set."""

    name: str
    thai: str
    english: str
    default: str


SETTINGS: tuple[Setting, ...] = (
    Setting("PRONGSAI_DATA", "โฟลเดอร์เก็บฐานข้อมูลและไฟล์", "folder of the database and the files", "./data"),
    Setting("DATABASE_URL", "ที่อยู่ฐานข้อมูล เช่น postgresql://…", "database, such as postgresql://…", "SQLite in the data folder"),
    Setting("PRONGSAI_ADDRESS", "ที่อยู่ที่คนเปิดใช้ เช่น https://ita.example.go.th", "the address that people open", "http://127.0.0.1:8000"),
    Setting("PRONGSAI_SECRET_KEY", "กุญแจลับสำหรับลงลายเซ็นคุกกี้", "secret that signs cookies", "made once, kept in the data folder"),
    Setting("PRONGSAI_TRUSTED_PROXY", "yes เมื่ออยู่หลังพร็อกซีที่รับ HTTPS", "yes behind a proxy that sets X-Forwarded-Proto", "no"),
    Setting("PRONGSAI_DEMONSTRATION", "yes คือหน่วยงานสาธิต", "yes for the demonstration", "no"),
    Setting("PRONGSAI_QUEUE_URL", "คิวงาน: postgresql://… หรือ redis://…", "queue: postgresql://… or redis://…", "SQLite in the data folder"),
    Setting("PRONGSAI_MAIL_URL", "เซิร์ฟเวอร์อีเมล smtp://ผู้ใช้:รหัส@เครื่อง:587", "mail server, smtp://user:password@host:587", "no mail is sent"),
    Setting("PRONGSAI_MAIL_FROM", "ที่อยู่ผู้ส่งอีเมล", "sender of mails", "prongsai@localhost"),
    Setting("PRONGSAI_S3_BUCKET", "ถังเก็บไฟล์ S3 (ถ้าไม่ระบุเก็บในเครื่อง)", "S3 bucket for files", "files on disk"),
    Setting("PRONGSAI_S3_ENDPOINT", "ที่อยู่บริการ S3", "address of the S3 service", "the provider's own"),
    Setting(
        "PRONGSAI_BACKUP_FOLDER",
        "โฟลเดอร์สำเนาสำรองประจำวัน เช่นดิสก์อื่น",
        "folder of the nightly backups, such as another disk",
        "backups in the data folder",
    ),
    Setting(
        "PRONGSAI_BACKUP_RECIPIENT",
        "กุญแจสาธารณะ age1… ที่ใช้เข้ารหัสสำเนาสำรองประจำวัน",
        "public key, age1…, for which the nightly backups are encrypted",
        "not encrypted",
    ),
    Setting("PRONGSAI_OIDC_ADDRESS", "ผู้ยืนยันตัวตน OpenID Connect เช่น ThaID", "OpenID Connect provider such as ThaID", "none"),
    Setting("PRONGSAI_OIDC_NAME", "ชื่อผู้ยืนยันตัวตนบนปุ่ม", "name of the provider on the button", "ThaID"),
    Setting("PRONGSAI_OIDC_CLIENT", "รหัสระบบที่ผู้ยืนยันตัวตนออกให้", "client id given by the provider", "none"),
    Setting("PRONGSAI_OIDC_SECRET", "ความลับที่ผู้ยืนยันตัวตนออกให้", "client secret given by the provider", "none"),
)


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider."""

    address: str
    name: str
    client: str
    secret: str


@dataclass(frozen=True, slots=True)
class Environment:
    """An installation as its environment describes it. `address` has scheme and host and no path."""

    data: Path
    address: str
    database_url: str | None
    secret_key: str | None
    is_behind_proxy: bool
    is_demonstration: bool
    queue_url: str | None
    mail_url: str | None
    mail_from: str
    s3_bucket: str | None
    s3_endpoint: str | None
    backup_folder: Path | None
    backup_recipient: str | None
    provider: Provider | None

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or "127.0.0.1"

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The installation described by these variables. Raises `BadSetting`."""

    def text(name: str) -> str | None:
        return variables.get(name, "").strip() or None

    secret = text("PRONGSAI_SECRET_KEY")
    if secret is not None and len(secret) < LEAST_SECRET_LETTERS:
        raise BadSetting(
            "PRONGSAI_SECRET_KEY",
            f"สั้นเกินไป ต้องมีอย่างน้อย {LEAST_SECRET_LETTERS} ตัวอักษร หรือไม่ระบุเพื่อให้ระบบสร้างให้",
            f"too short; at least {LEAST_SECRET_LETTERS} letters, or leave it out and one is made",
        )
    return Environment(
        data=Path(text("PRONGSAI_DATA") or "data").resolve(),
        address=_address(text("PRONGSAI_ADDRESS") or "http://127.0.0.1:8000"),
        database_url=_url("DATABASE_URL", text("DATABASE_URL"), ("postgresql", "postgres", "sqlite")),
        secret_key=secret,
        is_behind_proxy=_yes("PRONGSAI_TRUSTED_PROXY", text("PRONGSAI_TRUSTED_PROXY")),
        is_demonstration=_yes("PRONGSAI_DEMONSTRATION", text("PRONGSAI_DEMONSTRATION")),
        queue_url=_url("PRONGSAI_QUEUE_URL", text("PRONGSAI_QUEUE_URL"), ("postgresql", "postgres", "redis", "rediss")),
        mail_url=_url("PRONGSAI_MAIL_URL", text("PRONGSAI_MAIL_URL"), ("smtp", "smtps")),
        mail_from=text("PRONGSAI_MAIL_FROM") or "prongsai@localhost",
        s3_bucket=text("PRONGSAI_S3_BUCKET"),
        s3_endpoint=_url("PRONGSAI_S3_ENDPOINT", text("PRONGSAI_S3_ENDPOINT"), ("https", "http")),
        backup_folder=Path(folder).resolve() if (folder := text("PRONGSAI_BACKUP_FOLDER")) else None,
        backup_recipient=_recipient(text("PRONGSAI_BACKUP_RECIPIENT")),
        provider=_provider(text),
    )


def secret_key_of(environment: Environment) -> str:
    """The secret given, or the one kept in the data folder, made on first use and readable by its owner alone."""
    if environment.secret_key:
        return environment.secret_key
    path = environment.data / "secret-key"
    if not path.exists():
        environment.data.mkdir(parents=True, exist_ok=True)
        try:
            with open(path, "x", encoding="ascii", opener=_private) as file:  # Path.open takes no opener
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another process of the same start was faster
    return path.read_text("ascii")


def _private(path: str, flags: int) -> int:

    return os.open(path, flags, 0o600)


def _address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise BadSetting(
            "PRONGSAI_ADDRESS",
            f"“{written}” ไม่ใช่ที่อยู่เว็บ เขียนเช่น https://ita.example.go.th",
            f"“{written}” is no address; write one such as https://ita.example.go.th",
        )
    return f"{parts.scheme}://{parts.netloc}"


def _url(name: str, written: str | None, schemes: tuple[str, ...]) -> str | None:
    if written is None or urlsplit(written).scheme in schemes:
        return written
    raise BadSetting(name, f"ต้องขึ้นต้นด้วย {' หรือ '.join(schemes)} ตามด้วย ://", f"must begin with {' or '.join(schemes)} and ://")


def _yes(name: str, written: str | None) -> bool:
    if written is None or written.lower() in {"no", "0", "false"}:
        return False
    if written.lower() in {"yes", "1", "true"}:
        return True
    raise BadSetting(name, f"ต้องเป็น yes หรือ no ไม่ใช่ “{written}”", f"must be yes or no, not “{written}”")


def _recipient(written: str | None) -> str | None:
    if written is None or re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", written):
        return written
    raise BadSetting(
        "PRONGSAI_BACKUP_RECIPIENT",
        "ต้องเป็นกุญแจสาธารณะที่ขึ้นต้นด้วย age1 จากคำสั่ง prongsai backup-key",
        "must be a public key, age1…, as prongsai backup-key prints it",
    )


def _provider(text: Callable[[str], str | None]) -> Provider | None:
    address, client, secret = (text(f"PRONGSAI_OIDC_{part}") for part in ("ADDRESS", "CLIENT", "SECRET"))
    if not (address or client or secret):
        return None
    for part, value in (("ADDRESS", address), ("CLIENT", client), ("SECRET", secret)):
        if not value:
            raise BadSetting(
                f"PRONGSAI_OIDC_{part}",
                "ต้องระบุ ADDRESS, CLIENT และ SECRET ให้ครบ",
                "ADDRESS, CLIENT and SECRET belong together; this one is missing",
            )
    if not str(address).startswith("https://") and urlsplit(str(address)).hostname != "127.0.0.1":
        raise BadSetting("PRONGSAI_OIDC_ADDRESS", "ต้องขึ้นต้นด้วย https://", "must begin with https://")
    return Provider(str(address), text("PRONGSAI_OIDC_NAME") or "ThaID", str(client), str(secret))
