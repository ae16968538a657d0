"""What can be read of a damaged project goes into a new one that is sound, and what is missing is named."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import DamagedError, ProjectError, StoppedError
from annotator.core.ids import now
from annotator.core.tagset import ACTOR, MOST_TAGS
from annotator.core.values import Annotation
from annotator.project import Project, edits
from annotator.project.repairing import RepairReport, repair
from annotator.storage.store import Store
from annotator.text.span import Span
from project.damaging import PAGE, crash, cut_off, make_project
from sample_bundle import ARABIC, GERMAN, ident, sample_bundle

MARKS = len(sample_bundle().annotations)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new.annot"


def root(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def zero(path: Path, *names: str) -> None:
    """Blot out the first page of tables and indexes."""
    pages = [root(path, name) for name in names]
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def execute(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement, values)


def salvaged(path: Path, new: Path) -> RepairReport:
    """Salvage a project, having seen that it stays as it is and that what comes of it is sound."""
    before = {entry: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}
    report = repair(path, new)
    assert {entry: entry.read_bytes() for entry in before} == before
    assert set(path.parent.iterdir()) == {*before, new}
    with Project.open(new) as project:
        assert project.check() == []
        assert len(project.articles()) == report.articles
        assert len(project.annotations()) == report.annotations
    return report


def losses(report: RepairReport) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for loss in report.losses:
        found.setdefault(loss.sort, []).append(loss.words)
    return found


def test_of_a_sound_project_all_is_read(path: Path, new: Path) -> None:
    report = salvaged(path, new)
    assert report.whole
    assert losses(report) == {}
    with Project.open(path) as one, Project.open(new) as other:
        assert one.bundle() == other.bundle()


def test_a_page_of_an_index_that_is_gone_is_no_known_loss(path: Path, new: Path) -> None:
    """The words of the index are found anew; that nothing was on the page cannot be told."""
    zero(path, "sqlite_autoindex_coder_1")
    report = salvaged(path, new)
    assert report.unreadable == 1
    assert not report.whole
    assert not report.known_losses


def test_a_table_whose_first_page_is_gone(path: Path, new: Path) -> None:
    zero(path, "coder", "event")
    with pytest.raises(DamagedError):
        Project.open(path)
    report = salvaged(path, new)
    assert not report.whole
    assert report.known_losses
    assert report.lines()[1] == "  recovered coder 1", "what is missing comes first"
    assert report.annotations == MARKS
    assert losses(report) == {
        "coders that are lost and stand under a new name": ["recovered coder 1"],
        "events that are lost and stand under a new name": ["recovered event 1"],
    }
    with Project.open(new) as project:
        assert [coder.id for coder in project.coders()] == [sample_bundle().coders[0].id]


def test_lost_annotations_are_made_of_their_indexes(path: Path, new: Path) -> None:
    zero(path, "annotation")
    report = salvaged(path, new)
    assert report.annotations == MARKS
    with Project.open(new) as project:
        for mark, was in zip(project.annotations(), sample_bundle().annotations, strict=True):
            assert (mark.id, mark.article, mark.tag, mark.span, mark.quote) == (
                was.id, was.article, was.tag, was.span, was.quote,
            )  # fmt: skip
            assert mark.fragments == ()
            assert mark.created.startswith("20")


def test_lost_annotations_are_taken_from_the_history(path: Path, new: Path) -> None:
    with Project.open(path) as project:
        change = edits.annotate(project, ident(0xA1), Span(7, 12), ACTOR.id, note="a note")
        assert isinstance(change, Change)
        stored = project.do(change)
        (mark,) = (edit.after for edit in stored.edits if isinstance(edit.after, Annotation))
        coder = project.coder
    zero(path, "annotation", "coder")
    report = salvaged(path, new)
    assert report.from_history == 1
    with Project.open(new) as project:
        assert project.annotation(mark.id) == mark
        assert mark.coder == coder.id
        # What was done is told, but can no longer be taken back.
        assert [entry.kind for entry in project.history()] == [ChangeKind.ANNOTATE]
        assert project.undo() is None


def test_what_was_deleted_does_not_come_back(path: Path, new: Path) -> None:
    with Project.open(path) as project:
        project.do(edits.delete_annotations(project, [project.annotation(ident(1))]))
    zero(path, "coder")
    salvaged(path, new)
    with Project.open(new) as project:
        assert project.find_annotation(ident(1)) is None


def test_an_article_of_which_only_the_text_is_left(path: Path, new: Path) -> None:
    zero(path, "article")
    report = salvaged(path, new)
    assert (report.articles, report.annotations) == (2, MARKS)
    with Project.open(new) as project:
        titles = {article.title for article in project.articles()}
    assert titles == {article.title for article in sample_bundle().articles}, "its index has them"


def test_an_article_without_its_text_is_left_out_and_named(path: Path, new: Path) -> None:
    execute(path, "DELETE FROM article_text WHERE id = ?", ident(0xA2))
    report = salvaged(path, new)
    found = losses(report)
    assert "إغلاق الميناء" in found["articles whose text is lost, so that they are left out"][0]
    assert len(found["annotations left out because their article is lost"]) == 2
    assert "“شركة Nordlicht”" in found["annotations left out because their article is lost"]
    assert report.articles == 1


def test_a_text_is_read_anew_from_its_original_file(tmp_path: Path, new: Path) -> None:
    path, source = tmp_path / "press.annot", tmp_path / "old.txt"
    source.write_bytes("Prüfung beendet, sagte die Leitung der Werft.\n".encode("cp1252"))
    with Project.create(path) as project:
        (article,) = project.import_files([source], encoding="cp1252").imported
        text = project.text(article.id)
    zero(path, "article_text")
    report = salvaged(path, new)
    assert "texts that were read anew from their original files" in losses(report)
    with Project.open(new) as project:
        assert project.text(article.id) == text


def test_a_text_is_kept_as_far_as_it_goes(tmp_path: Path, new: Path) -> None:
    path = tmp_path / "press.annot"
    make_project(path, articles=1, words=6000)
    with Project.open(path) as project:
        article = project.articles()[-1]
        text = project.text(article.id)
        late = text.rindex("harbour")
        change = edits.annotate(project, article.id, Span(late, late + 7), ACTOR.id)
        assert isinstance(change, Change)
        project.do(change)
    execute(path, "DELETE FROM article_original")  # Else it would be read anew from there.
    data = path.read_bytes()
    at = data.index(text[20_000:20_100].encode()) // PAGE * PAGE
    path.write_bytes(data[:at] + bytes(PAGE) + data[at + PAGE :])
    report = salvaged(path, new)
    found = losses(report)
    assert f"of {len(text)} characters" in found["texts that are cut off"][0]
    assert found["annotations left out because they lie outside of what is left of the text"] == ["“harbour”"]
    with Project.open(new) as project:
        left = project.text(article.id)
        assert len(left) > 10_000
        assert text.startswith(left)


def test_marks_go_where_their_words_are_when_a_text_changed(path: Path, new: Path) -> None:
    execute(path, "UPDATE article_text SET text = 'xx' || text WHERE id = ?", ident(0xA1))
    report = salvaged(path, new)
    assert len(losses(report)["annotations that lie where their words are found now"]) == 3
    with Project.open(new) as project:
        quotes = {mark.quote for mark in project.annotations()}
    assert quotes == {mark.quote for mark in sample_bundle().annotations}


def test_where_the_text_is_sound_it_says_what_a_mark_is_on(path: Path, new: Path) -> None:
    execute(path, "UPDATE annotation SET quote = 'nonsense' WHERE id = ?", ident(1))
    report = salvaged(path, new)
    assert losses(report)["annotations whose words are not those of their quote"] == ["“nonsense” is now “Behörde”"]


@pytest.mark.parametrize("lost", [range(1), range(6), range(1, 12)])
def test_without_its_first_pages(tmp_path: Path, new: Path, lost: range) -> None:
    """The first page says where everything is; without it all pages are gone through."""
    path = tmp_path / "press.annot"
    make_project(path, articles=3, words=300)
    data = bytearray(path.read_bytes())
    for page in lost:
        data[page * PAGE : (page + 1) * PAGE] = os.urandom(PAGE)
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        Project.open(path)
    report = salvaged(path, new)
    assert report.articles == 5
    assert report.annotations >= MARKS + 6


def test_what_lies_in_the_log_is_read_too(path: Path, new: Path, tmp_path: Path) -> None:
    after = crash(path, tmp_path / "after", coders=3)
    moved = tmp_path / "after" / "new.annot"
    report = salvaged(after, moved)
    assert report.whole
    with Project.open(moved) as project:
        assert {coder.name for coder in project.coders()} >= {"coder 0", "coder 1", "coder 2"}


def test_what_was_not_finished_is_not_taken(path: Path, tmp_path: Path) -> None:
    after = cut_off(path, tmp_path / "after")
    moved = tmp_path / "after" / "new.annot"
    assert salvaged(after, moved).whole
    with Project.open(moved) as project:
        assert {project.text(article.id) for article in project.articles()} == {GERMAN, ARABIC}


def test_the_private_stay_private(path: Path, new: Path) -> None:
    path.chmod(0o600)
    salvaged(path, new)
    assert new.stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_and_nothing_made_of_nothing(path: Path, new: Path, tmp_path: Path) -> None:
    new.write_text("mine")
    with pytest.raises(ProjectError, match="exists already"):
        repair(path, new)
    assert new.read_text() == "mine"
    new.unlink()
    (tmp_path / "text.annot").write_bytes(b"words " * 4000)
    with pytest.raises(ProjectError, match="nothing of a project"):
        repair(tmp_path / "text.annot", new)
    with pytest.raises(ProjectError, match="does not exist"):
        repair(tmp_path / "none.annot", new)
    assert not new.exists()


def test_a_project_that_is_open_is_read_with_what_its_log_holds(path: Path, new: Path) -> None:
    with Project.open(path) as project:
        change = edits.annotate(project, ident(0xA1), Span(7, 12), ACTOR.id)
        assert isinstance(change, Change)
        project.do(change)
        report = repair(path, new)
        assert report.annotations == MARKS + 1
        project.undo()
        assert project.check() == []


def test_what_is_listed_can_be_shortened(path: Path, new: Path) -> None:
    execute(path, "DELETE FROM article_text")
    report = repair(path, new)
    assert any(line.endswith("and 3 more") for line in report.lines(2))
    assert len(report.lines()) > len(report.lines(2))


def test_a_change_of_tags_keeps_them_apart(path: Path, new: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE tag SET name = 'same', folded = id, colour = 'red'")
    salvaged(path, new)
    with Project.open(new) as project:
        assert {tag.name for tag in project.tags} == {"same", "same 2", "same 3", "same 4"}


def test_tags_define_no_more_what_cannot_be_defined(path: Path, new: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "UPDATE tag SET position = 5000000, attributes = "
            """'[["size", "choice", []], ["ok", "text", []]]'"""
        )
    report = salvaged(path, new)
    assert any(words.endswith(": size") for words in losses(report)["attributes that tags define no more"])
    with Project.open(new) as project:
        assert {one.name for tag in project.tags for one in tag.attributes} == {"ok"}
        assert all(tag.position <= MOST_TAGS for tag in project.tags)


def test_a_bundle_that_was_loaded_is_no_loss(path: Path, new: Path) -> None:
    with Project.open(path) as project:
        extra = replace(sample_bundle().coders[0], id=ident(0xC9), name="other")
        project.do(Change(ChangeKind.LOAD, None, now(), "", (Edit(None, extra),)))
    assert salvaged(path, new).whole


def test_what_is_called_off_leaves_nothing(path: Path, tmp_path: Path) -> None:
    asked = iter([False] * 10)
    with pytest.raises(StoppedError):
        repair(path, tmp_path / "new.annot", lambda: next(asked, True))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE tag SET attributes = '[["role","text",[]],["role","number",[]]]' WHERE name = 'actor'""",
        "UPDATE tag SET position = -5",
        "UPDATE tag SET position = 9223372036854775807 WHERE name = 'actor'",
        """UPDATE relation_type SET attributes = '[["firm","choice",[]]]'""",
        "UPDATE relation_type SET name = ''",
        "UPDATE entity SET name = ''",
        "UPDATE annotation SET uncertain = 1, entity = NULL",
        """UPDATE annotation SET attributes = '[["times",1e999]]'""",
        "UPDATE relation SET cue_quote = NULL",
    ],
)
def test_what_another_program_wrote_is_found_and_mended(path: Path, new: Path, statement: str) -> None:
    execute(path, statement)
    with Project.open(path) as project:
        assert project.check()
    salvaged(path, new)
