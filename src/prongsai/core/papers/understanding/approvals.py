"""The chain of signatures: who prepared, checked, gave an opinion and approved, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from prongsai.core.papers.blocks import Place
from prongsai.core.papers.model import Signatory
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.vocabulary import bare, load
from prongsai.core.thai.persons import looks_like_person, looks_like_position

SIGNED = re.compile(r"^\(?\s*(?:ลงชื่อ|ลงนาม)\s*\)?\s*[.…_\s]*")
OPINION = re.compile(
    r"^(?:[0-9๐-๙]+[.)]\s*)?((?:ความเห็น|ความคิดเห็น|ข้อพิจารณา|คำสั่ง|การพิจารณา|ข้อสั่งการ)(?:\s*ของ)?\s*(.*?))\s*(?:[.…_]{2,}|[:：]|$)(.*)$"
)
BRACKETED = re.compile(r"^\(\s*([^()]{3,80}?)\s*\)\s*(.*)$")
DOTS = re.compile(r"[.…_]{2,}")
ONLY_DOTS = re.compile(r"^[\s.…_/]*$")
DATE_LINE = re.compile(r"^(?:วันที่|ว/ด/ป|\.{2,}/|[0-9๐-๙]{1,2}\s*/)")
POST = re.compile(r"^ตำแหน่ง\s*[:：]?\s*")
LONGEST = 110
LONG_KINDS = ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร")


@dataclass(slots=True)
class _Draft:
    name: str | None = None
    position: list[str] = field(default_factory=list)
    role: str | None = None
    opinion_label: str | None = None
    opinion: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    is_signed: bool = False
    is_blank: bool = False
    """The place for the name is there, but nobody has filled it in."""


def read_approvals(lines: Sequence[TextLine], ledger: Ledger) -> tuple[Signatory, ...]:
    """Signatories in the order of the paper.

    A block begins with "(ลงชื่อ)…", with "ความเห็นของ…", or with a person's name in brackets after another block has its name. The bracketed
    line is the name (dots: nobody yet), the lines below the position (brackets around it are dropped). Text after an opinion line is the
    opinion.
    """
    drafts: list[_Draft] = []
    for line in _one_below_the_other(lines):
        text = line.text.strip()
        if not _take(text, drafts, line):
            continue
        drafts[-1].places.append(line.place)
    named = [draft for draft in drafts if draft.name or (draft.is_signed and (draft.position or draft.role))]
    for i, draft in enumerate(named):
        for place in draft.places:
            ledger.value(f"approval_chain[{i}]", place)
    return tuple(_signatory(i, draft) for i, draft in enumerate(named, start=1))


def _one_below_the_other(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Signatures that stand side by side, one column after the other."""
    block: list[TextLine] = []
    for line in lines:
        if len(line.columns) == 2:
            block.append(line)
            continue
        yield from _column_by_column(block)
        block = []
        yield line
    yield from _column_by_column(block)


def _column_by_column(block: Sequence[TextLine]) -> Iterator[TextLine]:
    is_signed = any(SIGNED.match(column) or BRACKETED.match(column) for line in block for column in line.columns)
    if not is_signed:
        yield from block
        return
    for c in range(2):
        yield from (replace(line, text=line.columns[c], columns=()) for line in block)


def _take(text: str, drafts: list[_Draft], line: TextLine) -> bool:
    """Let the line begin a block or go on with the last; False where it belongs to no signature."""
    current = drafts[-1] if drafts else None
    if signed := SIGNED.match(text):
        if current is None or current.name or current.is_signed:
            drafts.append(_Draft())
        drafts[-1].is_signed = True
        _take_rest_of_signed(text[signed.end() :], drafts[-1])
        return True
    if len(text) <= LONGEST and (opinion := OPINION.match(text)) and _is_opinion(opinion, current):
        label, said = _label_and_opinion(opinion[1])
        drafts.append(_Draft(opinion_label=label))
        rest = " ".join((said, DOTS.sub(" ", opinion[3]))).strip()
        if rest:
            drafts[-1].opinion.append(rest)
        return True
    bracketed = BRACKETED.match(text)
    if bracketed and not re.search(r"[0-9๐-๙]", bracketed[1]):
        return _take_bracketed(bracketed, drafts)
    if current is None or len(text) > LONGEST:
        return False
    return _take_plain(text, current, line)


def _label_and_opinion(text: str) -> tuple[str, str]:
    """ "ความเห็นของปลัด… เห็นชอบ" → label and opinion."""
    words = text.strip(" :.…").split(" ")
    begins = load()["approvals"]["opinions"]
    at = next((k for k, word in enumerate(words) if k > 0 and any(word.startswith(begin) for begin in begins)), len(words))
    return " ".join(words[:at]), " ".join(words[at:])


def _is_opinion(opinion: re.Match[str], current: _Draft | None) -> bool:
    return bool(opinion[2]) and (
        looks_like_position(opinion[2].split(" ")[0]) or bool(DOTS.search(opinion[0])) or (current is not None and current.name is not None)
    )


def _take_rest_of_signed(rest: str, draft: _Draft) -> None:
    """After the dots: the role ("ผู้จัดทำ"), or a bracketed or plain name."""
    text = DOTS.sub(" ", rest).strip()
    bracketed = BRACKETED.match(text)
    if bracketed:
        draft.name = bracketed[1].strip()
        text = bracketed[2].strip()
    if text and looks_like_person(text) and draft.name is None:
        draft.name = text
    elif text:
        draft.role = text.strip("()").strip()


def _take_bracketed(found: re.Match[str], drafts: list[_Draft]) -> bool:
    inner, rest = found[1].strip(), found[2].strip()
    current = drafts[-1] if drafts else None
    if not re.search(r"[ก-๙A-Za-z]", inner):
        return current is not None and current.name is None and _take_blank(rest, current)
    if current is not None and current.name is None and (current.is_signed or current.opinion_label or looks_like_person(inner)):
        current.name = inner
    elif looks_like_person(inner):
        drafts.append(_Draft(name=inner))
    elif current is not None and current.name and (looks_like_position(inner) or not current.position):
        current.position.append(inner)
    else:
        return False
    if rest:
        drafts[-1].position.append(rest)
    return True


def _take_blank(rest: str, current: _Draft) -> bool:
    """Brackets with dots for a name that is not filled in, and perhaps the post behind them."""
    current.is_blank = True
    if rest and looks_like_position(POST.sub("", rest)):
        current.position.append(rest)
    return True


def _take_plain(text: str, current: _Draft, line: TextLine) -> bool:
    if ONLY_DOTS.match(text) or DATE_LINE.match(text):
        return True
    if line.level is not None:
        return False
    if current.name is None and not (current.is_blank and (current.position or looks_like_position(POST.sub("", text)))):
        return _take_before_name(text, current)
    roles = {bare(role) for role in load()["approvals"]["roles"]}
    if bare(text) in roles and current.role is None:
        current.role = text
        return True
    if not current.position or re.search(r"(?:รักษาราชการแทน|ปฏิบัติหน้าที่|ปฏิบัติราชการแทน)$", current.position[-1]):
        if looks_like_position(POST.sub("", text)) or len(current.position) == 0:
            current.position.append(text)
            return True
        return False
    if re.match(r"(?:รักษาราชการแทน|ปฏิบัติหน้าที่|ปฏิบัติราชการแทน|รักษาการ)", text) or _ends_kind(current.position[-1], text):
        current.position.append(text)
        return True
    return False


def _ends_kind(above: str, text: str) -> bool:
    """Tell whether a line wrap parted the kind of an organisation: "รองปลัดองค์การบริหาร" + "ส่วนตำบล…"."""
    return any(above.endswith(kind[:cut]) and text.startswith(kind[cut:]) for kind in LONG_KINDS for cut in range(4, len(kind)))


def _take_before_name(text: str, current: _Draft) -> bool:
    """Between "ความเห็น…" and the name: the opinion; between "(ลงชื่อ)" and the name: a name without brackets."""
    if current.opinion_label is not None and not current.is_signed:
        if looks_like_person(text):
            current.name = text
        else:
            current.opinion.append(DOTS.sub(" ", text).strip())
        return True
    if current.is_signed and looks_like_person(text):
        current.name = text
        return True
    return False


def _signatory(order: int, draft: _Draft) -> Signatory:
    opinion = " ".join(piece for piece in draft.opinion if piece)
    return Signatory(
        order=order,
        name=draft.name,
        position=POST.sub("", " ".join(draft.position)) or None,
        role=draft.role,
        opinion_requested=draft.opinion_label is not None,
        opinion_label=draft.opinion_label,
        opinion=opinion or None,
    )
