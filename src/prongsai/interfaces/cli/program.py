"""What each command does, from parsed arguments to exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.interfaces.cli.messages import Progress, Refusal, refusal_of, say_refusal, say_signs_not_drawn, say_warnings
from prongsai.interfaces.cli.parser import OUTPUT_KINDS, Parser, build_parser

if TYPE_CHECKING:
    from prongsai.core.papers.model import Paper
    from prongsai.core.papers.writers.writing import Kind

DONE, REFUSED, STOPPED, PIPE_GONE = 0, 1, 130, 141

_CRASHED = Refusal(
    "การอ่านไฟล์นี้ทำให้โปรแกรมหยุดกลางคัน (หน่วยความจำอาจไม่พอหรือไฟล์เสียหาย) โปรดเปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วลองอีกครั้ง",
    "reading this file stopped the program (out of memory, or the file is broken); open it in its own program, save it anew and try again",
)


def run(argv: Sequence[str] | None) -> int:
    """Parses `argv` and runs its command; see `prongsai.interfaces.cli.main` for the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = build_parser()
    try:
        code = _dispatch(parser, parser.parse_args(argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nหยุดตามคำสั่ง · stopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has left (`prongsai read … | head`). Without this, Python complains once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_GONE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    return code


def _dispatch(parser: Parser, arguments: argparse.Namespace) -> int:
    if arguments.command == "read":
        return _read(parser, arguments)
    if arguments.command == "write":
        return _write(parser, arguments)
    if arguments.command == "convert":
        return _convert(parser, arguments)
    if arguments.command in ("score", "forecast"):
        from prongsai.interfaces.cli.scores import run_scores

        return run_scores(parser, arguments)
    if arguments.command == "national":
        from prongsai.interfaces.cli.national import run_national

        return run_national(arguments)
    if arguments.command in ("backup", "backup-key", "restore", "doctor"):
        from prongsai.interfaces.cli.backups import run_backups

        return run_backups(arguments)
    from prongsai.interfaces.cli import installation

    if arguments.command == "audit":
        return installation.verify_audit(arguments)
    return installation.serve(arguments)


def _read(parser: Parser, arguments: argparse.Namespace) -> int:
    paths = [Path(name) for name in arguments.files]
    targets = _targets(parser, arguments.output, paths)
    refused = 0
    results = _papers(paths, arguments)
    for path, target, result in zip(paths, targets, results, strict=True):
        if isinstance(result, Refusal):
            say_refusal(str(path), result)
            refused += 1
        elif not _deliver(path, target, result, is_one=len(paths) == 1):
            refused += 1
    if len(paths) > 1:
        print(f"อ่านได้ {len(paths) - refused} จาก {len(paths)} ไฟล์")
    return REFUSED if refused else DONE


def _targets(parser: Parser, output: str | None, paths: list[Path]) -> Sequence[Path | None]:
    """Where each paper's JSON goes; None is standard output."""
    from prongsai.interfaces.cli.files import names_in

    if output in (None, "-"):
        if len(paths) > 1:
            parser.misuse("อ่านหลายไฟล์ต้องระบุโฟลเดอร์ด้วย -o โฟลเดอร์", "several files need a folder: -o FOLDER")
        return [None]
    folder = Path(str(output))
    if len(paths) > 1 or str(output).endswith(("/", os.sep)) or folder.is_dir():
        if folder.exists() and not folder.is_dir():
            parser.misuse(f"อ่านหลายไฟล์ต้องใช้โฟลเดอร์ แต่ {output} เป็นไฟล์", f"several files need a folder, but {output} is a file")
        targets = names_in(folder, paths)
    else:
        targets = [folder]
    for target in targets:
        _refuse_overwriting_source(parser, target, paths)
    return targets


def _refuse_overwriting_source(parser: Parser, target: Path, sources: list[Path]) -> None:
    if target.exists() and any(source.exists() and target.samefile(source) for source in sources):
        parser.misuse(f"ผลลัพธ์จะทับไฟล์ที่จะอ่าน: {target} โปรดตั้งชื่ออื่น", f"the output would overwrite the file to be read: {target}")


def _papers(paths: list[Path], arguments: argparse.Namespace) -> Iterator[Paper | Refusal]:
    read = partial(read_one, use_ocr=arguments.ocr, use_embedded=not arguments.no_embedded)
    if len(paths) == 1:
        progress = Progress("กำลังอ่าน", "หน้า")
        result = read(paths[0], progress=progress)
        progress.clear()
        yield result
        return
    from prongsai.interfaces.cli.batch import in_order

    progress = Progress("อ่านแล้ว", "ไฟล์")
    results: Iterator[Paper | Refusal] = in_order(read, paths, jobs=arguments.jobs, crashed=_CRASHED)
    for done, result in enumerate(results, start=1):
        progress.clear()
        yield result
        progress(done, len(paths))
    progress.clear()


def read_one(path: Path, *, use_ocr: bool, use_embedded: bool, progress: Callable[[int, int], None] | None = None) -> Paper | Refusal:
    """The paper in a file, or why it was refused. Raises nothing but `KeyboardInterrupt`; public because other processes run it."""
    try:
        from prongsai.core.papers.reading import read_paper

        return read_paper(path, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress)
    except Exception as error:
        return refusal_of(error)


def _deliver(path: Path, target: Path | None, paper: Paper, *, is_one: bool) -> bool:
    """Writes the paper's JSON and says what was found; False where the file could not be written, which is then said."""
    from prongsai.interfaces.cli.files import paper_to_bytes, write_bytes

    say_warnings(path.name, paper.warnings)
    if target is None:
        sys.stdout.write(paper_to_bytes(paper).decode("utf-8"))
        return True
    try:
        write_bytes(target, paper_to_bytes(paper))
    except OSError as error:
        say_refusal(str(target), refusal_of(error))
        return False
    from prongsai.interfaces.cli.summary import in_lines, in_one_line

    print(f"{path} → {target}", *(in_lines(paper) if is_one else [in_one_line(paper)]), sep="\n  ")
    return True


def _write(parser: Parser, arguments: argparse.Namespace) -> int:
    from prongsai.interfaces.cli.files import load_paper

    kind = _output_kind(parser, arguments.output)
    _refuse_overwriting_source(parser, Path(arguments.output), [Path(arguments.paper)])
    try:
        paper = load_paper(arguments.paper)
    except Exception as error:
        say_refusal(arguments.paper, refusal_of(error))
        return REFUSED
    return _print_paper(paper, kind, arguments)


def _convert(parser: Parser, arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    kind = _output_kind(parser, arguments.output)
    _refuse_overwriting_source(parser, Path(arguments.output), [path])
    result = next(_papers([path], arguments))
    if isinstance(result, Refusal):
        say_refusal(str(path), result)
        return REFUSED
    say_warnings(path.name, result.warnings)
    return _print_paper(result, kind, arguments)


def _output_kind(parser: Parser, output: str) -> Kind:
    kinds = {f".{kind}": kind for kind in OUTPUT_KINDS}
    ending = Path(output).suffix.lower()
    if ending not in kinds:
        endings = ", ".join(kinds)
        parser.misuse(f"-o ต้องลงท้ายด้วย {endings} แต่ได้ {output}", f"-o must end in {endings}, got {output}")
    return kinds[ending]


def _print_paper(paper: Paper, kind: Kind, arguments: argparse.Namespace) -> int:
    from prongsai.interfaces.cli.files import paper_to_bytes, refuse_blank, write_bytes

    try:
        if kind == "json":
            content = paper_to_bytes(paper)
        else:
            refuse_blank(paper)
            from prongsai.core.papers.writers.writing import SignsNotDrawn, default_layout, write_paper

            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always", SignsNotDrawn)
                content = write_paper(paper, layout=arguments.layout or default_layout(paper), kind=kind, digits=arguments.digits)
            for warning in told:
                if isinstance(warning.message, SignsNotDrawn):
                    say_signs_not_drawn(arguments.output, warning.message.signs)
        write_bytes(Path(arguments.output), content)
    except Exception as error:
        say_refusal(arguments.output, refusal_of(error))
        return REFUSED
    print(f"เขียนแล้ว → {arguments.output}")
    return DONE
