"""Asking the index: what answers a question, in which order, how it is shown, and which spelling was probably meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prongsai.foundation import registry
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.search.candidates import Candidate, Scope, candidates, scope_of
from prongsai.foundation.search.excerpts import Piece, excerpt, marked
from prongsai.foundation.search.folding import fold
from prongsai.foundation.search.hurry import Hurry
from prongsai.foundation.search.matching import holds, spans_of, spelling_in
from prongsai.foundation.search.models import SearchEntry
from prongsai.foundation.search.terms import Question, Term, read_question
from prongsai.foundation.search.wanted import Wanted

MOST_FOUND = 1000
"""More answers are not counted: whoever has so many adds a word."""
_MOST_TITLES = 200
_ENOUGH = 10
"""With so many exact answers nothing misspelt is looked for."""
_MOST_NEAR = 300
_MOST_NEAR_QUERIES = 12
_NEAR_THAT_TELL = 20
NEAR_SECONDS = 0.8
"""So long misspelt words are looked for; what was found by then is told, and the page says that there may be more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry that answers. `is_near`: a word stands in it only as it may be misspelt."""

    pk: int
    source: str
    fiscal_year: int | None
    is_near: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question. `answers` are those of the chosen kind and year in order, exact ones first.

    `kinds` counts the answers of the year by kind, in the order of the registry, `years` are the years of the answers of the kind.
    `has_more`: there are more than were counted. `spelling` is how what was probably meant is written, where nothing holds the words as
    typed. `is_hurried`: misspelt words were not looked for to the end.
    """

    question: Question
    answers: tuple[Answer, ...]
    kinds: tuple[tuple[registry.SearchSource, int], ...] = ()
    years: tuple[int, ...] = ()
    has_more: bool = False
    spelling: str = ""
    is_hurried: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as people see it."""

    source: registry.SearchSource
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    address: str
    fiscal_year: int | None
    is_near: bool


def search(*, by: Actor, typed: str, kind: str = "", fiscal_year: int | None = None) -> Found:
    """What the actor may see of their agency that holds all the words typed; `kind` and `fiscal_year` narrow it.

    A kind that is unknown, or of which the actor may see nothing, has no answers; nothing else tells it from one that is merely empty.
    """
    question = read_question(typed)
    if not question.terms:
        return Found(question, ())
    scope = scope_of(by)
    exact = _exact(scope, question.terms)
    hurry = Hurry(NEAR_SECONDS)
    near, spelling = _near(scope, question.terms, exact, hurry) if len(exact) < _ENOUGH else ([], "")
    has_more = len(exact) >= MOST_FOUND
    everything = [*_ranked(exact, question, is_near=False), *_ranked(near, question, is_near=True)]
    if has_more and (kind or fiscal_year is not None):
        narrow = _exact(scope.narrowed(kind, fiscal_year), question.terms)
        chosen, has_more = _ranked(narrow, question, is_near=False), len(narrow) >= MOST_FOUND
    else:
        chosen = [answer for answer in everything if kind in ("", answer.source) and fiscal_year in (None, answer.fiscal_year)]
    counted = Counter(answer.source for answer in everything if fiscal_year in (None, answer.fiscal_year))
    years = {answer.fiscal_year for answer in everything if kind in ("", answer.source) and answer.fiscal_year is not None}
    return Found(
        question=question,
        answers=tuple(chosen),
        kinds=tuple((source, counted[source.key]) for source in registry.searchable if counted[source.key]),
        years=tuple(sorted(years, reverse=True)),
        has_more=has_more,
        spelling=spelling,
        is_hurried=hurry.is_cut,
    )


def shown(question: Question, answers: Iterable[Answer]) -> list[Shown]:
    """The answers of a page as people see them, in the same order."""
    wanted = list(answers)
    entries = SearchEntry.objects.in_bulk([answer.pk for answer in wanted])
    return [_show(question, answer, entries[answer.pk]) for answer in wanted if answer.pk in entries]


def _show(question: Question, answer: Answer, entry: SearchEntry) -> Shown:
    source = registry.searchable.get(entry.source)
    if source is None:
        raise LookupError(entry.source)  # candidates are of announced kinds only
    in_title, in_body = spans_of(question.terms, entry.folded_title), spans_of(question.terms, entry.folded_body)
    return Shown(
        source, marked(entry.title, in_title), excerpt(entry.body, in_body), entry.address, entry.fiscal_year, answer.is_near
    )  # fmt: skip


def _exact(scope: Scope, terms: Sequence[Term]) -> list[Candidate]:
    """Entries that hold all terms as typed; those with all of them in the title are among them even where there are too many."""
    wanted = [[term.text] for term in terms]
    found = candidates(scope, wanted, most=MOST_FOUND)
    if len(found) >= MOST_FOUND:
        titled = {row.pk: row for row in candidates(scope, wanted, most=_MOST_TITLES, in_title=True)}
        found = [*titled.values(), *(row for row in found if row.pk not in titled)][:MOST_FOUND]
    return found


def _near(scope: Scope, terms: Sequence[Term], exact: Sequence[Candidate], hurry: Hurry) -> tuple[list[Candidate], str]:
    """Entries that hold all terms, some only as they may be misspelt; and how they spell them, where none holds them as typed.

    Short words with another tone mark are other words: they count only where the word as typed is nowhere.
    """
    tolerant = {term for term in terms if term.typos or (term.typos == 0 and not exact)}
    rows: dict[int, Candidate] = {}
    for wanted in _near_questions(terms, tolerant):
        rows |= {row.pk: row for row in candidates(scope, wanted, most=_MOST_NEAR, with_body=True, hurry=hurry)}
    for row in exact:
        rows.pop(row.pk, None)
    texts = {pk: f"{row.folded_title}\n{row.folded_body}" for pk, row in rows.items()}
    near = [row for pk, row in rows.items() if all(holds(term, texts[pk], is_tolerant=term in tolerant) for term in terms)]
    if exact or not near:
        return near, ""
    spellings = Counter(
        " ".join(spelling_in(term, texts[row.pk]) or term.text for term in terms)
        for row in sorted(near, key=lambda row: -row.pk)[:_NEAR_THAT_TELL]
    )
    return near, spellings.most_common(1)[0][0]


def _near_questions(terms: Sequence[Term], tolerant: set[Term]) -> list[Wanted]:
    """One question for each piece of a word, so that common pieces do not crowd out the rare ones."""
    questions: list[Wanted] = []
    for term in terms:
        if term not in tolerant:
            continue
        others = [other.needles if other in tolerant else (other.text,) for other in terms if other is not term]
        needles = term.needles[1:]
        groups = [(needle,) for needle in needles] if term.typos else [needles] if needles else []
        questions += [[group, *others] for group in groups]
    return questions[:_MOST_NEAR_QUERIES]


def _ranked(rows: Iterable[Candidate], question: Question, *, is_near: bool) -> list[Answer]:
    """In order: the whole question in the title, more of its words in the title, at its beginning; then newer years, newer entries."""
    whole = fold(question.typed)

    def rank(row: Candidate) -> tuple[int, ...]:
        title = row.folded_title
        in_title = sum(term.text in title for term in question.terms)
        return (-(whole in title), -in_title, -title.startswith(question.terms[0].text), -(row.fiscal_year or 0), -row.pk)

    return [Answer(row.pk, row.source, row.fiscal_year, is_near) for row in sorted(rows, key=rank)]


def kinds_open_to(by: Actor) -> Iterator[registry.SearchSource]:
    """The kinds of which the actor may find anything, in the order of the registry."""
    kinds = scope_of(by).kinds
    return (source for source in registry.searchable if source.key in kinds)
