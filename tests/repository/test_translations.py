"""Both languages are complete: every sentence is found, translated and current; nothing that people read stands outside gettext."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import allauth
import django
import polib
import pytest

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>")
THAI = re.compile("[\u0e01-\u0e5b]")
QUOTED_THAI = {
    "องค์การบริหารส่วนตำบล": "names of agencies are Thai, so an example is",
    "เทศบาลตำบล": "names of agencies are Thai, so an example is",
    "สวนมะลิ": "the own name of an invented agency",
    "ต.ค.": "months are typed as papers write them",
    "มี.ค.": "months are typed as papers write them",
    "๑ ตุลาคม ๒๕๖๘": "shows that Thai digits may be typed",
}
"""Thai words that English sentences may quote, with the reason."""
PLAIN_THAI = {
    "foundation/backups/actions.py": "stands in the row and the trail as it was",
    "foundation/backups/announcements.py": "verbs with their English beside them",
    "foundation/backups/archive.py": "with its English beside it, for command and page",
    "foundation/backups/inspection.py": "with its English beside it, for command and page",
    "foundation/backups/locks.py": "with its English beside it, for command and page",
    "foundation/backups/making.py": "with its English beside it, for command and page",
    "foundation/backups/postgresql.py": "with its English beside it, for command and page",
    "foundation/backups/process.py": "with its English beside it, for command and page",
    "foundation/backups/refusal.py": "with its English beside it, for command and page",
    "foundation/backups/restoring.py": "with its English beside it, for command and page",
    "foundation/backups/sealing.py": "with its English beside it, for command and page",
    "foundation/backups/snapshot.py": "with its English beside it, for command and page",
    "foundation/backups/sqlite.py": "with its English beside it, for command and page",
    "foundation/backups/targets.py": "with its English beside it, for command and page",
    "foundation/backups/verifying.py": "with its English beside it, for command and page",
    "foundation/clock/announcements.py": "verbs with their English beside them",
    "foundation/clock/public_holidays.py": "words of names of holidays, whose English stands beside them",
    "foundation/doctor/database.py": "with its English beside it, for command and page",
    "foundation/doctor/disk.py": "with its English beside it, for command and page",
    "foundation/doctor/examination.py": "with its English beside it, for command and page",
    "foundation/doctor/mail.py": "with its English beside it, for command and page",
    "foundation/doctor/stored_files.py": "with its English beside it, for command and page",
    "foundation/doctor/trail.py": "with its English beside it, for command and page",
    "foundation/doctor/work.py": "with its English beside it, for command and page",
    "foundation/notices/announcements.py": "verbs with their English beside them",
    "foundation/notices/reminding.py": "stands in the trail, which keeps notes as they were written",
    "foundation/people/personal/erasing.py": "stands where a name stood, whatever the language of the page",
    "foundation/people/personal/reference.py": "a page of the documentation, in both languages at once",
    "programme/evidence/announcements.py": "verbs with their English beside them",
    "programme/plans/actions/carrying.py": "kept with the plan",
    "programme/plans/actions/evidence.py": "kept with the evidence",
    "programme/plans/sheet/columns.py": "names of sheets and columns, with their explanations in both languages at once",
    "programme/plans/sheet/cells.py": "words that cells are read for",
    "programme/plans/sheet/writing.py": "heads of the sheet of explanations, in both languages at once",
    "programme/plans/actions/sheets.py": "stands in the trail, which keeps notes as they were written",
    "interfaces/staff/views/measure_many.py": "stands in the trail, which keeps notes as they were written",
    "assessments/scorecards/searchable.py": "titles of results, which are kept in Thai",
    "foundation/search/checks.py": "told by the command, in both languages at once",
    "foundation/search/folding.py": "tone marks and other signs",
    "foundation/search/letters_postgresql.py": "signs that count as letters",
    "foundation/search/terms.py": "tone marks and where they stand",
    "foundation/search/text_index.py": "told by the command, in both languages at once",
    "assessments/analysis/advice/loading.py": "endings that no text has",
    "assessments/analysis/advice/page.py": "a page of the documentation, in both languages at once",
    "assessments/analysis/whole_words.py": "sentences with their English beside them, for pages and papers",
    "assessments/scorecards/announcements.py": "verbs with their English beside them",
    "assessments/scorecards/reading.py": "faults with their English beside them",
    "assessments/scorecards/sheet.py": "headings of the workbook that offices fill in",
    "foundation/jobs/reading.py": "a fault with its English beside it",
    "config/env.py": "told by the command, in both languages at once",
    "assessments/scorecards/found.py": "words that files are searched for",
    "foundation/agencies/codes.py": "letters and their sounds",
    "foundation/agencies/usual_units.py": "a kind of agency as data",
    "foundation/audit/queries.py": "told by the command, in both languages at once",
    "foundation/audit/telling.py": "letters that make a word Thai",
    "foundation/people/actor.py": "stands in the trail, which translates it when it tells",
    "foundation/people/announcements.py": "verbs with their English beside them",
    "foundation/people/demonstration.py": "names and password of invented persons",
    "foundation/people/models.py": "the name of a language in that language",
    "interfaces/staff/forms/agency.py": "kinds of agencies as data",
    "interfaces/staff/forms/people.py": "the name of a language in that language",
    "interfaces/staff/templatetags/thai_text.py": "units and months that stay with their numbers; the Thai way to write the time",
    "interfaces/staff/views/styleguide.py": "a page for those who build pages, in Thai",
    "programme/linter/announcements.py": "verbs with their English beside them",
    "programme/linter/in_reports.py": "words of papers",
    "programme/linter/page.py": "a page of the documentation, in both languages at once",
    "programme/linter/rules/duplicate_measures.py": "words that titles of papers have",
    "programme/plans/actions/import_commit.py": "kept with the plan",
    "programme/plans/actions/measures.py": "kept with the plan",
    "programme/plans/actions/order.py": "kept with the plan",
    "programme/plans/actions/printing.py": "name of a printed file",
    "programme/plans/announcements.py": "verbs with their English beside them",
    "programme/plans/catalogue/page.py": "a page of the documentation, in both languages at once",
    "programme/plans/another_year.py": "digits in titles of papers",
    "programme/plans/importing/from_paper.py": "kept with the plan; words of papers",
    "programme/plans/importing/mending.py": "words of papers",
    "programme/plans/numbering.py": "words of papers",
    "programme/plans/printing/analysis_paper.py": "words of papers",
    "programme/plans/printing/gaps.py": "first and last letter of the alphabet",
    "programme/plans/printing/layouts.py": "names of printed files",
    "programme/plans/printing/paper_measures.py": "words of papers",
    "programme/plans/printing/paper_projects.py": "words of papers",
    "programme/plans/printing/to_paper.py": "words of papers",
    "programme/plans/progress/rounds.py": "words of papers",
    "programme/plans/queries/printed.py": "positions on papers",
}
"""Modules that may hold Thai outside gettext, with the reason."""
NO_SENTENCE = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}|{% blocktranslate.*?endblocktranslate %}|{% translate .*?%}"
    r'|_\("[^"]*"\)|<button[^>]* lang="th">{% icon "languages" %}ไทย</button>',
    re.DOTALL,
)


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    """The command `tools/translations` as a module."""
    loader = SourceFileLoader("translations_tool", str(root / "tools" / "translations"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def english(tool: ModuleType) -> polib.POFile:
    return tool.catalogue(tool.ENGLISH)


@pytest.fixture(scope="module")
def thai(tool: ModuleType) -> polib.POFile:
    return tool.catalogue(tool.THAI)


def _wordings(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_the_english_catalogue_has_every_sentence_of_the_pages_and_no_other(tool: ModuleType, english: polib.POFile) -> None:
    found = {(sentence.context, sentence.single) for _file, sentence in tool.sentences()}
    kept = {(entry.msgctxt, entry.msgid) for entry in english}
    assert len(found) > 1000
    assert sorted(map(str, found - kept)) == [], "new sentences: type make translations, then write their English"
    assert sorted(map(str, kept - found)) == [], "sentences that are gone: type make translations"


def test_every_sentence_is_translated(english: polib.POFile, thai: polib.POFile) -> None:
    waiting = [entry.msgid for entry in (*english, *thai) if not all(map(str.strip, _wordings(entry))) or entry.fuzzy]
    assert waiting == []


def test_a_translation_has_the_gaps_and_tags_of_its_sentence(english: polib.POFile) -> None:
    unlike = [
        (entry.msgid, text)
        for entry in english
        for source, text in zip((entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,), _wordings(entry), strict=True)
        if _placeholders(text) != _placeholders(source)
    ]
    assert unlike == []


def test_thai_words_for_other_packages_fill_only_gaps_that_their_sentences_have(thai: polib.POFile) -> None:
    unlike = [
        (entry.msgid, text) for entry in thai for text in _wordings(entry) if not {*_placeholders(text)} <= {*_placeholders(entry.msgid)}
    ]
    assert unlike == []


def test_thai_words_for_other_packages_belong_to_sentences_that_these_still_say(thai: polib.POFile) -> None:
    folders = [Path(django.__file__).parent / "conf", Path(django.__file__).parent / "contrib" / "auth", Path(allauth.__file__).parent]
    said = {entry.msgid for folder in folders for entry in polib.pofile(str(folder / "locale" / "en" / "LC_MESSAGES" / "django.po"))}
    assert [entry.msgid for entry in thai if entry.msgid not in said] == []
    assert [text for entry in thai for text in _wordings(entry) if not THAI.search(text)] == []


def test_english_sentences_hold_thai_only_where_it_is_quoted_on_purpose(english: polib.POFile) -> None:
    quoted = re.compile("|".join(map(re.escape, sorted(QUOTED_THAI, key=len, reverse=True))))
    mixed = [text for entry in english for text in _wordings(entry) if THAI.search(quoted.sub("", text)) and entry.msgid != "ไทย"]
    assert mixed == []
    assert [word for word in QUOTED_THAI if not any(word in text for entry in english for text in _wordings(entry))] == []


def test_no_sentence_shouts_or_flatters(english: polib.POFile, thai: polib.POFile) -> None:
    texts = [text for entry in (*english, *thai) for text in (*_wordings(entry), entry.msgid if entry in english else "")]
    assert [text for text in texts if "!" in text or re.search(r"(?<![ก-๛])(?:ครับ|ค่ะ)(?![ก-๛])", text)] == []


def test_english_sentences_end_as_the_thai_ones_do_without_a_full_stop(english: polib.POFile) -> None:
    ended = [text for entry in english for text in _wordings(entry) if text.rstrip().endswith(".") and not text.endswith(("ago.", "…"))]
    assert ended == []


def test_every_thai_sentence_of_a_template_is_translated(tool: ModuleType) -> None:
    loose = []
    for path in sorted(path for path in tool.TEMPLATES.rglob("*") if path.is_file() and path.name != "styleguide.html"):
        text = NO_SENTENCE.sub("", path.read_text("utf-8"))
        loose += [f"{path.relative_to(tool.TEMPLATES)}: {words}" for words in re.findall("[\u0e01-\u0e5b][^<>{}\n]*", text)]
    assert loose == []


def _loose_strings(tool: ModuleType, text: str) -> Iterator[str]:
    """Strings with Thai letters that are neither translated nor documentation."""
    tree = ast.parse(text)
    known: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(id(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in tool.KEYWORDS:
                known |= {id(part) for argument in node.args for part in ast.walk(argument)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known and THAI.search(node.value):
            yield node.value


def test_every_thai_sentence_of_the_code_is_translated_or_known_to_stay_thai(tool: ModuleType) -> None:
    loose: dict[str, list[str]] = {}
    for folder in ("config", "foundation", "assessments", "programme", "interfaces/staff"):
        for path in sorted((tool.PACKAGE / folder).rglob("*.py")):
            if "migrations" not in path.parts and (strings := list(_loose_strings(tool, path.read_text("utf-8")))):
                loose[path.relative_to(tool.PACKAGE).as_posix()] = strings
    assert {name: strings for name, strings in loose.items() if name not in PLAIN_THAI} == {}
    assert [name for name in PLAIN_THAI if name not in loose] == [], "these hold no plain Thai any more"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('said = _("ใส่ชื่อ")', [(None, "ใส่ชื่อ", "")]),
        ("said = f\"{gettext('เมื่อวาน')} 09:30\"", [(None, "เมื่อวาน", "")]),
        ('said = ngettext("%d วัน", "%d วัน ", n)', [(None, "%d วัน", "%d วัน ")]),
        ('said = pgettext("theme", "มืด")', [("theme", "มืด", "")]),
        ("said = _(name)", []),
    ],
)
def test_sentences_are_found_in_every_form_of_call(tool: ModuleType, source: str, found: list[tuple[str | None, str, str]]) -> None:
    assert [tuple(sentence) for sentence in tool.of_python(source)] == found


def test_sentences_given_to_other_tags_of_a_template_are_found(tool: ModuleType, tmp_path: Path) -> None:
    template = '{% chip "todo" _("แก้แล้ว") %}{{ name|default:_("ไม่มี") }}'
    assert [sentence.single for sentence in tool.of_template(template, tmp_path / "list.html")] == ["แก้แล้ว", "ไม่มี"]


def test_sentences_are_found_in_templates_however_they_are_indented(tool: ModuleType, tmp_path: Path) -> None:
    template = '<ul>\n      <li>{% translate "หนึ่ง" %}\n  {% blocktranslate count n=n %}{{ n }} วัน{% plural %}{{ n }} วัน {% endblocktranslate %}\n</ul>'
    found = [tuple(sentence) for sentence in tool.of_template(template, tmp_path / "list.html")]
    assert found == [(None, "หนึ่ง", ""), (None, "%(n)s วัน", "%(n)s วัน ")]
