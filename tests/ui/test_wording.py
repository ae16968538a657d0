"""Values as sentences."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QTime

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import (
    CompactedError,
    ConflictError,
    InvalidError,
    KeyTakenError,
    NameTakenError,
    ProjectError,
    RevertError,
    StepError,
)
from annotator.core.history import Entry
from annotator.core.ids import now
from annotator.core.values import Tag
from annotator.ui import wording


@pytest.fixture(autouse=True)
def english() -> object:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield None
    QLocale.setDefault(before)


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_has_words(kind: ChangeKind) -> None:
    text = wording.describe(Change(kind, None, "", "actor", ()))
    assert text
    assert "{" not in text


def test_a_subject_is_isolated_and_short() -> None:
    text = wording.describe(Change(ChangeKind.REMOVE_ARTICLE, None, "", "هيئة " * 40, ()))
    assert "\u2068" in text
    assert "\u2069" in text
    assert len(text) < 80


@pytest.mark.parametrize(
    ("kind", "subject", "edits", "words"),
    [
        (ChangeKind.IMPORT, "2", 4, "import 2 articles"),
        (ChangeKind.REMOVE_ARTICLE, "1200", 3600, "remove 1,200 articles"),
        (ChangeKind.STATUS, "3", 9, "reading status of 3 articles"),
        (ChangeKind.IMPORT, "2021", 2, "import “\u20682021\u2069”"),
        (ChangeKind.IMPORT, "²", 2, "import “\u2068²\u2069”"),
        (ChangeKind.ADD_TAG, "2", 2, "add tag “\u20682\u2069”"),
    ],
)
def test_several_articles_are_counted_not_quoted(kind: ChangeKind, subject: str, edits: int, words: str) -> None:
    tag = Tag("t", "actor", "#1f77b4")
    change = Change(kind, None, "", subject, (Edit(None, tag),) * edits)
    assert wording.describe(change) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NameTakenError("actor"), "actor"),
        (NameTakenError("Mira", "coder"), "coder “\u2068Mira\u2069”"),
        (NameTakenError("Port", "event"), "an event “\u2068Port\u2069”"),
        (NameTakenError("denies", "relation type"), "a relation type “\u2068denies\u2069”"),
        (KeyTakenError("1", "actor"), "actor"),
        (ConflictError("the tag"), "changed elsewhere"),
        (CompactedError("actor"), "known no more"),
        (InvalidError("a tag needs a name"), "A tag needs a name."),
        (ProjectError("x.annot", "is locked"), "x.annot"),
    ],
)
def test_every_error_is_a_sentence(error: Exception, words: str) -> None:
    text = wording.explain(error)
    assert words in text
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "Deutsch"),
        ("ar", "العربية"),
        ("en", "English"),
        ("es", "español"),
        ("he", "עברית"),
        (None, ""),
        ("xx-zz", "xx-zz"),
    ],
)
def test_languages_have_their_own_names(code: str | None, name: str) -> None:
    assert wording.language_name(code) == name


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (None, ""),
        ("2021", "2021"),
        ("2021-03", "March 2021"),
        ("2021-03-19", "19 Mar 2021"),
        ("2021-03-19T08:30:00Z", "19 Mar 2021"),
        ("2021-02-31", "2021-02-31"),
        ("lately", "lately"),
    ],
)
def test_dates_stay_as_partial_as_they_are(published: str | None, shown: str) -> None:
    assert wording.date_text(published, QLocale()) == shown


def test_a_date_in_the_articles_own_language() -> None:
    assert wording.date_text("2021-03", QLocale("de")) == "März 2021"
    assert wording.date_text("2021-03-19", QLocale("de"), long=True) == "19. März 2021"


def test_counts() -> None:
    assert wording.marks_text(1) == "1 mark"
    assert wording.marks_text(2) == "2 marks"
    assert wording.articles_text(1) == "1 article"
    assert wording.articles_text(1200) == "1,200 articles"


@pytest.mark.parametrize(
    ("project", "file", "name"),
    [
        ("talks", "talks", "talks"),
        ("talks", "talks (2026-11-27 17.48)", "talks (2026-11-27 17.48)"),
        ("The talks", "press", "The talks · press"),
    ],
)
def test_a_window_tells_a_project_from_its_restored_twin(project: str, file: str, name: str) -> None:
    assert wording.window_name(project, file) == name


@pytest.mark.parametrize(("undo", "said"), [(True, "no longer be undone"), (False, "cannot be done again")])
def test_a_step_that_is_impossible_by_now_is_named_as_undo_names_it(*, undo: bool, said: str) -> None:
    step = Entry(1, "i1", ChangeKind.IMPORT, None, "2024-05-01T10:00:00.000Z", "5", 5)
    text = wording.explain(StepError("5", ConflictError("x"), undo=undo, step=step))
    assert said in text
    assert text.endswith(": import 5 articles."), "its number alone says nothing"
    assert "“\u2068actor\u2069”" in wording.explain(
        StepError(
            "actor",
            ConflictError("x"),
            undo=undo,
            step=replace(step, kind=ChangeKind.ANNOTATE, subject="actor"),
        )
    )


def test_what_stands_in_the_way_of_a_revert_is_named_the_newest_first() -> None:
    later = [Entry(n, f"i{n}", ChangeKind.NOTE, None, f"2024-05-0{n}T10:00:00.000Z", "هيئة", 1) for n in range(1, 7)]
    text = wording.explain(RevertError("actor", ConflictError("x"), later[:2]))
    assert text.startswith("“\u2068actor\u2069” cannot be reverted by itself: later changes build on it.")
    assert text.index("02/05/2024") < text.index("01/05/2024")
    assert "note on “\u2068هيئة\u2069”" in text
    assert text.endswith(").")
    assert "; and 2 more." in wording.explain(RevertError("actor", ConflictError("x"), later))
    alone = wording.explain(RevertError("actor", ConflictError("the tag"), []))
    assert alone == (
        "“\u2068actor\u2069” cannot be reverted. \u2068the tag\u2069 was changed elsewhere in the meantime; "
        "look at it again and repeat the edit."
    )


def test_a_moment_of_today_is_a_time() -> None:
    assert wording.when_text(now()) == QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
    assert "2021" in wording.when_text("2021-03-19T08:30:00.123Z")
    assert wording.when_text("once") == "once"
