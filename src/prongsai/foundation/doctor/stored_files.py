"""Stored files: each that the database names is there, with its length, and on request with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.core.files.storage import default_storage

from prongsai.foundation.doctor.finding import Finding, bad, ok
from prongsai.foundation.files.models import Blob

_MOST_SHOWN = 3


def look_at_files(*, is_deep: bool, progress: Callable[[int, int], None] | None = None) -> Finding:
    """Every stored file; with `is_deep` each is read and its hash compared."""
    lost: list[str] = []
    altered: list[str] = []
    total = Blob.objects.count()
    for done, blob in enumerate(Blob.objects.order_by("pk").iterator(), start=1):
        state = _state(blob.content.name or "", blob.size_bytes, blob.sha256 if is_deep else None)
        (lost if state == "lost" else altered if state == "altered" else []).append(blob.content.name or "")
        if progress is not None:
            progress(done, total)
    if lost or altered:
        names = ", ".join([*lost, *altered][:_MOST_SHOWN])
        return bad(
            "files",
            f"ไฟล์แนบหาย {len(lost)} ไฟล์ ถูกแก้หรือเสีย {len(altered)} ไฟล์ ({names}) กู้คืนจากสำเนาสำรองล่าสุดที่มีไฟล์เหล่านี้",
            f"{len(lost)} stored files are missing and {len(altered)} are altered ({names}); restore the last backup that has them",
        )
    how = ("อ่านครบทุกไฟล์", "each was read") if is_deep else ("ดูเฉพาะว่ามีและขนาดตรง", "presence and size only; --deep reads them")
    return ok("files", f"ไฟล์แนบครบ {total} ไฟล์ ({how[0]})", f"all {total} stored files are there ({how[1]})")


def _state(place: str, size: int, sha256: str | None) -> str:
    try:
        if not default_storage.exists(place):
            return "lost"
        if default_storage.size(place) != size:
            return "altered"
        if sha256 is None:
            return ""
        seen = hashlib.sha256()
        with default_storage.open(place, "rb") as content:
            while chunk := content.read(1 << 20):
                seen.update(chunk)
        return "" if seen.hexdigest() == sha256 else "altered"
    except OSError:
        return "lost"
