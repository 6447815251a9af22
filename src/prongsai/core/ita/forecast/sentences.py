"""Forecasts in sentences, Thai for officers and English for everybody else. Numbers as they are published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.explaining import Sentence
from prongsai.core.ita.forecast.cheapest import Proposal, Step
from prongsai.core.ita.forecast.worth import Worth
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.tree import nodes_of


def explain_worth(framework: Framework, entry: Worth) -> Sentence:
    """What a node is worth in the total and why, as the product that gives it."""
    rise = entry.target - (entry.now or 0)
    factors = " × ".join([_plain(rise), *(_share(framework, link.above, link.share) for link in entry.links)])
    # Two decimals are the custom; a third where two would not be the whole truth (0.444).
    gain = published(entry.gain, 2 if (entry.gain * 100).denominator == 1 else 3)
    chain, chain_en = _chain(framework, entry)
    if entry.kind == "item":
        state, state_en = ("ยังไม่พบ", "is missing") if entry.now is not None else ("ยังไม่มีข้อมูล", "is not known")
        return Sentence(
            f"{entry.key} {state} ถ้าครบจะเพิ่มคะแนนรวม {gain} คะแนน เพราะ {chain}: {factors} = {gain}",
            f"{entry.key} {state_en}; found, it adds {gain} to the total, because {chain_en}: {factors} = {gain}",
        )
    now, target, point = _points(framework, entry.now), _points(framework, entry.target), published(entry.per_point, 3)
    return Sentence(
        f"ตัวชี้วัด {entry.key} ได้ {now} ทุก 1 คะแนนเพิ่มคะแนนรวม {point} ถ้าถึง {target} เพิ่มคะแนนรวม {gain} เพราะ {chain}: {factors} = {gain}",
        f"indicator {entry.key} has {now}; each point adds {point} to the total, at {target} it adds {gain}, "
        f"because {chain_en}: {factors} = {gain}",
    )


def explain_proposal(framework: Framework, proposal: Proposal) -> tuple[Sentence, ...]:
    """The answer to a goal: first what comes of it, then each step."""
    goal, total = proposal.goal, proposal.before.points(TOTAL)
    if proposal.outcome == "reached":
        return (Sentence(f"ถึง {goal.name} แล้ว คะแนนรวม {total}", f"{goal.name_en} is reached already: the total is {total}"),)
    if proposal.outcome == "unknown":
        names = ", ".join(proposal.unknown)
        return (Sentence(f"ยังคำนวณทางให้ถึง {goal.name} ไม่ได้ ขาดข้อมูลของ {names}", f"no way to {goal.name_en}: {names} missing"),)
    if proposal.outcome == "unreachable":
        return (_unreachable(framework, proposal),)
    after = proposal.after
    level = after.level.rule
    reached = f" ระดับ {level.name}" if level else ""
    reached_en = f", level {level.name_en}" if level else ""
    count = len(proposal.steps)
    first = Sentence(
        f"ทางที่ใช้แรงน้อยที่สุดให้ถึง {goal.name}: จาก {total} เป็น {after.points(TOTAL)}{reached} ทำ {count} อย่าง",
        f"the cheapest way to {goal.name_en}: from {total} to {after.points(TOTAL)}{reached_en}, {count} change{'s' if count > 1 else ''}",
    )
    return (first, *(_step(framework, step) for step in proposal.steps))


def _unreachable(framework: Framework, proposal: Proposal) -> Sentence:
    short = ", ".join(f"{_name(key)} {proposal.after.points(key)}" for key, _ in proposal.short)
    short_en = ", ".join(f"{key} {proposal.after.points(key)}" for key, _ in proposal.short)
    return Sentence(
        f"ไม่ถึง {proposal.goal.name} แม้ทำทุกอย่างที่ทำได้ก็ได้เพียง {short}",
        f"{proposal.goal.name_en} cannot be reached: all that may be changed gives only {short_en}",
    )


def _step(framework: Framework, step: Step) -> Sentence:
    node = nodes_of(framework)[step.key]
    gain = published(step.gain, framework.decimals)
    if node.kind == "item":
        return Sentence(
            f"ทำ {step.key} {node.name} ให้ครบ เพิ่ม {gain} คะแนน", f"have {step.key} {node.name_en or node.name} found: {gain} points more"
        )
    now = _points(framework, step.now)
    kind, kind_en = ("แบบวัด", "") if node.kind == "instrument" else ("ตัวชี้วัด", "indicator ")
    return Sentence(
        f"ยก{kind} {step.key} {node.name} จาก {now} เป็น {step.then} เพิ่ม {gain} คะแนน",
        f"raise {kind_en}{step.key} {node.name_en} from {now} to {step.then}: {gain} points more",
    )


def _chain(framework: Framework, entry: Worth) -> tuple[str, str]:
    thai, english, below = [], [], entry.key
    for link in entry.links:
        if link.above == TOTAL:
            thai.append(f"{below} มีน้ำหนัก {_weight(link.share)}%")
            english.append(f"{below} weighs {_weight(link.share)}%")
        else:
            what, what_en = ("ข้อ", "items") if nodes_of(framework)[below].kind == "item" else ("ส่วน", "parts")
            name, name_en = _place(framework, link.above)
            thai.append(f"{name} มี {link.parts} {what}")
            english.append(f"{name_en} has {link.parts} {what_en}")
        below = link.above
    return " ".join(thai), ", ".join(english)


def _place(framework: Framework, key: str) -> tuple[str, str]:
    is_indicator = nodes_of(framework)[key].kind == "indicator"
    return (f"ตัวชี้วัด {key}", f"indicator {key}") if is_indicator else (key, key)


def _name(key: str) -> str:
    return "คะแนนรวม" if key == TOTAL else key


def _share(framework: Framework, above: str, share: Fraction) -> str:
    return f"{_decimal(share):.2f}" if above == TOTAL else f"{share.numerator}/{share.denominator}"


def _weight(share: Fraction) -> str:
    return f"{_decimal(share * 100).normalize():f}"


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(published(value, 2))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _points(framework: Framework, value: Fraction | None) -> str:
    return "–" if value is None else str(published(value, framework.decimals))
