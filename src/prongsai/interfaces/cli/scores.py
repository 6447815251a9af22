"""`prongsai score` and `prongsai forecast`: from a table of scores, item results or answers to scorecards and to what to do first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.interfaces.cli.messages import Progress, Refusal, refusal_of, say_refusal, say_unverified
from prongsai.interfaces.cli.parser import Parser

if TYPE_CHECKING:
    from prongsai.core.ita.forecast import Proposal
    from prongsai.core.score_files import AgencyInput
    from prongsai.interfaces.cli.scoring import Scored

DONE, REFUSED = 0, 1
_MOST_SHOWN = 12


def run_scores(parser: Parser, arguments: argparse.Namespace) -> int:
    """Score or forecast, as `arguments.command` says; the exit code. A file with faults is refused whole."""
    if arguments.command == "score":
        _refuse_misuse(parser, arguments)
    from prongsai.core.score_files import InputFault

    try:
        entries = _entries(arguments)
        _say_other_years(entries, arguments.year)
        if arguments.command == "score":
            _score(entries, arguments)
            return DONE
        return _forecast(entries, arguments)
    except InputFault as fault:
        say_refusal(arguments.table, Refusal(_listed(fault.thai), _listed(fault.english)))
    except Exception as error:
        place = error.filename if isinstance(error, OSError) and error.filename else arguments.table
        say_refusal(str(place), refusal_of(error))
    return REFUSED


def _refuse_misuse(parser: Parser, arguments: argparse.Namespace) -> None:
    """Leave with code 2 where the output is no CSV or would stand in the place of the file to be read."""
    if arguments.output in (None, "-"):
        return
    output, table = Path(arguments.output), Path(arguments.table)
    if output.suffix.lower() != ".csv":
        parser.misuse(f"-o ต้องลงท้ายด้วย .csv แต่ได้ {output}", f"-o must end in .csv, got {output}")
    if output.exists() and table.exists() and output.samefile(table):
        parser.misuse(f"ผลลัพธ์จะทับไฟล์ที่จะอ่าน: {output} โปรดตั้งชื่ออื่น", f"the output would overwrite the file to be read: {output}")


def _listed(faults: str) -> str:
    """One fault on the line of the refusal, several below it."""
    return faults if "\n" not in faults else "\n  " + faults.replace("\n", "\n  ")


def _entries(arguments: argparse.Namespace) -> tuple[AgencyInput, ...]:
    from prongsai.core.papers.readers.limits import DEFAULT
    from prongsai.core.score_files import read_scores

    if arguments.table == "-":
        return read_scores(sys.stdin.buffer.read(DEFAULT.file_bytes + 1), fiscal_year=arguments.year, name="-")
    return read_scores(Path(arguments.table), fiscal_year=arguments.year)


def _say_other_years(entries: tuple[AgencyInput, ...], year: int | None) -> None:
    others = sorted({entry.fiscal_year for entry in entries} - {year}) if year is not None else []
    if others:
        named = ", ".join(map(str, others))
        print(
            f"โปรดทราบ แถวที่ระบุปี {named} คิดตามปีของแถวนั้น ไม่ใช่ปี {year}",
            f"Note: rows of {named} are scored by their own year, not by {year}.",
            sep="\n",
            file=sys.stderr,
        )


def _scored(entries: tuple[AgencyInput, ...]) -> Iterator[Scored]:
    from prongsai.interfaces.cli.scoring import scored

    progress = Progress("คิดคะแนนแล้ว", "หน่วยงาน")
    try:
        for done, entry in enumerate(entries, start=1):
            yield scored(entry)
            progress(done, len(entries))
    finally:
        progress.clear()


def _score(entries: tuple[AgencyInput, ...], arguments: argparse.Namespace) -> None:
    from prongsai.interfaces.cli.files import write_bytes
    from prongsai.interfaces.cli.score_table import to_csv, to_text

    rows = list(_scored(entries))
    if arguments.output is None:
        for row in rows:
            print(*to_text(row, explain=arguments.explain), "", sep="\n")
    else:
        content = to_csv(rows)
        if arguments.output == "-":
            sys.stdout.write(content.decode("utf-8"))
        else:
            write_bytes(Path(arguments.output), content)
            print(f"คิดคะแนน {len(rows):,} หน่วยงาน → {arguments.output}")
            if arguments.explain:
                for row in rows:
                    print(*to_text(row, explain=True), "", sep="\n")
    _say_unverified(rows)


def _forecast(entries: tuple[AgencyInput, ...], arguments: argparse.Namespace) -> int:
    chosen = _of_agency(entries, arguments.agency)
    if not chosen:
        names = ", ".join(sorted({entry.agency for entry in entries if entry.agency})[:_MOST_SHOWN])
        say_refusal(
            arguments.table,
            Refusal(f"ไม่มีหน่วยงาน “{arguments.agency}” ในไฟล์ มี {names}", f"the file has no agency “{arguments.agency}”; it has {names}"),
        )
        return REFUSED
    from prongsai.core.ita.forecast import UnknownGoal

    code, rows = DONE, []
    for row in _scored(chosen):
        rows.append(row)
        print(row.name, *_first_lines(row), sep="\n  ")
        try:
            print("", *_proposal_lines(row, arguments.goal), sep="\n  ", end="\n\n")
        except UnknownGoal as unknown:
            print()
            say_refusal(row.name, Refusal(unknown.thai, unknown.english))
            code = REFUSED
    _say_unverified(rows)
    return code


def _of_agency(entries: tuple[AgencyInput, ...], name: str | None) -> tuple[AgencyInput, ...]:
    """The rows of an agency: those of exactly this name, else those whose name has it inside."""
    if name is None:
        return entries
    exact = tuple(entry for entry in entries if entry.agency == name)
    return exact or tuple(entry for entry in entries if name in entry.agency)


def _first_lines(row: Scored) -> Iterator[str]:
    """The level that the forecast starts from with its reason, how it differs from the file's, then what is worth the most."""
    from prongsai.core.ita.explaining import explain_level
    from prongsai.core.ita.forecast import explain_worth, worth
    from prongsai.interfaces.cli.scoring import starting_point

    level = explain_level(row.framework, row.card.level)
    yield f"คะแนนรวม · total {row.card.points('total') or '–'}"
    yield level.thai
    yield level.english
    if (start := starting_point(row)) is not None:
        yield start.thai
        yield start.english
    found = worth(row.framework, row.card)
    for entry in found[:_MOST_SHOWN]:
        told = explain_worth(row.framework, entry)
        yield f"  {told.thai}"
        yield f"    {told.english}"
    if len(found) > _MOST_SHOWN:
        yield f"  และอีก {len(found) - _MOST_SHOWN} รายการที่ได้คะแนนน้อยกว่า · and {len(found) - _MOST_SHOWN} more that are worth less"


def _proposal_lines(row: Scored, wanted: str) -> Iterator[str]:
    from prongsai.core.ita.forecast import cheapest, explain_proposal, goal_of

    goal = goal_of(row.framework, row.card, wanted)
    if goal is None:
        yield from ("อยู่ในระดับสูงสุดแล้ว", "this is the best level already")
        return
    proposal: Proposal = cheapest(row.framework, row.card, goal)
    first, *steps = explain_proposal(row.framework, proposal)
    yield first.thai
    yield first.english
    for number, step in enumerate(steps, start=1):
        yield f"  {number}. {step.thai}"
        yield f"     {step.english}"
    items = {item.code for item in row.framework.items}
    if any(step.key not in items for step in proposal.steps):
        yield "สมมติว่ายกตัวชี้วัดของแบบสำรวจ 2 คะแนนใช้แรงเท่ากับทำ 1 ข้อ"
        yield "this takes two points of a survey's indicator to cost as much as one item"


def _say_unverified(rows: list[Scored]) -> None:
    for made in {row.framework.fiscal_year: row.framework for row in rows}.values():
        say_unverified(made)
