"""Thai words: segmentation by nlpO3 with PyThaiNLP's dictionary, and the units between which a printed line may break."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

_DICTIONARY = "prongsai"
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_COMBINING = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_FOLLOWING_VOWELS = frozenset("ะาำๅ")
_GLUED_TO_LEFT = frozenset("ๆฯ)]}”’»:;,.!?%…๚๛") | _COMBINING | _FOLLOWING_VOWELS
_GLUED_TO_RIGHT = frozenset("([{“‘«")
_PIECE = re.compile(r"\s+|[^\s]")


@cache
def dictionary_path() -> Path:
    """Return the place of PyThaiNLP's word list; only the file is used, so none of its modules is imported."""
    spec = importlib.util.find_spec("pythainlp")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp is not installed; its word list is needed for Thai segmentation")
    return Path(spec.submodule_search_locations[0]) / "corpus" / "words_th.txt"


@cache
def known_words() -> frozenset[str]:
    """Return the words of the dictionary."""
    return frozenset(dictionary_path().read_text(encoding="utf-8").split("\n")) - {""}


@cache
def _counts() -> dict[str, int]:
    lines = (dictionary_path().parent / "tnc_freq.txt").read_text(encoding="utf-8").splitlines()
    counted = (line.rpartition("\t") for line in lines)
    return {word: int(count) for word, _, count in counted if count.isdigit()}


def word_count(word: str) -> int:
    """Return how often a word occurs in the Thai National Corpus (32 million words); 0 where it does not."""
    return _counts().get(word, 0)


@cache
def common_words(least: int = 1000) -> frozenset[str]:
    """Return the words of the dictionary that occur at least so often in the Thai National Corpus."""
    return frozenset(word for word, count in _counts().items() if count >= least) & known_words()


@cache
def _load() -> None:
    import nlpo3

    nlpo3.load_dict(str(dictionary_path()), _DICTIONARY)


def segment(text: str) -> list[str]:
    """Cut a text into words, white space and signs; the pieces put together are the text exactly.

    The safe mode of nlpO3 1.4 is not used: it repeats letters in texts beyond some 130 letters, and the plain mode is linear too.
    """
    if not text:
        return []
    if not _THAI.search(text):
        return _PIECE_RUNS.findall(text)
    _load()
    import nlpo3

    pieces: list[str] = nlpo3.segment(text, _DICTIONARY, safe=False)
    return pieces


_PIECE_RUNS = re.compile(r"\s+|[^\s]+")


def break_units(text: str) -> list[str]:
    """Cut a text into units between which a line may break; white space is a unit of its own.

    Signs such as ๆ ฯ ) ” , . % stay with the word before, opening brackets and quotes with the word after. No unit begins with a mark that
    stands on or after a consonant.
    """
    units: list[str] = []
    for piece in segment(text):
        if piece.isspace() or not units or units[-1].isspace():
            units.append(piece)
        elif piece[0] in _GLUED_TO_LEFT or units[-1][-1] in _GLUED_TO_RIGHT:
            units[-1] += piece
        else:
            units.append(piece)
    return units
