"""The grammar of `prongsai national`: its two sub-commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.interfaces.cli.parser import Parser

ENGINES = ("polars", "dask", "spark")


def add_national(commands: argparse._SubParsersAction[Parser], kind: type[Parser], whole: Callable[[str], int]) -> None:
    """Add the command to those of the program. After parsing, `act` is "score" or "generate". `kind` is the class of its parsers."""
    about = "คะแนนทั้งประเทศจากคำตอบรายคน · score the whole country from answers"
    national = commands.add_parser("national", prog="prongsai national", description=about, help=about)
    acts = national.add_subparsers(dest="act", metavar="COMMAND", required=True, title="คำสั่ง · commands", parser_class=kind)
    _add_score(acts, whole)
    _add_generate(acts, whole)


def _add_score(acts: argparse._SubParsersAction[Parser], whole: Callable[[str], int]) -> None:
    about = "คิดคะแนนทุกหน่วยงานจากคำตอบรายคน · score every agency from answers"
    score = acts.add_parser("score", prog="prongsai national score", description=about, help=about)
    score.inputs.add_argument(
        "responses",
        metavar="RESPONSES.parquet",
        help="คำตอบรายคน ไฟล์ Parquet หรือโฟลเดอร์ของไฟล์ Parquet\nanswers, a row for each person: a Parquet file or a folder of them",
    )
    _add_year(score, whole)
    score.options.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        required=True,
        help="ไฟล์คะแนน .parquet หรือ .csv แถวละหนึ่งหน่วยงาน\nwhere the scorecards go, .parquet or .csv, a row for each agency",
    )
    score.options.add_argument(
        "--checks",
        metavar="FILE",
        help="ผลตรวจ OIT รายหน่วยงาน .parquet หรือ .csv (0 หรือ 100 รายข้อ) ถ้าไม่ระบุ คะแนนรวมจะยังไม่ทราบ\n"
        "reviewed OIT items by agency, .parquet or .csv (0 or 100 each); without them totals are not known",
    )
    score.options.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="ประมวลผลด้วยอะไร (ปกติ: polars) ตัวเลขเหมือนกันทุกแบบ\nwhat computes (default: polars); the numbers are the same",
    )


def _add_generate(acts: argparse._SubParsersAction[Parser], whole: Callable[[str], int]) -> None:
    about = "สร้างคำตอบสมมุติทั้งประเทศไว้ทดลอง · make invented answers of a country, for trials"
    generate = acts.add_parser("generate", prog="prongsai national generate", description=about, help=about)
    _add_year(generate, whole)
    generate.options.add_argument(
        "-o", "--output", metavar="OUT.parquet", required=True, help="ไฟล์คำตอบที่จะเขียน (.parquet)\nthe file of answers to write (.parquet)"
    )
    generate.options.add_argument(
        "--checks", metavar="FILE", help="เขียนผลตรวจ OIT สมมุติด้วย (.parquet หรือ .csv)\nwrite invented OIT checks too (.parquet or .csv)"
    )
    generate.options.add_argument(
        "--agencies", metavar="N", type=whole, default=8300, help="จำนวนหน่วยงาน (ปกติ 8300) · number of agencies (default 8300)"
    )
    generate.options.add_argument(
        "--respondents",
        metavar="N",
        type=whole,
        default=1_500_000,
        help="จำนวนผู้ตอบ (ปกติ 1500000) · number of respondents (default 1500000)",
    )
    generate.options.add_argument(
        "--seed", metavar="N", type=whole, default=1, help="เลขตั้งต้น เลขเดิมได้ข้อมูลเดิม (ปกติ 1) · same seed, same data (default 1)"
    )


def _add_year(parser: Parser, whole: Callable[[str], int]) -> None:
    parser.options.add_argument("--year", metavar="Y", type=whole, required=True, help="ปีงบประมาณ พ.ศ. · fiscal year, Buddhist era")
