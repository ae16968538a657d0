"""An article read again from its bytes: a new text in its place, or beside it as a later version where it has marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError, SourceError
from annotator.core.ids import new_id, now
from annotator.core.values import Article, ReadingState, Status
from annotator.project import Project, edits, recoding
from annotator.sources import Content, Document, Reading, Unread
from annotator.text.span import Span

ARABIC = "ميناء\n\nأغلقت السلطات الميناء يوم الثلاثاء، وطلبت من الشركات أن تفحص سفنها."
GERMAN = "Größe des Hafens\n\nDie Behörde hat den Hafen am Dienstag geschlossen, und die Schiffe müssen warten."


def brought_in(project: Project, path: Path, data: bytes, encoding: str | None = None, **options: object) -> Article:
    path.write_bytes(data)
    (article,) = project.import_files([path], encoding=encoding, **options).imported  # type: ignore[arg-type]
    return article


def test_an_article_is_read_again_in_its_place(project: Project, tmp_path: Path) -> None:
    old = brought_in(project, tmp_path / "a.txt", ARABIC.encode("cp1256"), "cp1252", event="Port")
    stated = replace(old, source="The Bay", title="Mine")
    project.do(edits.edit_article(project, stated, before=old))
    project.do(
        Change(ChangeKind.NOTE, None, now(), "", (
            Edit(None, Status(new_id(), old.id, project.tags.named("actor").id, project.coder.id, ReadingState.DONE)),
        ))
    )  # fmt: skip
    later = brought_in(project, tmp_path / "b.txt", b"Another text, later.")
    project.do(edits.edit_article(project, replace(later, replaces=old.id), before=later))
    change, made = recoding.recode(project, project.article(old.id), "cp1256")
    project.do(change)
    assert project.text(made.id) == ARABIC
    assert made.origin.encoding == "cp1256"
    # What was stated stays; what was guessed is guessed again.
    assert (made.title, made.source, made.language, made.events) == ("Mine", "The Bay", "ar", old.events)
    assert set(made.guesses) == {"language", "direction"}
    assert {article.id for article in project.articles()} == {made.id, later.id}
    assert project.article(later.id).replaces == made.id
    assert [status.article for status in project.statuses()] == [made.id]
    assert recoding.original_bytes(project, made) == ARABIC.encode("cp1256")
    assert project.check() == []
    project.undo()
    assert project.article(old.id).source == "The Bay"
    assert project.original(old.id) is not None
    assert project.check() == []
    project.redo()
    assert project.text(made.id) == ARABIC


def test_a_text_in_utf8_is_its_own_original(project: Project, tmp_path: Path) -> None:
    article = brought_in(project, tmp_path / "a.txt", GERMAN.encode())
    assert project.original(article.id) is None
    assert recoding.original_bytes(project, article) == GERMAN.encode()
    change, made = recoding.recode(project, article, "cp1252")
    project.do(change)
    assert project.text(made.id).startswith("GrÃ¶ÃŸe")
    back, _ = recoding.recode(project, made, "utf-8")
    project.do(back)
    assert project.text(back.edits[0].value.id) == GERMAN


def test_what_cannot_be_read_again(project: Project, tmp_path: Path) -> None:
    article = brought_in(project, tmp_path / "a.txt", GERMAN.encode("cp1252"), kept=0)
    with pytest.raises(InvalidError, match="is not kept in the project"):
        recoding.recode(project, article, "cp1250")
    article = brought_in(project, tmp_path / "b.txt", (GERMAN + "!").encode("cp1252"))
    with pytest.raises(SourceError, match="is not in the encoding utf-8"):
        recoding.recode(project, article, "utf-8")
    with pytest.raises(InvalidError, match="the text is the same"):
        recoding.recode(project, article, "iso8859-1")
    other = brought_in(project, tmp_path / "c.txt", (GERMAN + "!").encode("cp1252"), "cp1256")
    with pytest.raises(InvalidError, match="the project has this text already"):
        recoding.recode(project, other, "cp1252")


def test_the_row_of_a_table_is_no_file(project: Project, tmp_path: Path) -> None:
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([["title", "text"], ["a", GERMAN]])
    article = brought_in(project, tmp_path / "a.csv", rows.getvalue().encode())
    with pytest.raises(InvalidError, match="is not kept in the project"):
        recoding.original_bytes(project, article)


def test_an_article_with_marks_comes_in_again_as_a_later_version(project: Project, tmp_path: Path) -> None:
    article = brought_in(project, tmp_path / "a.txt", GERMAN.encode("cp1252"), "cp1256")
    project.do(edits.annotate(project, article.id, Span(0, 1), project.tags.named("actor").id))  # type: ignore[arg-type]
    with pytest.raises(InvalidError, match="has marks already"):
        recoding.recode(project, article, "cp1252")
    change, made = recoding.later_version(project, article, "cp1252")
    project.do(change)
    assert (made.replaces, project.text(made.id)) == (article.id, GERMAN)
    assert len(project.annotations()) == 1
    assert project.check() == []


def test_what_bytes_are_in_an_encoding() -> None:
    data = ARABIC.encode("cp1256")
    assert recoding.tried(data, "cp1256") == recoding.Tried(ARABIC, True)
    assert not recoding.tried(data, "utf-8").fits
    assert "\ufffd" in recoding.tried(data, "utf-8").text
    assert recoding.tried(GERMAN.encode() * 9000, "utf-8") == recoding.Tried((GERMAN * 9000)[:2000], True)
    assert recoding.likely_encodings(data)[0] == "cp1256"
    assert recoding.likely_encodings(GERMAN.encode())[0] == "utf-8"
    assert recoding.likely_encodings(ARABIC.encode("utf-16-le"))[0] == "utf-16-le"


def test_an_article_is_read_again_as_it_is_read_today(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = brought_in(project, tmp_path / "a.html", f"<h1>Hafen</h1><p>{GERMAN}</p><p>{GERMAN}</p>".encode())
    with pytest.raises(InvalidError, match="is as it was"):
        recoding.import_again(project, old)
    less = replace(old, guesses=("title",), title="Something", language=None)
    project.do(edits.edit_article(project, less, before=old))
    change, made = recoding.import_again(project, project.article(old.id))
    project.do(change)
    assert (made.id, made.language) == (old.id, "de")
    read = recoding.read_content

    def today(content: Content, reading: Reading) -> Iterator[Document | Unread]:
        for found in read(content, reading):
            assert isinstance(found, Document)
            yield replace(found, text=f"{found.text}\n\nUnd mehr.", text_sha256=None)

    monkeypatch.setattr(recoding, "read_content", today)
    change, made = recoding.import_again(project, made)
    project.do(change)
    assert project.text(made.id).endswith("Und mehr.")
    assert [article.id for article in project.articles()] == [made.id]
    project.undo()
    start = project.text(old.id).index("Die Behörde")
    mark = edits.annotate(project, old.id, Span(start, start + 11), project.tags.named("actor").id)
    assert isinstance(mark, Change)
    project.do(mark)
    change, made = recoding.import_again(project, project.article(old.id))
    project.do(change)
    assert made.replaces == old.id
    assert [(one.article, one.quote) for one in project.annotations()] == [(made.id, "Die Behörde")]
