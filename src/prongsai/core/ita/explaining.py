"""Why a number is what it is, in sentences. Thai for officers, English for everybody else; numbers as they are published."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.levels import LevelDecision
from prongsai.core.ita.model import Framework, LevelRule
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring.card import Note, Score, Scorecard
from prongsai.core.ita.tree import Node, nodes_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same sentence in both languages."""

    thai: str
    english: str


def explain_score(framework: Framework, card: Scorecard, key: str) -> Sentence:
    """Why the node of this key has its value, in one sentence with the numbers that it stands on."""
    node, score = nodes_of(framework)[key], card.scores[key]
    value = _number(framework, score.value)
    reason = score.reason
    if reason.rule == "given":
        more, more_en = _compared(framework, score)
        return Sentence(f"{value} ตามที่กรอกหรือนำเข้า{more}", f"{value} as entered or imported{more_en}")
    if reason.rule == "answers":
        return Sentence(
            f"{value} เป็นค่าเฉลี่ยของผู้ตอบ {reason.answers:,} คน",
            f"{value} is the mean over {reason.answers:,} respondent{_plural(reason.answers)}",
        )
    if reason.rule == "missing":
        return _missing(framework, node, score)
    if reason.rule == "weighted":
        sums = " + ".join(f"{_number(framework, part.value)} × {_percent(part.share)}" for part in reason.parts)
        sums_en = sums
        return Sentence(f"{sums} = {value}", f"{sums_en} = {value}")
    names = ", ".join(f"{part.key}: {_number(framework, part.value)}" for part in reason.parts)
    count = len(reason.parts)
    return Sentence(f"{value} เป็นค่าเฉลี่ยของ {count} ส่วน ({names})", f"{value} is the mean of {count} parts ({names})")


def explain_level(framework: Framework, decision: LevelDecision) -> Sentence:
    """Which rule decided the level, or what is still open."""
    if decision.rule is None:
        return Sentence(
            f"ยังตัดสินระดับไม่ได้เพราะข้อมูลไม่ครบ อยู่ระหว่าง {decision.worst.name} ถึง {decision.best.name}",
            f"the level is open because values are missing: between {decision.worst.name_en} and {decision.best.name_en}",
        )
    words, words_en = _condition(decision.rule)
    held = ", ".join(decision.held_back_by)
    because = f" ยังไม่ได้ระดับสูงกว่าเพราะ {held} ต่ำกว่าเกณฑ์" if held else ""
    because_en = f"; not the next level because {held} {_are_below(decision)}" if held else ""
    return Sentence(f"{decision.rule.name}: {words}{because}", f"{decision.rule.name_en}: {words_en}{because_en}")


def explain_note(note: Note) -> Sentence:
    """Why a given value and the value of its parts are not the same."""
    if note.code == "rounding":
        return Sentence(
            f"คำนวณได้ {note.computed} แต่ตามเอกสารเป็น {note.given} ต่างกันในหลักสุดท้าย "
            "เพราะตัวเลขที่ประกาศปัดเป็นสองตำแหน่งแล้ว แต่คะแนนรวมของทางการคิดจากตัวเลขก่อนปัด",
            f"computed {note.computed}, printed {note.given}: they differ in the last digit because the published parts were rounded, "
            "while the official value was computed before rounding",
        )
    return Sentence(
        f"คำนวณได้ {note.computed} แต่ตามเอกสารเป็น {note.given} ต่างกันเกินกว่าการปัดเศษ ตรวจตัวเลขที่กรอกอีกครั้ง",
        f"computed {note.computed}, printed {note.given}: more than rounding explains; check the numbers entered",
    )


def _compared(framework: Framework, score: Score) -> tuple[str, str]:
    computed = score.reason.computed
    if computed is None or score.value is None:
        return "", ""
    own, given = published(computed, framework.decimals), published(score.value, framework.decimals)
    if own == given:
        return " ตรงกับที่คำนวณได้", ", the same as computed"
    return f" คำนวณจากส่วนย่อยได้ {own}", f"; its parts give {own}"


def _missing(framework: Framework, node: Node, score: Score) -> Sentence:
    low, high = published(score.low, framework.decimals), published(score.high, framework.decimals)
    lacking = [part.key for part in score.reason.parts if part.value is None]
    if not lacking:
        return Sentence(f"ยังไม่มีข้อมูลของ {node.key}", f"nothing is known of {node.key}")
    named = ", ".join(lacking)
    return Sentence(
        f"ยังคำนวณไม่ได้ ขาด {named} ค่าที่เป็นได้คือ {low} ถึง {high}",
        f"not computed: {named} missing; it can be {low} to {high}",
    )


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


def _are_below(decision: LevelDecision) -> str:
    return "is below its mark" if len(decision.held_back_by) == 1 else "are below their marks"


def _condition(rule: LevelRule) -> tuple[str, str]:
    thai, english = [], []
    if rule.total is not None:
        thai.append(f"คะแนนรวมตั้งแต่ {rule.total:.2f} ขึ้นไป")
        english.append(f"total at least {rule.total:.2f}")
    if rule.every_instrument is not None:
        thai.append(f"และทุกเครื่องมือตั้งแต่ {rule.every_instrument:.2f} ขึ้นไป")
        english.append(f"and every instrument at least {rule.every_instrument:.2f}")
    return " ".join(thai) or "ไม่ถึงเกณฑ์ของระดับอื่น", " ".join(english) or "below the marks of the other levels"


def _number(framework: Framework, value: Fraction | None) -> str:
    return "–" if value is None else str(published(value, framework.decimals))


def _percent(share: Fraction) -> str:
    percent = share * 100
    return f"{Decimal(percent.numerator) / Decimal(percent.denominator):.2f}".rstrip("0").rstrip(".") + "%"
