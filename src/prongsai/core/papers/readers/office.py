"""Old and foreign office files (.doc, .odt, .rtf) → DOCX by LibreOffice, then read as DOCX."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.errors import MissingTool, UnreadableFile
from prongsai.core.papers.readers.docx import read_docx
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_file_size

Progress = Callable[[int, int], None]

_PROGRAMS = ("soffice", "libreoffice")
_INFILTERS = {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
_TARGET = "docx:MS Word 2007 XML"
# A profile made for one conversion: no macros, no links followed, no recovery of what another run left.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled"><value>false</value></prop></item>
</oor:items>
"""


def read_office(data: bytes, *, name: str, kind: str, progress: Progress | None = None, limits: Limits = DEFAULT) -> Source:
    """Read a `doc`, `odt`, `rtf` or `flat` file through LibreOffice; `Source.kind` is the kind given.

    Raises `MissingTool` where LibreOffice is not installed, `UnreadableFile` where it cannot open the file or takes longer than the limit.
    """
    check_file_size(len(data), name, limits)
    return replace(read_docx(convert(data, kind=kind, limits=limits), name=name, progress=progress, limits=limits), kind=kind)


def convert(data: bytes, *, kind: str, limits: Limits = DEFAULT) -> bytes:
    """The DOCX that LibreOffice makes of a file. It runs without window, macros or profile of the user, in a folder of its own."""
    program = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    if program is None:
        raise MissingTool(
            "การอ่านไฟล์ .doc .odt .rtf ต้องมี LibreOffice โปรดติดตั้งด้วยคำสั่ง: sudo apt-get install libreoffice-writer หรือบันทึกไฟล์เป็น .docx",
            "Reading .doc, .odt and .rtf needs LibreOffice: sudo apt-get install libreoffice-writer (or save the file as .docx).",
        )
    with tempfile.TemporaryDirectory(prefix="prongsai-office-", ignore_cleanup_errors=True) as folder:
        return _run(program, Path(folder), data, kind, limits)


def _run(program: str, folder: Path, data: bytes, kind: str, limits: Limits) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source = folder / f"paper.{'xml' if kind == 'flat' else kind}"
    source.write_bytes(data)
    output = folder / "out"
    command = [
        program,
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
    ]
    command += [f"--infilter={_INFILTERS[kind]}"] if kind in _INFILTERS else []
    command += ["--convert-to", _TARGET, "--outdir", str(output), str(source)]
    # In a session of its own, so that its helpers end with it when time is up. A dead proxy keeps it off the network.
    environment = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_PATH") if key in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
    process = subprocess.Popen(  # noqa: S603 - the program found on the path, arguments made here
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limits.office_seconds)
    except subprocess.TimeoutExpired:
        raise _cannot_open(f"ใช้เวลานานเกิน {limits.office_seconds} วินาที", f"took longer than {limits.office_seconds} s") from None
    finally:
        _end(process)
    result = output / "paper.docx"
    if not result.is_file():
        raise _cannot_open("ไฟล์เสียหาย หรือมีรหัสผ่าน", "damaged, or locked by a password")
    check_file_size(result.stat().st_size, result.name, limits)
    return result.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _cannot_open(thai: str, english: str) -> UnreadableFile:
    return UnreadableFile(
        f"LibreOffice เปิดไฟล์นี้ไม่ได้ ({thai}) โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกเป็น .docx",
        f"LibreOffice could not open the file ({english}): open it in its own program and save it as .docx.",
    )
