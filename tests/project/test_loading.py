"""Loading: an untouched project becomes the file's, any other is added to, and conflicts change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.errors import FormatError, NotFoundError
from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, Article, AttributeDefinition, AttributeKind, Bundle
from annotator.formats import FORMATS, Format
from annotator.project import Project, edits
from annotator.project.loading import is_untouched, merged
from annotator.text.span import Span
from sample_bundle import sample_bundle

Articles = tuple[Article, Article]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An export that uses every key of the format."""
    path = tmp_path / "sample.json"
    with Project.create(tmp_path / "sample.annot", bundle=sample_bundle()) as project:
        project.export(path)
    return path


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "full.annot", bundle=sample_bundle(), coder="mira") as project:
        yield project


def exported(project: Project, path: Path) -> bytes:
    project.export(path)
    return path.read_bytes()


def test_an_untouched_project_becomes_the_files(project: Project, file: Path, tmp_path: Path) -> None:
    report = project.load(file)
    assert report.adopted
    assert (report.articles, report.annotations) == (
        len(sample_bundle().articles),
        len(sample_bundle().annotations),
    )
    assert project.info == sample_bundle().project
    assert exported(project, tmp_path / "again.json") == file.read_bytes()
    assert project.check() == []
    assert project.undoable is None
    project.close()
    with Project.open(project.path) as again:
        assert again.info == sample_bundle().project


def test_a_missing_project_is_made_of_the_file(file: Path, tmp_path: Path) -> None:
    project, report = Project.create_from(tmp_path / "new.annot", file, coder="lea")
    with project:
        assert report.adopted
        assert exported(project, tmp_path / "again.json") == file.read_bytes()
        assert project.coder.name == "lea"
    file.write_text("{}")
    with pytest.raises(FormatError):
        Project.create_from(tmp_path / "none.annot", file)
    assert not (tmp_path / "none.annot").exists()


def test_what_is_untouched(project: Project) -> None:
    assert is_untouched(project.bundle())
    project.do(edits.edit_tag(project, replace(ACTOR, colour="#000000")))
    assert not is_untouched(project.bundle())
    project.undo()
    assert not is_untouched(project.bundle()), "who edited it stays"


def test_loading_twice_brings_nothing_new(full: Project, file: Path) -> None:
    before = full.bundle()
    report = full.load(file)
    assert (report.adopted, report.articles, report.annotations, report.change) == (False, 0, 0, None)
    assert report.known_annotations == len(sample_bundle().annotations)
    assert full.bundle() == before
    assert full.undoable is None


def test_loading_into_another_project_adds_and_can_be_undone(
    project: Project, articles: Articles, file: Path, tmp_path: Path
) -> None:
    before = project.bundle()
    report = project.load(file)
    bundle = sample_bundle()
    assert (report.articles, report.annotations) == (len(bundle.articles), len(bundle.annotations))
    assert {a.id for a in project.articles()} == {a.id for a in (*articles, *bundle.articles)}
    assert project.info == before.project
    assert len(project.relations()) == len(bundle.relations)
    assert project.check() == []
    project.undo()
    assert project.bundle() == before
    project.redo()
    assert project.check() == []


def test_texts_tags_and_coders_are_matched(project: Project, articles: Articles, tmp_path: Path) -> None:
    """Two people import the same files and annotate: loading one's into the other's gives one project."""
    files = [tmp_path / "nord.txt", tmp_path / "shamal.txt"]
    with Project.create(tmp_path / "lea.annot", coder="lea") as hers:
        hers.import_files(files, event="Störung")
        hers.do(edits.add_tag(hers, "Place", shortcut="p"))
        tag = hers.tags.named("place")
        article = hers.articles()[0]
        for quote, tag_id in (("Behörde", ACTOR.id), ("Werk Nord", tag.id)):
            change = edits.annotate_quote(hers, article.id, quote, tag_id, occurrence=1)
            assert not isinstance(change, Annotation)
            hers.do(change)
        hers.export(tmp_path / "hers.json")
    project.do(edits.add_tag(project, "place", shortcut="q"))
    mine = project.tags.named("place")
    report = project.load(tmp_path / "hers.json")
    assert (report.articles, report.annotations) == (0, 2)
    assert len(project.articles()) == 2
    assert [e.name for e in project.events()] == ["Störung"]
    assert {(m.article, m.tag) for m in project.annotations()} == {
        (articles[0].id, ACTOR.id),
        (articles[0].id, mine.id),
    }
    assert [coder.name for coder in project.coders()] == ["mira", "lea"]
    assert project.load(tmp_path / "hers.json").change is None
    assert project.check() == []


def test_a_tag_of_one_name_gets_the_attributes_it_has_in_the_file(project: Project, tmp_path: Path) -> None:
    size, sector = (AttributeDefinition(name, AttributeKind.TEXT) for name in ("size", "sector"))
    with Project.create(tmp_path / "other.annot") as other:
        other.do(edits.add_tag(other, "firm"))
        other.do(edits.edit_tag(other, replace(other.tags.named("firm"), attributes=(size, sector))))
        other.export(tmp_path / "other.json")
    project.do(edits.add_tag(project, "Firm"))
    above, number = project.tags[ACTOR.id], replace(size, kind=AttributeKind.NUMBER)
    project.do(edits.edit_tag(project, replace(above, attributes=(*above.attributes, number))))
    project.do(edits.edit_tag(project, replace(project.tags.named("firm"), parent=ACTOR.id)))
    before = project.bundle()
    project.load(tmp_path / "other.json")
    # What a tag above defines otherwise stays so.
    assert project.tags.named("firm").attributes == (sector,)
    assert project.check() == []
    assert project.load(tmp_path / "other.json").change is None
    project.undo()
    assert project.bundle() == before


def test_marks_that_differ_in_how_certain_they_are_are_two(full: Project) -> None:
    own = full.bundle()
    tied = next(mark for mark in own.annotations if mark.entity is not None)
    other = replace(own, annotations=(replace(tied, id=new_id(), uncertain=not tied.uncertain),), relations=())
    assert merged(own, other, "file.json").annotations == 1


def test_the_same_mark_under_another_id_is_known(full: Project) -> None:
    own = full.bundle()
    other = replace(own, annotations=tuple(replace(m, id=new_id()) for m in own.annotations), relations=())
    report = merged(own, other, "file.json")
    assert (report.annotations, report.known_annotations) == (0, len(own.annotations))


def test_relations_follow_a_mark_that_is_known_under_another_id(full: Project) -> None:
    own = full.bundle()
    names = {m.id: new_id() for m in own.annotations}

    def renamed(bundle: Bundle) -> Bundle:
        relations = tuple(
            replace(
                r,
                source=replace(r.source, annotation=names.get(r.source.annotation or "")),
                target=replace(r.target, annotation=names.get(r.target.annotation or "")),
            )
            for r in bundle.relations
        )
        return replace(
            bundle, annotations=tuple(replace(m, id=names[m.id]) for m in bundle.annotations), relations=relations
        )

    assert own.relations
    assert merged(own, renamed(own), "file.json").change is None


def test_a_taken_key_is_left_to_who_has_it(project: Project, articles: Articles, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.annot") as other:
        other.do(edits.add_tag(other, "place", shortcut="p"))
        other.export(tmp_path / "other.json")
    project.do(edits.add_tag(project, "part", shortcut="p"))
    report = project.load(tmp_path / "other.json")
    assert report.keys_taken == ("place",)
    assert project.tags.named("place").shortcut is None


def test_conflicts_are_named_and_nothing_is_stored(full: Project, file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    content["annotations"][0]["note"] = "another note"
    next(tag for tag in content["tags"] if tag["id"] == CONCERN.id)["name"] = "worry"
    content["coders"].append({"id": new_id(), "name": "somebody new"})
    file.write_text(json.dumps(content), encoding="utf-8")
    before = full.bundle()
    with pytest.raises(FormatError) as caught:
        full.load(file)
    sentence = str(caught.value)
    assert content["annotations"][0]["id"] in sentence
    assert "tag 'worry' (here 'concern')" in sentence
    assert "nothing was loaded" in sentence
    assert full.bundle() == before


def test_many_conflicts_are_counted(full: Project) -> None:
    own = full.bundle()
    other = replace(own, annotations=tuple(replace(m, note="other") for m in own.annotations) * 3)
    with pytest.raises(FormatError, match=r"and \d+ more"):
        merged(own, other, "file.json")


def test_an_article_whose_text_differs_is_a_conflict(full: Project) -> None:
    own = full.bundle()
    other = replace(own, articles=tuple(replace(a, sha256="0" * 64) for a in own.articles[:1]))
    with pytest.raises(FormatError, match="article"):
        merged(own, other, "file.json")


def test_what_cannot_be_read(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.json", "does not exist"),
        (project.path, "is a project"),
    ):
        with pytest.raises(FormatError, match=said):
            project.load(place)
    with pytest.raises(NotFoundError, match="no format 'odd'"):
        project.load(tmp_path / "none.json", format="odd")
    monkeypatch.setitem(FORMATS, "out", Format("out", "Out", ".out", FORMATS["json"].write, None))
    with pytest.raises(FormatError, match="not read back"):
        project.load(tmp_path / "none.json", format="out")
    assert is_untouched(project.bundle())


def test_spans_that_cut_a_cluster_are_kept_and_reported(tmp_path: Path) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    source = tmp_path / "a.txt"
    source.write_text(f"{family} in the port", encoding="utf-8")
    with Project.create(tmp_path / "a.annot") as project:
        article = project.import_files([source]).imported[0]
        whole = edits.annotate(project, article.id, Span(0, 5), ACTOR.id)
        assert not isinstance(whole, Annotation)
        project.do(whole)
        data = json.loads(exported(project, tmp_path / "a.json"))
    mark = data["annotations"][0]
    mark.update(end=2, quote=family[:2], suffix=data["articles"][0]["text"][2:34])
    (tmp_path / "cut.json").write_text(json.dumps(data), encoding="utf-8")
    for into in ("untouched", "used"):
        with Project.create(tmp_path / f"{into}.annot") as project:
            if into == "used":
                project.do(edits.add_tag(project, "promise"))
            report = project.load(tmp_path / "cut.json")
            assert [(cut.start, cut.end) for cut in report.cut] == [(0, 2)]
            assert project.annotations()[0].quote == family[:2]


def carrying(project: Project, article: Article, kind: AttributeKind, value: str | float) -> Annotation:
    """Give the tag *actor* an attribute of this kind, and mark the article's first word with a value of it."""
    actor = project.tags[ACTOR.id]
    count = AttributeDefinition("count", kind)
    project.do(edits.edit_tag(project, replace(actor, attributes=(*actor.attributes, count))))
    word = project.text(article.id).split()[0]
    change = edits.annotate_quote(project, article.id, word, ACTOR.id, occurrence=1, attributes=(("count", value),))
    assert not isinstance(change, Annotation)
    project.do(change)
    made = change.edits[0].after
    assert isinstance(made, Annotation)
    return made


def test_an_attribute_that_is_another_kind_here_is_refused(
    project: Project, articles: Articles, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "lea.annot", coder="lea") as hers:
        hers.import_files([tmp_path / "nord.txt", tmp_path / "shamal.txt"])
        carrying(hers, hers.articles()[0], AttributeKind.TEXT, "many")
        hers.export(tmp_path / "hers.json")
    carrying(project, articles[1], AttributeKind.NUMBER, 3)
    before = project.bundle()
    refused = "the attribute 'count' of the tag 'actor' \\(which is not 'many' here\\)"
    with pytest.raises(FormatError, match=refused):
        project.load(tmp_path / "hers.json")
    assert project.bundle() == before


def test_what_is_kept_from_another_tag_is_loaded_and_told(project: Project, articles: Articles, tmp_path: Path) -> None:
    """A project's own export can be loaded, by a new project and by one that has work in it."""
    with Project.create(tmp_path / "lea.annot", coder="lea") as hers:
        hers.import_files([tmp_path / "nord.txt", tmp_path / "shamal.txt"])
        made = carrying(hers, hers.articles()[0], AttributeKind.TEXT, "many")
        number = AttributeDefinition("count", AttributeKind.NUMBER)
        hers.do(edits.edit_tag(hers, replace(hers.tags[CONCERN.id], attributes=(number,))))
        hers.do(edits.retag(hers, made, CONCERN.id))
        hers.export(tmp_path / "hers.json")
        expected = (tmp_path / "hers.json").read_bytes()
    with Project.create(tmp_path / "new.annot") as fresh:
        report = fresh.load(tmp_path / "hers.json")
        assert report.adopted
        assert [(one.id, strange) for one, strange in report.foreign] == [(made.id, (("count", "many"),))]
        assert exported(fresh, tmp_path / "again.json") == expected
    report = project.load(tmp_path / "hers.json")
    assert [(one.id, strange) for one, strange in report.foreign] == [(made.id, (("count", "many"),))]
    assert [mark.attributes for mark in project.annotations()] == [(("count", "many"),)]
    assert project.check() == []
    assert project.load(tmp_path / "hers.json").foreign == (), "nothing new, nothing to tell"
