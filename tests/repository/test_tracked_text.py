"""What may not stand in any file: paths of one machine, addresses of registries, secrets, wording of the papers that are not ours."""

from __future__ import annotations

import re
from pathlib import Path

# Put together from parts, so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:home|root|Users|work|opt/wheels|opt/" + r"pypi|tmp/team)/[\w.]|[A-Z]:\\\\Users")
REGISTRY = re.compile(
    "py" + r"pi\.(?:org|python\.org)|pythonhosted" + r"\.org|registry\.npm" + r"js|--(?:extra-)?index-" + "url[= ]|--find-" + "links[= ]"
)
SECRET = re.compile("BEGIN [A-Z ]*PRIVATE" + r" KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[bap]-[A-Za-z0-9-]{10,}")
SHORTEST_COPY = 90  # the official name of the assessment alone has more than sixty letters


def test_no_file_names_a_place_on_one_machine(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if MACHINE_PATH.search(text)] == []


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if REGISTRY.search(text)] == []


def test_no_file_carries_a_secret(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if SECRET.search(text)] == []


def test_files_end_with_a_newline_and_have_no_merge_marks(texts: dict[str, str]) -> None:
    marks = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
    ours = {
        name: text for name, text in texts.items() if name.endswith((".py", ".md", ".toml", ".yml", ".lock")) or "." not in Path(name).name
    }
    assert [name for name, text in ours.items() if text and (not text.endswith("\n") or marks.search(text))] == []


KINDS = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "องค์การบริหารส่วนจังหวัด", "อบต.", "ทต.", "ทม.", "อบจ.")


def test_no_organisation_of_a_real_paper_stands_in_the_project(shared_paper: Path, texts: dict[str, str]) -> None:
    """A name that a real paper has at least three times after a kind of organisation: nowhere after a kind, and if it is long, nowhere at all."""
    content = shared_paper.read_text("utf-8")
    found = re.findall(f"(?:{'|'.join(map(re.escape, KINDS))}) ?([\u0e01-\u0e4e]{{3,20}})(?=[ \\n\\t<|)])", content)
    names = {name for name in found if found.count(name) >= 3} - {"บ้าน"}  # a word that many names begin with, cut off by a wrap
    assert names
    wanted = {name for name in names if len(name) >= 5} | {kind + name for name in names for kind in KINDS}
    assert [f"{name}: {place}" for name in wanted for place, text in texts.items() if name in text] == []


def test_no_long_passage_of_a_real_paper_stands_in_the_project(shared_paper: Path, texts: dict[str, str]) -> None:
    squeezed = {name: re.sub(r"\s+", "", text) for name, text in texts.items() if not name.endswith(".lock")}
    content = re.sub(r"\s+", "", shared_paper.read_text("utf-8"))
    passages = {content[start : start + SHORTEST_COPY] for start in range(0, len(content) - SHORTEST_COPY, SHORTEST_COPY // 2)}
    thai = {passage for passage in passages if len(re.findall(r"[\u0e01-\u0e4e]", passage)) > SHORTEST_COPY * 0.8}
    assert [f"{name}: {passage}" for name, text in squeezed.items() for passage in thai if passage in text] == []
