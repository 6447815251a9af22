"""Mends words that OCR misread, where a common Thai word differs only by signs that OCR confuses. Digits, dates and Latin stay as they are.

The most likely reading is found over the whole text: the cost of a word (rare words cost more) plus the cost of each sign that OCR must
have misread. Words of the dictionary change only where the mended reading is far more likely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from prongsai.core.thai.words import dictionary_path, known_words

_TONES = "่้๊๋"
_UPPER = "ัิีึื็ํ"
_LOWER = "ุู"
_MARKS = _TONES + _UPPER + _LOWER + "์"
_THAI_RUN = re.compile(r"[ก-ฮะ-ูเ-ๅ็-๎]+")
# Letters that OCR takes for each other; each group is looked up as its first letter.
_ALIKE = ("พผฟฝ", "ซช", "ดตคศ", "ฎฏ", "ปบ", "กถภ", "ขฃ", "นม", "รธ", "ลส", "ทห", "ไใ", "เแ", "จฉ")
_GROUP = {letter: group[0] for group in _ALIKE for letter in group}
_LONGEST = 24
# Costs in natural logarithms, set by counting what Tesseract's Thai data misread on clean prints in four typefaces.
_LOST_TONE = 1.6
_LOST_MARK = 3.8
_EXTRA_MARK = 3.6
_OTHER_TONE = 3.2
_OTHER_MARK = 3.0
_OTHER_LETTER = 4.6
_EXTRA_LETTER = 6.0
_MISREAD_AT_ALL = 0.7
# On top of that where the shapes of all letters were sure.
_CAUTION = 3.0
_UNKNOWN_SIGN = 7.5
_WORD = 1.0


@dataclass(frozen=True, slots=True)
class Mended:
    """A word as read and as mended."""

    read: str
    mended: str


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    start: int
    word: str


def mend(lines: Sequence[str], sureness: Sequence[float] = ()) -> tuple[list[str], list[Mended]]:
    """Mend the lines of one cell or paragraph (words may go on over their ends); the number of lines stays.

    `sureness`: for each line the part of its letters, 0..1, that are known to be right: the more, the more reason a change needs.
    Returns the lines and the changes.
    """
    if not lines:
        return [], []
    text = "\n".join(lines)
    sure = [part for line, part in zip(lines, sureness or [0.0] * len(lines), strict=True) for _ in range(len(line) + 1)]
    changes: list[Mended] = []
    pieces: list[str] = []
    at = 0
    for run in re.finditer(r"[ก-ฮะ-ูเ-ๅ็-๎](?:[ก-ฮะ-ูเ-ๅ็-๎\n]*[ก-ฮะ-ูเ-ๅ็-๎])?", text):
        pieces.append(text[at : run.start()])
        pieces.append(_mend_run(run.group(), changes, _is_abbreviation(text, run.end()), _CAUTION * min(sure[run.start() : run.end()])))
        at = run.end()
    pieces.append(text[at:])
    return "".join(pieces).split("\n"), changes


def _is_abbreviation(text: str, end: int) -> bool:
    return text[end : end + 1] == "."


def _mend_run(run: str, changes: list[Mended], is_abbreviation: bool, caution: float) -> str:
    plain = run.replace("\n", "")
    if len(plain) < 2 or (is_abbreviation and len(plain) < 4):
        return run
    words = _best_words(plain, caution)
    breaks = [number - run[:number].count("\n") for number, sign in enumerate(run) if sign == "\n"]
    made: list[str] = []
    at = 0
    for read, mended in words:
        if read != mended:
            changes.append(Mended(read, mended))
        inside = [place - at for place in breaks if at < place <= at + len(read)]
        made.append(_with_breaks(read, mended, inside))
        at += len(read)
    return "".join(made)


def _with_breaks(read: str, mended: str, breaks: list[int]) -> str:
    """Put line breaks back into a word, behind as many letters as before."""
    for place in sorted(breaks, reverse=True):
        letters = sum(1 for sign in read[:place] if sign not in _MARKS)
        put = 0
        while put < len(mended) and (letters or mended[put] in _MARKS):
            letters -= mended[put] not in _MARKS
            put += 1
        mended = mended[:put] + "\n" + mended[put:]
    return mended


def _best_words(run: str, caution: float) -> list[tuple[str, str]]:
    """The likeliest words behind a run of Thai signs: pairs (as read, as meant)."""
    words = _parse(run, caution, with_extra=False)
    # Letters that no word explains may be strokes read twice: only then the costly search for extra letters pays.
    if any(len(read) == 1 for read, _ in words):
        words = _parse(run, caution, with_extra=True)
    return words


def _parse(run: str, caution: float, *, with_extra: bool) -> list[tuple[str, str]]:
    best: list[_Step | None] = [None] * (len(run) + 1)
    best[0] = _Step(0.0, 0, "")
    for start in range(len(run)):
        here = best[start]
        if here is None:
            continue
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            span = run[start:end]
            for word, cost in _candidates(span, is_whole=end == len(run) or run[end] not in _MARKS + "ะาำ", with_extra=with_extra):
                total = here.cost + cost + (caution if word != span else 0.0)
                known = best[end]
                if known is None or total < known.cost:
                    best[end] = _Step(total, start, word)
    words: list[tuple[str, str]] = []
    end = len(run)
    while end:
        step = best[end]
        if step is None:
            return [(run, run)]
        words.append((run[step.start : end], step.word))
        end = step.start
    return words[::-1]


def _candidates(span: str, *, is_whole: bool, with_extra: bool) -> Iterable[tuple[str, float]]:
    """Words that the span may stand for, with their costs; a single sign may always stay what it is."""
    costs, by_shape = _lexicon()
    if len(span) == 1:
        yield span, _UNKNOWN_SIGN
    if not is_whole:
        return
    plain = costs.get(span)
    if plain is not None:
        yield span, plain + _WORD
    shapes = [(shape_of(span), 0.0)]
    if with_extra and 5 <= len(span) <= 14:
        shapes += [(shape_of(span[:n] + span[n + 1 :]), _EXTRA_LETTER) for n in range(1, len(span)) if span[n] not in _MARKS]
    for shape, extra in shapes:
        for word in by_shape.get(shape, ()):
            if word == span or len(word) < 3 or abs(len(word) - len(span)) > 3:
                continue
            misread = _distance(span, word) if not extra else extra + _distance(_without_extra(span, word), word)
            if misread < 9 and (misread <= _LOST_MARK or len(word) >= 4):
                yield word, costs[word] + _WORD + misread + _MISREAD_AT_ALL


def _without_extra(span: str, word: str) -> str:
    return min((span[:n] + span[n + 1 :] for n in range(1, len(span)) if span[n] not in _MARKS), key=lambda text: _distance(text, word))


@cache
def _distance(read: str, meant: str) -> float:
    """What it costs to misread `meant` as `read`; letters must stand for letters of their group, marks may come, go and change."""
    one, two = _clusters(read), _clusters(meant)
    if len(one) != len(two):
        return math.inf
    cost = 0.0
    for (letter, marks), (true_letter, true_marks) in zip(one, two, strict=True):
        if letter != true_letter:
            cost += _OTHER_LETTER if _GROUP.get(letter, letter) == _GROUP.get(true_letter, true_letter) else math.inf
        if marks != true_marks:
            cost += _mark_cost(marks, true_marks)
    return cost


def _mark_cost(read: str, meant: str) -> float:
    lost = [mark for mark in meant if mark not in read]
    extra = [mark for mark in read if mark not in meant]
    cost = 0.0
    while lost and extra:
        one, two = lost.pop(), extra.pop()
        cost += _OTHER_TONE if one in _TONES and two in _TONES else _OTHER_MARK
    for mark in lost:
        # Tone marks on top of a vowel are the smallest signs of the page.
        cost += _LOST_TONE if mark in _TONES + "์" and any(sign in _UPPER for sign in meant) else _LOST_MARK
    return cost + _EXTRA_MARK * len(extra)


def _clusters(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for sign in text:
        if sign in _MARKS and found:
            found[-1] = (found[-1][0], found[-1][1] + sign)
        else:
            found.append((sign, ""))
    return found


def shape_of(word: str) -> str:
    """The letters of a word without marks, confusable letters made one."""
    return "".join(_GROUP.get(sign, sign) for sign in word if sign not in _MARKS)


@cache
def _lexicon() -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Cost of each word, and the words of each shape. Frequencies are those of the Thai National Corpus (CC0), shipped with PyThaiNLP."""
    counts: dict[str, float] = dict.fromkeys(known_words(), 1.0)
    for line in (dictionary_path().parent / "tnc_freq.txt").read_text(encoding="utf-8").splitlines():
        word, _, count = line.partition("\t")
        if _THAI_RUN.fullmatch(word) and count.strip().isdigit() and (int(count) >= 5 and (word in counts or int(count) >= 40)):
            counts[word] = float(count) + 1
    total = math.log(sum(counts.values()))
    costs = {word: total - math.log(count) for word, count in counts.items() if len(word) > 1 and _THAI_RUN.fullmatch(word)}
    shapes: dict[str, list[str]] = {}
    for word in costs:
        shapes.setdefault(shape_of(word), []).append(word)
    return costs, {shape: tuple(words) for shape, words in shapes.items()}
