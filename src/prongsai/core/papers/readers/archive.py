"""Office files are zip archives: unpacked here within bounds, whatever their directory claims, and packed anew for a library to read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from prongsai.core.papers.errors import FileTooLarge, UnreadableFile
from prongsai.core.papers.readers.limits import DEFAULT, Limits

_CHUNK = 1 << 16
# Pictures, fonts and embedded files are never read, so they need not be inflated: an empty stand-in keeps relations whole.
_UNREAD = re.compile(
    r"(^|/)(media|embeddings|fonts|activeX|ctrlProps|Pictures|Thumbnails|ObjectReplacements)/|thumbnail|vbaProject", re.IGNORECASE
)


def names(data: bytes, limits: Limits = DEFAULT) -> tuple[str, ...]:
    """The names in the archive's directory, in its order. Raises `UnreadableFile` for a broken or cut archive."""
    with _opened(data) as archive:
        _check_directory(archive, limits)
        return tuple(archive.namelist())


def read_member(data: bytes, name: str, limits: Limits = DEFAULT) -> bytes:
    """One member unpacked within bounds; `b""` where it is missing."""
    with _opened(data) as archive:
        return _inflate(archive, archive.getinfo(name), limits, limits.xml_part_bytes) if name in archive.namelist() else b""


def unpack(data: bytes, limits: Limits = DEFAULT) -> dict[str, bytes]:
    """Unpack an office file: name → bytes. Pictures, fonts and embedded files come back empty.

    Sizes are counted while inflating, so a directory that lies does not help a zip bomb. Raises `FileTooLarge` beyond the limits of
    unpacked size, ratio or number of members, `UnreadableFile` for a broken, cut or encrypted archive.
    """
    members: dict[str, bytes] = {}
    room = limits.zip_bytes
    with _opened(data) as archive:
        _check_directory(archive, limits)
        for info in archive.infolist():
            if info.is_dir():
                continue
            content = b"" if _UNREAD.search(info.filename) else _inflate(archive, info, limits, room)
            room -= len(content)
            members[info.filename.replace("\\", "/")] = content
    return members


def pack(members: Mapping[str, bytes]) -> bytes:
    """Pack members into an archive without compression, which no library can be led astray by."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def broken() -> UnreadableFile:
    """The error for an archive that is damaged or cut short."""
    return UnreadableFile(
        "ไฟล์เสียหายหรือดาวน์โหลดมาไม่ครบ โปรดดาวน์โหลดใหม่ หรือเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่",
        "The file is damaged or incomplete: download it again, or open it in its own program and save it anew.",
    )


def encrypted() -> UnreadableFile:
    """The error for a file that is locked by a password."""
    return UnreadableFile(
        "ไฟล์ถูกเข้ารหัสด้วยรหัสผ่าน โปรดเปิดด้วยรหัสผ่าน แล้วบันทึกสำเนาที่ไม่มีรหัสผ่าน",
        "The file is locked by a password: open it with the password and save a copy without one.",
    )


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError):
        raise broken() from None


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    infos = archive.infolist()
    if len(infos) > limits.zip_members:
        raise too_large(limits.zip_bytes)
    read = [info for info in infos if not _UNREAD.search(info.filename)]
    if sum(info.file_size for info in read) > limits.zip_bytes:
        raise too_large(limits.zip_bytes)
    if any(info.flag_bits & 0x1 for info in read):
        raise encrypted()


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, room: int) -> bytes:
    content = bytearray()
    most = max(limits.zip_ratio_from_bytes, limits.zip_ratio * info.compress_size)
    try:
        with archive.open(info) as member:
            # Asked for small pieces, zipfile inflates small pieces; asked for all, it inflates all before it looks at the size.
            while piece := member.read(_CHUNK):
                content += piece
                if len(content) > min(room, most):
                    raise too_large(limits.zip_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError):
        raise broken() from None
    except RuntimeError:  # what zipfile raises for a member that needs a password
        raise encrypted() from None
    return bytes(content)


def too_large(limit_bytes: int) -> FileTooLarge:
    """The error for an archive that unpacks to more than a limit."""
    return FileTooLarge(
        f"ไฟล์บีบอัดไว้ผิดปกติ เมื่อคลายแล้วใหญ่เกินกำหนด ({limit_bytes // 2**20} MB) จึงไม่เปิด โปรดขอไฟล์ใหม่จากเจ้าของเอกสาร",
        f"The file unpacks to far more than it should (limit {limit_bytes // 2**20} MB) and was not opened: ask for a sound copy.",
    )
