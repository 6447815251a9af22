"""The grammar of the command: its sub-commands and options, with help in Thai and English. What they do is not here."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from prongsai import __version__
from prongsai.interfaces.cli.backup_parser import add_backups
from prongsai.interfaces.cli.national_parser import add_national
from prongsai.interfaces.cli.scores_parser import add_scores

if TYPE_CHECKING:
    from prongsai.core.papers.writers.writing import Kind

LAYOUTS = ("plan", "status-memo", "result-report", "outcome-report", "action-plan", "ita-analysis")
OUTPUT_KINDS: tuple[Kind, ...] = ("pdf", "docx", "xlsx", "html", "json")

_ABOUT = """\
อ่านเอกสาร ITA ของ อปท. (แผนมาตรการ รายงานผล บันทึกข้อความ แผนปฏิบัติการ) จาก Word, PDF, ภาพสแกน, Excel, HTML หรือข้อความ
เป็นข้อมูล JSON และเขียนกลับเป็นเอกสารราชการ ทำงานในเครื่องนี้ทั้งหมด ไม่ส่งข้อมูลออกไปที่ใด

Reads the ITA papers of Thai local governments (plans of measures, reports, memos, action plans) from Word, PDF, scans, Excel,
HTML or text into JSON, and writes them back as official papers. All work is done on this machine; nothing is sent anywhere."""

_CODES = """\
รหัสจบงาน: 0 สำเร็จ · 1 ทำไม่ได้ มีคำอธิบาย · 2 ใช้คำสั่งผิด · 130 กด Ctrl-C
Exit codes: 0 done · 1 refused with a message · 2 wrong use · 130 Ctrl-C

ตัวอย่าง · Examples:
  prongsai read แผนปีก่อน.docx -o แผนปีก่อน.json
  prongsai write แผนปีก่อน.json -o แผนใหม่.pdf --digits thai
  prongsai convert สแกน.pdf --ocr -o แผนปีก่อน.docx
  prongsai read *.pdf -o out/
  prongsai score คะแนน.csv -o ผล.csv
  prongsai national score คำตอบ.parquet --year 2564 -o คะแนน.csv"""

# What argparse says in English, in Thai: pattern of the message → sentence with its parts.
_THAI_ERRORS = (
    (r"the following arguments are required: (.+)", "ยังไม่ได้ระบุ {0}"),
    (r"unrecognized arguments: (.+)", "ไม่รู้จัก {0}"),
    (r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", "{0} ไม่รับค่า {1} เลือกได้ {2}"),
    (r"argument (\S+): must be a whole number from 1", "{0} ต้องเป็นจำนวนเต็มตั้งแต่ 1"),
    (r"argument (\S+): expected .+", "{0} ต้องมีค่าตามหลัง"),
    (r"ambiguous option: (\S+) could match (.+)", "{0} กำกวม อาจหมายถึง {1}"),
)


class _Help(argparse.RawTextHelpFormatter):
    """Keeps the lines as written: the library's wrapping would cut Thai words."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=120)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Writes the usage line under a heading in both languages."""
        super().add_usage(usage, actions, groups, prefix or "วิธีใช้ · usage: ")


class Parser(argparse.ArgumentParser):
    """An argparse parser that explains wrong use in Thai and English and leaves with code 2."""

    def __init__(self, prog: str, description: str, epilog: str | None = None, **kwargs: object) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, formatter_class=_Help, add_help=False, allow_abbrev=False)
        self.inputs = self.add_argument_group("สิ่งที่ต้องระบุ · arguments")
        self.options = self.add_argument_group("ตัวเลือก · options")
        self.options.add_argument("-h", "--help", action="help", help="แสดงคำอธิบายนี้ · show this help")

    def error(self, message: str) -> NoReturn:
        """Explains what argparse found wrong; raises `SystemExit(2)`."""
        self.misuse(_in_thai(message), message)

    def misuse(self, thai: str, english: str) -> NoReturn:
        """Says on standard error what is wrong with the use, in both languages, and raises `SystemExit(2)`."""
        print(f"ใช้คำสั่งไม่ถูกต้อง: {thai} ดูวิธีใช้ด้วย {self.prog} --help", file=sys.stderr)
        print(f"Wrong use: {english}. See {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _in_thai(message: str) -> str:
    for pattern, sentence in _THAI_ERRORS:
        if found := re.fullmatch(pattern, message):
            return sentence.format(*found.groups())
    return "คำสั่งหรือตัวเลือกไม่ตรงตามรูปแบบ"


def build_parser() -> Parser:
    """The parser of the whole command. After parsing, `command` is the name of the sub-command."""
    parser = Parser("prongsai", _ABOUT, _CODES)
    parser.options.add_argument(
        "--version", action="version", version=f"prongsai {__version__}", help="แสดงรุ่นของโปรแกรม · show the version"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="คำสั่ง · commands", parser_class=Parser)
    _add_read(commands)
    _add_write(commands)
    _add_convert(commands)
    _add_serve(commands)
    _add_audit(commands)
    add_backups(commands, _add_data_option)
    add_scores(commands)
    add_national(commands, Parser, _positive)
    return parser


def _add_read(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "อ่านเอกสารเป็นข้อมูล JSON · read papers into JSON"
    read = commands.add_parser("read", prog="prongsai read", description=about, help=about)
    read.inputs.add_argument("files", nargs="+", metavar="FILE", help="เอกสารที่จะอ่าน หนึ่งไฟล์หรือหลายไฟล์ · papers to read, one or many")
    read.options.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="ที่เก็บ JSON: ไฟล์ โฟลเดอร์ หรือ - คือแสดงออกมา (ถ้าไม่ระบุและอ่านไฟล์เดียว ก็แสดงออกมา หลายไฟล์ต้องเป็นโฟลเดอร์)\n"
        "where the JSON goes: a file, a folder, or - for standard output (the default for one file; many need a folder)",
    )
    _add_reading_options(read)
    read.options.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=_positive,
        help="อ่านพร้อมกันกี่ไฟล์ (ปกติ: เท่าจำนวนหน่วยประมวลผล)\nhow many files at once (default: one per processor)",
    )


def _add_write(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "เขียนข้อมูล JSON เป็นเอกสารราชการ · write JSON as an official paper"
    write = commands.add_parser("write", prog="prongsai write", description=about, help=about)
    write.inputs.add_argument(
        "paper", metavar="PAPER.json", help="ข้อมูลจากคำสั่ง read หรือ - คือรับจากมาตรฐานขาเข้า\nwhat read has made, or - for standard input"
    )
    _add_writing_options(write)


def _add_convert(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "อ่านเอกสารแล้วเขียนเป็นไฟล์ชนิดอื่นทันที · read a paper and write it as another kind of file"
    convert = commands.add_parser("convert", prog="prongsai convert", description=about, help=about)
    convert.inputs.add_argument("file", metavar="FILE", help="เอกสารที่จะอ่าน · the paper to read")
    _add_writing_options(convert)
    _add_reading_options(convert)


def _add_reading_options(parser: Parser) -> None:
    parser.options.add_argument(
        "--ocr",
        action="store_true",
        help="อ่านตัวอักษรจากภาพสแกน (ต้องมี Tesseract และภาษาไทย)\nread the letters of scans (needs Tesseract with Thai)",
    )
    parser.options.add_argument(
        "--no-embedded",
        action="store_true",
        help="ไม่ใช้ข้อมูลที่ฝังมาในไฟล์ อ่านเฉพาะสิ่งที่มองเห็น\nignore data carried inside the file; read only what is visible",
    )


def _add_writing_options(parser: Parser) -> None:
    endings = " ".join("." + kind for kind in OUTPUT_KINDS)
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        required=True,
        help=f"ไฟล์ที่จะเขียน ชนิดไฟล์ดูจากนามสกุล: {endings}\nthe file to write; its ending says the kind",
    )
    parser.options.add_argument(
        "--layout",
        metavar="LAYOUT",
        choices=LAYOUTS,
        help="รูปแบบเอกสาร (ปกติ: ตามประเภทของเอกสาร)\nthe layout (default: what suits the paper):\n" + ", ".join(LAYOUTS),
    )
    parser.options.add_argument(
        "--digits",
        choices=("arabic", "thai"),
        default="arabic",
        help="เลขอารบิก (ปกติ) หรือเลขไทย · Arabic digits (default) or Thai",
    )


def _add_serve(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "เปิดใช้งานเว็บ งานเบื้องหลัง และตารางเวลา · run the web application, the worker and the scheduler"
    serve = commands.add_parser("serve", prog="prongsai serve", description=about, help=about)
    _add_data_option(serve)
    serve.options.add_argument("--port", metavar="N", type=_positive, default=8000, help="พอร์ต (ปกติ 8000) · listening port (default 8000)")
    serve.options.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="รับการเชื่อมต่อที่ใด (ปกติเฉพาะเครื่องนี้) · where to listen (default: this machine only)",
    )
    serve.options.add_argument(
        "--workers", metavar="N", type=_positive, default=1, help="จำนวนกระบวนการเว็บ (ปกติ 1) · web processes (default 1)"
    )
    serve.options.add_argument(
        "--demonstration",
        action="store_true",
        help="หน่วยงานสาธิตพร้อมข้อมูลตัวอย่าง ใช้ได้เฉพาะเครื่องนี้\na demonstration with sample data, on this machine only",
    )


def _add_audit(commands: argparse._SubParsersAction[Parser]) -> None:
    about = "ตรวจบันทึกการใช้งาน · check the audit trail"
    audit = commands.add_parser("audit", prog="prongsai audit", description=about, help=about)
    audit.inputs.add_argument(
        "act", choices=("verify",), metavar="verify", help="ตรวจว่าสายบันทึกครบและไม่ถูกแก้ · see that the chains are whole"
    )
    _add_data_option(audit)


def _add_data_option(parser: Parser) -> None:
    parser.options.add_argument(
        "--data",
        metavar="FOLDER",
        help="โฟลเดอร์ข้อมูล (ปกติ: PRONGSAI_DATA หรือ ./data) · data folder (default: PRONGSAI_DATA or ./data)",
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)
