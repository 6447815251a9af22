"""The few words that a format adds by itself (memo labels, dots to be filled in, contents title), the same in every format."""

from __future__ import annotations

import re

from prongsai.core.papers.writers.sheet import Item, MemoHead, Signature

CONTENTS_TITLE = "สารบัญ"
MEMO_TITLE = "บันทึกข้อความ"
DOTS = "." * 48
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without the characters that no XML file can hold (stray control characters), with line feeds as the only line ends."""
    return NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def item_line(item: Item, gap: str = " ") -> str:
    """An entry as one text: marker, gap, text; without marker the text alone."""
    if item.marker is None:
        return item.text
    return f"{item.marker}{gap}{item.text}" if item.text else item.marker


def memo_lines(head: MemoHead) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines of a memo head, each with its (label, value) pairs: the reference number and the date share a line."""
    return (
        (("ส่วนราชการ", head.agency),),
        (("ที่", head.ref_no), ("วันที่", head.date)),
        (("เรื่อง", head.subject),),
        (("เรียน", head.to),),
    )


def opinion_line(signature: Signature) -> str | None:
    """The opinion above a signature, with dots where none was written; None where no opinion is asked for."""
    if signature.opinion_label is None:
        return signature.opinion
    return f"{signature.opinion_label} {signature.opinion}" if signature.opinion else f"{signature.opinion_label} {DOTS}"


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """The centred lines of a signature: dots to sign on with the role, name in brackets (dots where unknown), position."""
    lines = [f"(ลงชื่อ) {DOTS} {signature.role}" if signature.role else f"(ลงชื่อ) {DOTS}", f"({signature.name or DOTS})"]
    if signature.position:
        lines.append(signature.position)
    return tuple(lines)
