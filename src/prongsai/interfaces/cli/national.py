"""`prongsai national`: scores of a whole country in one run, and invented answers to try it with."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.interfaces.cli.messages import Progress, Refusal, refusal_of, say_refusal, say_unverified
from prongsai.interfaces.cli.parser import Parser

if TYPE_CHECKING:
    import polars as pl

    from prongsai.core.ita.model import Framework

DONE, REFUSED = 0, 1
_TABLES = (".parquet", ".csv")
_YEARS = (1000, 9999)
# A hundred times the country: beyond it a trial is a slip of the keyboard that would fill the memory or the disk.
_MOST_AGENCIES, _MOST_RESPONDENTS = 1_000_000, 1_000_000_000


def run_national(arguments: argparse.Namespace) -> int:
    """Score or generate, as `arguments.act` says; the exit code. What stops it is said, and nothing half-written stays."""
    _refuse_misuse(Parser(f"prongsai national {arguments.act}", ""), arguments)
    from prongsai.core.ita.loading import UnknownYear, framework
    from prongsai.core.ita.national import NationalFault

    act = _score if arguments.act == "score" else _generate
    try:
        act(framework(arguments.year), arguments)
    except NationalFault as fault:
        say_refusal(f"prongsai national {arguments.act}", Refusal(fault.thai, fault.english))
    except UnknownYear as unknown:
        known = ", ".join(map(str, unknown.known))
        refusal = Refusal(
            f"ไม่มีกรอบการประเมินของปี {unknown.fiscal_year} ปีที่มีคือ {known} (พ.ศ.)",
            f"there is no framework for {unknown.fiscal_year}; there are {known} (Buddhist era)",
        )
        say_refusal(f"--year {unknown.fiscal_year}", refusal)
    except _Stopped as stopped:
        error = stopped.error
        place = error.filename if isinstance(error, OSError) and error.filename else stopped.place
        say_refusal(str(place), refusal_of(error))
    except Exception as error:
        say_refusal(f"prongsai national {arguments.act}", refusal_of(error))
    else:
        return DONE
    return REFUSED


class _Stopped(Exception):
    """An error with the file that was being read or written."""

    def __init__(self, place: str, error: Exception) -> None:
        self.place, self.error = place, error
        super().__init__(place)


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Work on a file: an error that names none is about this one. What is wrong in the data says so itself."""
    from prongsai.core.ita.national import NationalFault

    try:
        yield
    except NationalFault:
        raise
    except Exception as error:
        raise _Stopped(place, error) from error


def _refuse_misuse(parser: Parser, arguments: argparse.Namespace) -> None:
    """Leave with code 2 where a number cannot be, or a file is to be written under an ending that is no table or over one to be read."""
    if not _YEARS[0] <= arguments.year <= _YEARS[1]:
        parser.misuse(
            f"--year ต้องเป็นปี พ.ศ. สี่หลัก เช่น 2568 แต่ได้ {arguments.year}",
            f"--year must be a Buddhist year of four digits such as 2568, got {arguments.year}",
        )
    if arguments.act == "generate":
        for name, most in (("agencies", _MOST_AGENCIES), ("respondents", _MOST_RESPONDENTS)):
            given = getattr(arguments, name)
            if given > most:
                parser.misuse(f"--{name} มากสุด {most:,} แต่ได้ {given:,}", f"--{name} is {most:,} at most, got {given:,}")
    output = Path(arguments.output)
    endings = _TABLES if arguments.act == "score" else _TABLES[:1]
    if output.suffix.lower() not in endings:
        parser.misuse(f"-o ต้องลงท้ายด้วย {' หรือ '.join(endings)} แต่ได้ {output}", f"-o must end in {' or '.join(endings)}, got {output}")
    checks = Path(arguments.checks) if arguments.checks else None
    if checks is not None and checks.suffix.lower() not in _TABLES:
        parser.misuse(f"--checks ต้องลงท้ายด้วย {' หรือ '.join(_TABLES)}", f"--checks must end in {' or '.join(_TABLES)}")
    others = [checks] if checks is not None else []
    if arguments.act == "score":
        others.append(Path(arguments.responses))
        responses = others[-1].resolve()
        if responses.is_dir() and output.resolve().parent == responses:
            parser.misuse(
                f"ผลลัพธ์ {output} อยู่ในโฟลเดอร์คำตอบ โปรดเลือกที่อื่น", f"the output {output} is in the folder of answers; take another place"
            )
    if any(output.resolve() == other.resolve() for other in others):
        parser.misuse(f"ชื่อไฟล์ {output} ซ้ำกัน ผลลัพธ์จะทับไฟล์อื่น โปรดตั้งชื่ออื่น", f"{output} is named twice; the output would overwrite it")


def _score(framework: Framework, arguments: argparse.Namespace) -> None:
    from prongsai.core.ita.national import score_national

    checks = Path(arguments.checks) if arguments.checks else None
    with _seconds("กำลังคิดคะแนน"):
        with _at(arguments.responses):
            cards = score_national(Path(arguments.responses), framework, engine=arguments.engine, checks=checks)
        with _at(arguments.output):
            _write_table(Path(arguments.output), cards)
    people = sum(cards[name].sum() for name in cards.columns if name.startswith("respondents_"))
    print(f"คิดคะแนน {cards.height:,} หน่วยงานจากผู้ตอบ {people:,} คน → {arguments.output}")
    counts = dict(cards["level"].value_counts().iter_rows())
    rows = [(rule.name, counts[rule.key]) for rule in framework.levels if rule.key in counts]
    rows += [("ยังไม่ทราบระดับ", counts[None])] if None in counts else []
    rows += _one_sided(framework, cards) if checks is not None else []
    print(*(f"  {name}: {count:,}" for name, count in rows), sep="\n")
    say_unverified(framework)


def _one_sided(framework: Framework, cards: pl.DataFrame) -> list[tuple[str, int]]:
    """How many agencies have checks and no respondents, or respondents and no checks: often two spellings of one code."""
    import polars as pl

    items = [item.code for instrument in framework.instruments if instrument.kind == "checks" for item in instrument.items]
    people = [name for name in cards.columns if name.startswith("respondents_")]
    answered, checked = cards.select(pl.sum_horizontal(people) > 0, pl.any_horizontal(pl.col(items).is_not_null()).alias("checked"))
    sides = [
        ("มีผลตรวจแต่ไม่มีผู้ตอบ · checks without respondents", int((checked & ~answered).sum())),
        ("มีผู้ตอบแต่ไม่มีผลตรวจ · respondents without checks", int((answered & ~checked).sum())),
        ("ไม่มีทั้งสองอย่าง · neither", int((~answered & ~checked).sum())),
    ]
    return [(name, count) for name, count in sides if count]


def _generate(framework: Framework, arguments: argparse.Namespace) -> None:
    from prongsai.core.ita.national.generating import made_checks, write_responses
    from prongsai.interfaces.cli.files import written_whole

    progress = Progress("สร้างแล้ว", "แถว")
    try:
        with _at(arguments.output), written_whole(Path(arguments.output)) as beside:
            write_responses(
                beside,
                framework,
                agencies=arguments.agencies,
                respondents=arguments.respondents,
                seed=arguments.seed,
                progress=progress,
            )
    finally:
        progress.clear()
    print(f"สร้างคำตอบสมมุติ {arguments.respondents:,} คนของ {arguments.agencies:,} หน่วยงาน → {arguments.output}")
    if arguments.checks:
        with _at(arguments.checks):
            _write_table(Path(arguments.checks), made_checks(framework, agencies=arguments.agencies, seed=arguments.seed))
        print(f"สร้างผลตรวจ OIT สมมุติ → {arguments.checks}")


def _write_table(place: Path, table: pl.DataFrame) -> None:
    from prongsai.interfaces.cli.files import written_whole

    with written_whole(place) as beside:
        if place.suffix.lower() == ".csv":
            table.write_csv(beside)
        else:
            table.write_parquet(beside)


@contextmanager
def _seconds(verb: str) -> Iterator[None]:
    """Tell on a terminal how long the work has taken; engines do not say how far they are."""
    progress = Progress(verb, "วินาทีที่")
    ended = threading.Event()

    def tick() -> None:
        second = 0
        while not ended.wait(1):
            second += 1
            progress(second, 0)

    teller = threading.Thread(target=tick, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
        progress.clear()
