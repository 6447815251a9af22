"""Puts together what Tesseract read and what the shapes of the letters tell."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from prongsai.core.papers.readers.print_match import Sign

# Signs too small to be told by their shape: Tesseract is believed.
_SMALL = ".,:;-–—'\"“”‘’…•·"


def reconcile(text: str, signs: Sequence[Sign]) -> str:
    """Tesseract's reading with sure shapes put in where the two differ; white space stays where Tesseract saw it."""
    letters = [(number, sign) for number, sign in enumerate(text) if not sign.isspace()]
    read = "".join(sign for _, sign in letters)
    drawn: list[tuple[str, bool]] = [(letter, sign.is_sure or sign.is_likely) for sign in signs for letter in sign.text]
    shown = "".join(letter for letter, _ in drawn).replace("เเ", "แ")
    if len(shown) != len(drawn):
        drawn = _with_ae(drawn)
    if not drawn:
        return text
    new: dict[int, str] = {}
    matcher = SequenceMatcher(None, read, shown, autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal":
            continue
        sure = all(is_sure for _, is_sure in drawn[j0:j1])
        # A stroke that fits nothing may hold the missing sign: two letters run together.
        around = all(is_sure for _, is_sure in drawn[max(0, j0 - 2) : j1 + 2])
        if tag == "delete" and not (around and all(sign not in _SMALL and not "ก" <= sign <= "ฮ" for sign in read[i0:i1])):
            continue
        if not sure:
            if i1 - i0 == j1 - j0:
                for number, (letter, is_sure) in zip(range(i0, i1), drawn[j0:j1], strict=True):
                    if is_sure:
                        new[letters[number][0]] = letter
            continue
        for number in range(i0, i1):
            new[letters[number][0]] = ""
        anchor = letters[i0][0] if i0 < i1 else (letters[i0 - 1][0] if i0 else -1)
        replaced = shown[j0:j1]
        if i0 < i1:
            new[anchor] = replaced
        else:
            new[anchor] = (new.get(anchor, text[anchor]) if anchor >= 0 else "") + replaced
    start = new.pop(-1, "")
    return start + "".join(new.get(number, sign) for number, sign in enumerate(text))


def respaced(text: str, signs: Sequence[Sign]) -> str:
    """The text with its white space where the strokes leave room, instead of where Tesseract thought so."""
    letters = "".join(text.split())
    drawn = [(letter, number == 0 and sign.begins_word) for sign in signs for number, letter in enumerate(sign.text)]
    spaces: set[int] = set()
    for block in SequenceMatcher(None, letters, "".join(letter for letter, _ in drawn), autojunk=False).get_matching_blocks():
        spaces |= {block.a + n for n in range(block.size) if drawn[block.b + n][1]}
    return "".join(" " * (number in spaces) + letter for number, letter in enumerate(letters)).strip()


def _with_ae(drawn: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    made: list[tuple[str, bool]] = []
    for letter, is_sure in drawn:
        if letter == "เ" and made and made[-1][0] == "เ":
            made[-1] = ("แ", is_sure and made[-1][1])
        else:
            made.append((letter, is_sure))
    return made
