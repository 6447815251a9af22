"""The grammar of `prongsai score` and `prongsai forecast`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.interfaces.cli.parser import Parser


def add_scores(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds both commands to the parser of the whole command."""
    about = "คิดคะแนน ITA จากตาราง CSV หรือ Excel · score ITA tables"
    score = commands.add_parser("score", prog="prongsai score", description=about, help=about)
    _add_input(score)
    score.options.add_argument(
        "-o",
        "--output",
        metavar="OUT.csv",
        help="ตาราง CSV ที่จะเขียน (ถ้าไม่ระบุ แสดงให้อ่าน; - คือแสดง CSV ออกมา)\n"
        "the CSV table to write (default: shown to read; - is CSV on standard output)",
    )
    score.options.add_argument("--explain", action="store_true", help="บอกที่มาของคะแนนทุกตัว · say the reason of each number")

    about = "บอกว่าทำอะไรได้กี่คะแนน และทางที่ใช้แรงน้อยที่สุดให้ถึงเป้า · what is worth how much, and the cheapest way to a goal"
    forecast = commands.add_parser("forecast", prog="prongsai forecast", description=about, help=about)
    _add_input(forecast)
    forecast.options.add_argument(
        "--goal",
        metavar="GOAL",
        default="next",
        help="85, 95 (ทุกแบบวัดไม่ต่ำกว่า 95), คะแนนอื่น, next คือระดับถัดไป (ปกติ) หรือชื่อระดับ\n"
        "85, 95 (with every instrument at 95), another total, next (default) or a level",
    )
    forecast.options.add_argument("--agency", metavar="NAME", help="เฉพาะหน่วยงานนี้ · only this agency")


def _add_input(parser: Parser) -> None:
    parser.inputs.add_argument(
        "table",
        metavar="INPUT.csv",
        help="คะแนน (i1–i10) ผลรายข้อ (I1 E1 O1) หรือคำตอบรายคน (instrument, I1.1) จาก CSV หรือ Excel หรือ - คือมาตรฐานขาเข้า\n"
        "scores (i1–i10), item results (I1 E1 O1) or answers (instrument, I1.1) as CSV or Excel, or - for standard input",
    )
    parser.options.add_argument(
        "--year",
        metavar="Y",
        type=_year,
        help="ปีงบประมาณ พ.ศ. ของแถวที่ไม่ได้ระบุปี (คอลัมน์ fiscal_year)\nfiscal year, Buddhist era, of rows that name none (column fiscal_year)",
    )


def _year(text: str) -> int:
    from prongsai.core.thai.numerals import to_arabic_digits

    plain = to_arabic_digits(text)
    if not plain.isdecimal() or len(plain) != 4:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(plain)
