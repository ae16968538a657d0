"""Projects of several people become one: what is the same, what is new, what both have edited."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import FileError, InvalidError, ProjectError, RevertError
from annotator.core.history import Way
from annotator.core.ids import now
from annotator.core.tagset import ACTOR, CONCERN, EARLIER_DEFAULT_TAGS
from annotator.core.values import (
    Annotation,
    ArticleOriginal,
    AttributeDefinition,
    AttributeKind,
    Coder,
    End,
    Merged,
    ReadingState,
    RelationType,
    Tag,
    Value,
    Verdict,
)
from annotator.project import (
    Project,
    attribute_definitions,
    comparing,
    conflicts,
    edits,
    entities,
    filing,
    relations,
    rules,
    tag_sets,
)
from annotator.project.merging.files import merge, read_names, unmatched
from annotator.project.repairing import repair
from annotator.text.span import Span

TEXT = "Die Werft meldet Rauch. Die Behörde verlangt einen Bericht.\n"
OTHER = "قالت الهيئة إن الميناء مغلق.\n"
Work = Callable[[Project], object]


def mark(project: Project, words: str, tag: str = ACTOR.id) -> Annotation:
    article = next(article for article in project.articles() if words in project.text(article.id))
    change = edits.annotate_quote(project, article.id, words, tag, occurrence=1)
    assert isinstance(change, Change)
    made = project.do(change).edits[0].after
    assert isinstance(made, Annotation)
    return made


def named(project: Project, words: str) -> Annotation:
    return next(found for found in project.annotations() if found.quote == words)


def note(words: str, text: str) -> Work:
    return lambda project: project.do(edits.set_note(project, named(project, words), text))


def delete(words: str) -> Work:
    return lambda project: project.do(edits.delete_annotations(project, [named(project, words)]))


class Two:
    """Two people's projects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mira, self.lea = folder / "mira.annot", folder / "lea.annot"

    def text(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def copies(self, *work: Work) -> Two:
        """Begin as two copies of one."""
        with Project.create(self.mira, name="press", coder="mira") as project:
            project.import_files([self.text("one.txt", TEXT)])
            mark(project, "Werft")
            mark(project, "Behörde")
            for step in work:
                step(project)
            project.save_copy(self.lea)
        return self

    def apart(self) -> Two:
        """Begin as two projects that have nothing to do with each other but for their texts."""
        for path, coder in ((self.mira, "mira"), (self.lea, "lea")):
            with Project.create(path, coder=coder) as project:
                project.import_files([self.text("one.txt", TEXT)])
        return self

    def do(self, path: Path, *work: Work) -> None:
        with Project.open(path, coder=path.stem) as project:
            for step in work:
                step(project)

    def merged(self, *paths: Path, **names: str) -> Project:
        target = self.folder / f"merged-{len(list(self.folder.glob('merged-*')))}.annot"
        merge(paths or (self.mira, self.lea), target, names)
        project = Project.open(target, coder="mira")
        assert project.check() == []
        return project


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def test_what_one_side_did_is_done(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "who"), lambda p: mark(p, "Bericht"))
    two.do(two.lea, delete("Behörde"), lambda p: p.import_files([two.text("two.txt", OTHER)]))
    with two.merged() as project:
        assert [(m.quote, m.note) for m in project.annotations()] == [("Werft", "who"), ("Bericht", None)]
        assert [a.length for a in project.articles()] == [len(TEXT), len(OTHER)]
        assert project.conflicts() == ()
        assert {coder.name for coder in project.coders()} == {"mira", "lea"}


def test_what_both_did_to_one_mark_is_kept_and_listed(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "by mira"))
    two.do(two.lea, note("Werft", "by lea"))
    with two.merged() as project:
        (one,) = conflicts.to_settle(project)
        assert (one.conflict.kind, one.name) == ("annotation", "actor")
        assert one.differences() == [("note", "by lea", "by mira")]
        assert not one.both
        with pytest.raises(InvalidError):
            conflicts.both(project, one)
        assert project.record(Coder, one.conflict.coder or "") == project.coder
        project.do(conflicts.take(project, one))
        assert named(project, "Werft").note == "by mira"
        assert project.conflicts() == ()
        assert project.history(limit=1)[0].kind is ChangeKind.TAKE_OTHER
        project.undo()
        assert named(project, "Werft").note == "by lea"
        assert len(project.conflicts()) == 1
        project.do(conflicts.keep(project, one))
        assert named(project, "Werft").note == "by lea"
        assert project.check() == []
        settled = project.path
    # What is settled stays so, also where the others come once more.
    with two.merged(settled, two.mira, two.lea) as project:
        assert project.conflicts() == ()
        assert named(project, "Werft").note == "by lea"


def test_a_mark_that_one_removed_and_the_other_edited_stays_and_is_listed(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "still wanted"))
    two.do(two.lea, delete("Werft"))
    with two.merged() as project:
        (one,) = conflicts.to_settle(project)
        assert one.other is None
        assert one.stored == named(project, "Werft")
        project.do(conflicts.take(project, one))
        assert [m.quote for m in project.annotations()] == ["Behörde"]
        assert project.check() == []


def test_two_tags_for_one_mark_can_both_be_kept(two: Two) -> None:
    two.copies()
    for path, tag in ((two.mira, CONCERN.id), (two.lea, "00000000-0000-7000-8000-000000000002")):
        two.do(path, lambda p, tag=tag: p.do(edits.retag(p, named(p, "Werft"), tag)))  # type: ignore[misc]
    with two.merged() as project:
        (one,) = conflicts.to_settle(project)
        project.do(conflicts.both(project, one))
        assert len([m for m in project.annotations() if m.quote == "Werft"]) == 2
        assert project.check() == []


def test_details_of_an_article_are_joined_field_by_field(two: Two) -> None:
    two.copies()
    two.do(two.mira, lambda p: p.do(filing.move_to_folder(p, p.articles(), "a")))
    two.do(two.lea, lambda p: p.do(edits.edit_article(p, replace(p.articles()[0], author="Petersen"))))
    with two.merged() as project:
        (article,) = project.articles()
        assert (article.folder, article.author) == ("a", "Petersen")
        assert project.conflicts() == ()
    two.do(two.lea, lambda p: p.do(filing.move_to_folder(p, p.articles(), "b")))
    with two.merged() as project:
        (one,) = conflicts.to_settle(project)
        assert one.differences() == [("folder", "b", "a")]
        project.do(conflicts.take(project, one))
        assert (project.articles()[0].folder, project.articles()[0].author) == ("a", "Petersen")


def test_what_is_still_needed_is_not_removed(two: Two) -> None:
    two.copies()
    two.do(two.mira, lambda p: p.do(edits.delete_tag(p, p.tags.named("concern"))))
    two.do(two.lea, lambda p: mark(p, "Rauch", CONCERN.id))
    with two.merged() as project:
        assert "concern" in [tag.name for tag in project.tags]
        (one,) = conflicts.to_settle(project)
        assert (one.conflict.kind, one.name, one.other) == ("tag", "concern", None)
        project.do(conflicts.take(project, one))
        assert [m.quote for m in project.annotations()] == ["Werft", "Behörde"]
        assert project.check() == []


def test_projects_that_began_apart_are_matched_by_text_name_and_words(two: Two) -> None:
    two.apart()
    two.do(two.mira, lambda p: p.do(edits.add_tag(p, "place", shortcut="p")), lambda p: mark(p, "Werft"))
    two.do(
        two.lea,
        lambda p: p.do(edits.add_tag(p, "Place", shortcut="p")),
        lambda p: p.do(edits.add_tag(p, "time", shortcut="t")),
        lambda p: mark(p, "Werft", p.tags.named("place").id),
        lambda p: p.do(filing.set_status(p, p.articles(), ReadingState.DONE)),
    )
    two.do(two.mira, lambda p: p.do(filing.set_status(p, p.articles(), ReadingState.IN_WORK)))
    with two.merged() as project:
        (article,) = project.articles()
        assert [tag.name for tag in project.tags][3:] == ["place", "time"]
        # Two coders' marks of the same words are two.
        assert [(m.quote, project.record(Coder, m.coder).name) for m in project.annotations()] == [  # type: ignore[union-attr]
            ("Werft", "mira"),
            ("Werft", "lea"),
        ]
        declared = {(project.record(Coder, s.coder).name, s.state) for s in project.statuses()}  # type: ignore[union-attr]
        assert declared == {("mira", ReadingState.IN_WORK), ("lea", ReadingState.DONE)}
        assert article.length == len(TEXT)
        assert project.info.name == "lea + mira"


def test_the_same_mark_of_one_coder_in_two_projects_is_one(two: Two) -> None:
    for path in (two.mira, two.lea):
        with Project.create(path, coder="mira") as project:
            project.import_files([two.text("one.txt", TEXT)])
            mark(project, "Werft")
    with two.merged() as project:
        (only,) = project.annotations()
        assert project.conflicts() == ()
        assert Merged(max(_ids(two)), only.id) in project.bundle().merged
        # The history speaks of it by the id that it goes by.
        assert [e.kind for e in project.history(annotation=only.id)][-2:] == [ChangeKind.ANNOTATE] * 2


def _ids(two: Two) -> list[str]:
    found = []
    for path in (two.mira, two.lea):
        with Project.open(path, read_only=True) as project:
            found.append(project.annotations()[0].id)
    return found


def test_tags_of_other_names_are_matched_by_a_table(two: Two, tmp_path: Path) -> None:
    two.apart()
    two.do(two.mira, lambda p: p.do(edits.add_tag(p, "place")), lambda p: mark(p, "Werft", p.tags.named("place").id))
    two.do(two.lea, lambda p: p.do(edits.add_tag(p, "Ort")), lambda p: mark(p, "Werft", p.tags.named("Ort").id))
    assert unmatched([two.mira, two.lea]) == [("place",), ("Ort",)]
    with two.merged(Ort="place") as project:
        assert [tag.name for tag in project.tags][3:] == ["place"]
        assert len({m.tag for m in project.annotations()}) == 1
        joined = project.path
    # It is remembered, and need not be said again.
    two.do(two.lea, lambda p: mark(p, "Behörde", p.tags.named("Ort").id))
    assert unmatched([joined, two.lea]) == [(), ()]
    with two.merged(joined, two.lea) as project:
        assert [tag.name for tag in project.tags][3:] == ["place"]
        assert len(project.annotations()) == 3
    for name, text in (("a.csv", "Ort,place\nZeit,time\n"), ("a.tsv", "Ort\tplace\nZeit\ttime\n"),
                       ("a.json", json.dumps({"Ort": "place", "Zeit": "time"}))):  # fmt: skip
        assert read_names(two.text(name, text)) == {"ort": "place", "zeit": "time"}
    for text in ("Ort\n", '{"Ort": 1}', "{", "a,b\nb,c\n"):
        with pytest.raises(FileError):
            read_names(two.text("bad", text))
    with pytest.raises(FileError, match="cannot be read"):
        read_names(tmp_path / "nowhere")


def test_keys_names_and_colours_stay_apart(two: Two) -> None:
    two.copies(lambda p: p.do(edits.add_tag(p, "deed")))
    two.do(two.mira, lambda p: p.do(edits.add_tag(p, "place", shortcut="p")))
    two.do(two.lea, lambda p: p.do(edits.add_tag(p, "Ort", shortcut="p")))
    # Both give a name of their own to what is another tag there.
    two.do(two.lea, lambda p: p.do(edits.edit_tag(p, replace(p.tags.named("deed"), name="place"))))
    with two.merged() as project:
        tags = {tag.name: tag for tag in project.tags}
        assert set(tags) >= {"place", "place (2)", "Ort"}
        assert [tag.shortcut for tag in tags.values()].count("p") == 1
        assert len({tag.colour for tag in tags.values()}) == len(tags)


def test_two_that_were_put_below_each_other_are_listed(two: Two) -> None:
    two.copies()

    def below(name: str, parent: str) -> Work:
        return lambda p: p.do(edits.edit_tag(p, replace(p.tags.named(name), parent=p.tags.named(parent).id)))

    two.do(two.mira, below("actor", "concern"))
    two.do(two.lea, below("concern", "actor"))
    with two.merged() as project:
        tags = {tag.name: tag.parent for tag in project.tags}
        assert (tags["actor"], tags["concern"]) == (CONCERN.id, None)
        (one,) = conflicts.to_settle(project)
        assert isinstance(one.other, Tag)
        assert one.other.parent == ACTOR.id


def test_the_history_of_both_is_kept_and_sealed(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "who"), lambda p: p.undo(), lambda p: p.redo())
    two.do(two.lea, note("Behörde", "what"))
    with two.merged() as project:
        found = project.history()
        assert [(e.kind, e.way) for e in found] == [
            (ChangeKind.MERGE, Way.DONE),
            (ChangeKind.NOTE, Way.DONE),
            (ChangeKind.NOTE, Way.REDONE),
            (ChangeKind.NOTE, Way.UNDONE),
            (ChangeKind.NOTE, Way.DONE),
            (ChangeKind.ANNOTATE, Way.DONE),
            (ChangeKind.ANNOTATE, Way.DONE),
            (ChangeKind.IMPORT, Way.DONE),
        ]
        assert found[3].undone
        assert project.undoable is None
        assert project.redoable is None
        # A single change of before can still be taken back, where nothing stands in the way.
        project.revert(found[1])
        assert named(project, "Behörde").note is None
        with pytest.raises(RevertError):
            project.revert(found[6])
        assert project.check() == []
        project.undo()
        assert named(project, "Behörde").note == "what"


def test_where_a_history_was_compacted_the_one_that_went_on_is_believed(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "who"), delete("Behörde"), lambda p: p.compact_history("9999"))
    two.do(two.lea, lambda p: mark(p, "Rauch"))
    with two.merged() as project:
        assert {(m.quote, m.note) for m in project.annotations()} == {("Werft", "who"), ("Rauch", None)}
        assert project.conflicts() == ()


def test_without_histories_both_are_kept(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "one"))
    two.do(two.lea, note("Werft", "other"), note("Behörde", "told"))
    for path in (two.mira, two.lea):
        with closing(sqlite3.connect(path)) as file:
            file.execute('delete from "change"')
            file.commit()
    with two.merged() as project:
        assert named(project, "Behörde").note == "told"
        (one,) = conflicts.to_settle(project)
        assert one.differences() == [("note", "other", "one")]


def test_the_original_files_come_too(two: Two) -> None:
    two.copies()
    page = "<html><body><article><h1>Hafen</h1><p>Der Hafen ist zu.</p></article></body></html>"
    two.do(two.lea, lambda p: p.import_files([two.text("two.html", page)]))
    with two.merged() as project:
        found = [project.record(ArticleOriginal, article.id) for article in project.articles()]
        assert [one.data.decode() for one in found if one is not None] == [page]


def test_three_at_once_in_any_order(two: Two) -> None:
    two.copies()
    third = two.folder / "kim.annot"
    third.write_bytes(two.lea.read_bytes())
    for path, words in ((two.mira, "Rauch"), (two.lea, "Bericht"), (third, "meldet")):
        two.do(path, lambda p, words=words: mark(p, words))  # type: ignore[misc]
    with two.merged(two.mira, two.lea, third) as one, two.merged(third, two.lea, two.mira) as other:
        assert one.bundle() == other.bundle()
        assert one.history() == other.history()
        assert len(one.annotations()) == 5


def test_nothing_is_overwritten_and_the_others_are_only_read(two: Two) -> None:
    two.copies()
    before = {path: path.read_bytes() for path in (two.mira, two.lea)}
    with pytest.raises(ProjectError, match="exists already"):
        merge([two.mira, two.lea], two.lea)
    two.merged().close()
    assert {path: path.read_bytes() for path in before} == before
    with Project.open(two.mira, coder="mira") as project:
        mark(project, "Rauch")
        with two.merged() as merged:
            assert len(merged.annotations()) == 3


def test_a_damaged_history_or_conflict_is_named(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "one"))
    two.do(two.lea, note("Werft", "other"))
    joined = two.merged()
    joined.close()
    with closing(sqlite3.connect(joined.path)) as file:
        file.execute("update conflict set other = '{'")
        file.commit()
    with Project.open(joined.path) as project:
        assert "conflict" in " ".join(project.check())
        with pytest.raises(ProjectError, match="conflict"):
            conflicts.to_settle(project)
    with closing(sqlite3.connect(two.lea)) as file:
        file.execute('update "change" set edits = ? where number = (select max(number) from "change")', (b"[1]",))
        file.commit()
    with pytest.raises(ProjectError, match=r"lea.*damaged"):
        merge([two.mira, two.lea], two.folder / "new.annot")
    assert not (two.folder / "new.annot").exists()


def test_marks_that_come_to_say_the_same_become_one(two: Two) -> None:
    two.copies()
    start = TEXT.index("Rauch")
    for path in (two.mira, two.lea):
        # As one coder on two machines.
        with Project.open(path, coder="mira") as project:
            article = project.articles()[0]
            if path == two.mira:
                project.do(edits.resize(project, named(project, "Werft"), Span(4, start + 5)))
            else:
                change = edits.annotate(project, article.id, Span(4, start + 5), ACTOR.id)
                assert isinstance(change, Change)
                project.do(change)
    with two.merged() as project:
        assert [m.quote for m in project.annotations()] == ["Werft meldet Rauch", "Behörde"]
        again = project.path
    with two.merged(again, two.lea) as project:
        assert len(project.annotations()) == 2


def test_a_project_of_an_older_version_is_left_alone_and_named(two: Two) -> None:
    two.copies()
    old = Path(shutil.copy(Path(__file__).parent.parent / "data" / "version-0002.annot", two.folder / "old.annot"))
    before = old.read_bytes()
    with pytest.raises(ProjectError, match="open it once"):
        merge([two.mira, old], two.folder / "new.annot")
    assert old.read_bytes() == before
    Project.open(old).close()
    with two.merged(two.mira, old) as project:
        assert len(project.annotations()) > 2


def test_what_a_merge_itself_changed_is_nobodys_edit(two: Two) -> None:
    two.copies()
    two.do(two.mira, lambda p: p.do(edits.add_tag(p, "time", shortcut="p")))
    # Undone and done again, the tag was once what it is now.
    two.do(two.lea, lambda p: p.do(edits.add_tag(p, "place", shortcut="p")), lambda p: p.undo(), lambda p: p.redo())
    with two.merged() as project:
        joined = project.path
    two.do(two.lea, note("Werft", "later"))
    with two.merged(joined, two.lea) as project:
        assert project.conflicts() == ()
        assert [tag.shortcut for tag in project.tags][3:] == ["p", None]
        assert named(project, "Werft").note == "later"


def test_what_is_to_be_settled_outlives_a_repair(two: Two) -> None:
    two.copies()
    two.do(two.mira, note("Werft", "one"))
    two.do(two.lea, note("Werft", "other"))
    with two.merged() as project:
        before, path = project.bundle(), project.path
    repair(path, two.folder / "new.annot")
    with Project.open(two.folder / "new.annot") as project:
        assert project.bundle() == before
        assert len(project.conflicts()) == 1


def test_in_which_order_tags_stand_is_nothing_to_settle(two: Two) -> None:
    two.copies()
    two.do(two.mira, lambda p: p.do(tag_sets.move(p, p.tags.named("concern"), None, 0)))
    two.do(two.lea, lambda p: p.do(tag_sets.move(p, p.tags.named("directive"), None, 0)))
    with two.merged() as project:
        assert project.conflicts() == ()
        assert {tag.name for tag in project.tags} == {"actor", "directive", "concern"}


def test_a_project_of_an_earlier_version_gets_what_tags_of_a_new_one_define(two: Two) -> None:
    earlier = replace(rules.new_project("mira"), tags=EARLIER_DEFAULT_TAGS)
    Project.create(two.mira, coder="mira", bundle=earlier).close()
    Project.create(two.lea, coder="lea").close()
    with two.merged() as project:
        assert project.conflicts() == ()
        assert project.tags[ACTOR.id] == ACTOR


def tagged(name: str, *attributes: AttributeDefinition, parent: str | None = None, **more: str) -> Work:
    def work(project: Project) -> None:
        change = project.do(edits.add_tag(project, name, parent=parent, shortcut=more.get("shortcut")))
        made = project.tags[change.edits[0].value.id]
        project.do(edits.edit_tag(project, replace(made, attributes=attributes)))

    return work


def defined(name: str, definition: AttributeDefinition) -> Work:
    return lambda p: p.do(attribute_definitions.define(p, p.tags.named(name), definition))


SIZE = AttributeDefinition("size", AttributeKind.NUMBER)
SECTOR = AttributeDefinition("sector", AttributeKind.TEXT)


def test_a_tag_that_both_made_has_the_attributes_of_both(two: Two) -> None:
    two.apart()
    two.do(two.mira, tagged("firm", SIZE))
    two.do(two.lea, tagged("Firm", SECTOR))
    with two.merged() as project:
        assert {one.name for one in project.tags.named("firm").attributes} == {"size", "sector"}
        assert project.conflicts() == ()


def test_attributes_that_both_added_to_a_tag_are_there(two: Two) -> None:
    two.copies()
    two.do(two.mira, defined("actor", SIZE))
    two.do(two.lea, defined("actor", SECTOR))
    with two.merged() as project:
        assert {"size", "sector"} < {one.name for one in project.tags[ACTOR.id].attributes}
        assert project.conflicts() == ()


def test_of_two_attributes_of_one_name_that_of_the_upper_tag_counts(two: Two, tmp_path: Path) -> None:
    two.copies(tagged("firm", parent=ACTOR.id))
    two.do(two.mira, defined("actor", replace(SIZE, kind=AttributeKind.TEXT)))
    two.do(two.lea, defined("firm", SIZE))
    with two.merged() as project:
        firm = project.tags.named("firm")
        assert (firm.attributes, project.tags.attributes_of(firm.id)[-1].kind) == ((), AttributeKind.TEXT)
        (one,) = conflicts.to_settle(project)
        assert isinstance(one.other, Tag)
        assert one.other.attributes == (SIZE,)
        # What contradicts another one is not taken by settling either.
        with pytest.raises(InvalidError, match="rename or remove one of the two"):
            project.do(conflicts.take(project, one))
        project.export(tmp_path / "merged.json")
    with Project.create(tmp_path / "again.annot") as again:
        assert again.load(tmp_path / "merged.json").adopted


def test_the_key_of_a_retired_tag_is_taken_from_nobody(two: Two) -> None:
    two.apart()

    def retire(project: Project) -> None:
        old = project.tags.named("old")
        project.do(edits.edit_tag(project, replace(old, retired=True)))
        assert project.tags[old.id].shortcut is None
        kept = replace(project.tags[old.id], shortcut="f")
        project.do(Change(ChangeKind.EDIT_TAG, None, now(), "old", (Edit(project.tags[old.id], kept),)))

    two.do(two.mira, tagged("old", shortcut="f"), retire)
    two.do(two.lea, tagged("firm", shortcut="f"))
    with two.merged() as project:
        assert project.tags.named("firm").shortcut == "f"


def test_a_relation_that_may_go_anywhere_in_one_project_does_so_in_both(two: Two) -> None:
    two.apart()
    two.do(two.mira, lambda p: p.do(relations.add_type(p, "knows")))
    two.do(two.lea, lambda p: p.do(relations.add_type(p, "Knows", from_tags=[ACTOR.id])))
    with two.merged() as project:
        (knows,) = (kind for kind in project.relation_types() if kind.name.casefold() == "knows")
        assert isinstance(knows, RelationType)
        assert knows.from_tags == ()


def test_what_the_other_side_removed_can_be_removed_though_it_is_used(two: Two) -> None:
    two.copies(
        lambda p: p.do(entities.add_entity(p, "Amt")),
        lambda p: p.do(relations.add_type(p, "knows")),
        lambda p: p.do(filing.put_into_event(p, p.articles(), "Fire")),
    )

    def use(project: Project) -> None:
        amt, event = entities.find_entity(project, "Amt"), project.events()[0]
        knows, ends = relations.find_type(project, "knows"), [End(annotation=m.id) for m in project.annotations()]
        project.do(entities.tie(project, [named(project, "Werft")], amt))
        project.do(relations.add_relation(project, knows, ends[0], ends[1]))
        project.do(comparing.judge(project, event, amt, Verdict.SAME))

    def remove(project: Project) -> None:
        project.do(entities.delete_entity(project, entities.find_entity(project, "Amt")))
        project.do(relations.delete_type(project, relations.find_type(project, "knows")))
        (article,), (event,) = project.articles(), project.events()
        gone: tuple[Edit[Value], ...] = (Edit(article, replace(article, events=())), Edit(event, None))
        project.do(Change(ChangeKind.TAKE_OUT_OF_EVENT, None, now(), "Fire", gone))

    two.do(two.mira, remove)
    two.do(two.lea, use)
    with two.merged() as project:
        waiting = [one for one in conflicts.to_settle(project) if one.other is None]
        assert {one.conflict.kind for one in waiting} == {"entity", "relation type", "event"}
        for one in waiting:
            before = project.bundle()
            project.do(conflicts.take(project, one))
            assert project.check() == []
            project.undo()
            assert project.bundle() == before
            project.redo()
        assert (project.events(), project.entities(), project.relations(), project.judgements()) == ((), (), (), ())
        assert named(project, "Werft").entity is None


def test_two_events_or_types_that_came_to_have_one_name_are_told_apart(two: Two) -> None:
    def event(name: str) -> Work:
        return lambda p: p.do(filing.put_into_event(p, p.articles(), name))

    def renamed_event(before: str, name: str) -> Work:
        return lambda p: p.do(filing.rename_event(p, comparing.find_event(p, before), name))

    def renamed_type(p: Project) -> None:
        issues = next(kind for kind in p.relation_types() if kind.name == "issues")
        p.do(relations.edit_type(p, replace(issues, name="Denies"), before=issues))

    two.copies(event("Port"))
    two.do(two.mira, event("Nord"), lambda p: p.do(relations.add_type(p, "denies")))
    two.do(two.lea, renamed_event("Port", "nord"), renamed_type)
    for paths in ((two.mira, two.lea), (two.lea, two.mira)):
        with two.merged(*paths) as project:
            assert sorted(one.name for one in project.events()) == ["Nord (2)", "nord"]
            assert {"Denies", "denies (2)"} <= {kind.name for kind in project.relation_types()}
            assert len(project.articles()[0].events) == 2
            merged, bundle = project.path, project.bundle()
        with two.merged(merged, two.lea) as again:
            assert again.bundle() == bundle


def test_entities_of_one_name_from_two_hands_are_told(two: Two) -> None:
    """Each is compared apart: what both say would stand there as said by only one of them."""
    two.copies()
    for path, name in ((two.mira, "CAC"), (two.lea, "cac")):
        two.do(path, lambda p, name=name: p.do(entities.add_entity(p, name, tag=ACTOR.id)))
        two.do(path, lambda p: p.do(entities.add_entity(p, f"of {p.coder.name}", tag=ACTOR.id)))
    two.do(two.lea, lambda p: p.do(entities.add_entity(p, "CAC", tag=CONCERN.id)))
    report = merge((two.mira, two.lea), two.folder / "both.annot")
    assert [name.casefold() for name in report.namesakes] == ["cac"]
    with Project.open(two.lea) as hers:
        hers.export(two.folder / "hers.json")
    with Project.open(two.mira, coder="mira") as project:
        assert [name.casefold() for name in project.load(two.folder / "hers.json").namesakes] == ["cac"]
        assert project.load(two.folder / "hers.json").namesakes == (), "nothing new, nothing to tell"
