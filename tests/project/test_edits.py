"""Every edit by name: what it does, what it refuses, and that undo takes all of it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import (
    ConflictError,
    InvalidError,
    KeyTakenError,
    NameTakenError,
    NotFoundError,
    QuoteError,
    SpanError,
)
from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import (
    Annotation,
    Article,
    ArticleText,
    End,
    Entity,
    Pattern,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
)
from annotator.project import Project, edits
from annotator.project.rules import sha256
from annotator.text.direction import Direction
from annotator.text.span import Span
from sample_bundle import sample_bundle

Articles = tuple[Article, Article]
TIME = "2024-05-04T10:00:00.000Z"


def done(project: Project, change: Change | Annotation) -> Annotation:
    assert isinstance(change, Change)
    project.do(change)
    made = change.edits[-1].value
    assert isinstance(made, Annotation)
    return made


def mark(project: Project, article: Article, quote: str, tag: Tag = ACTOR) -> Annotation:
    return done(project, edits.annotate_quote(project, article.id, quote, tag.id, occurrence=1))


def undone(project: Project, change: Change) -> None:
    """Do the change and take it back: all is as it was, but for who did it, who is stored for good."""
    before = replace(project.bundle(), coders=())
    project.do(change)
    after = replace(project.bundle(), coders=())
    assert after != before
    project.undo()
    assert replace(project.bundle(), coders=()) == before
    project.redo()
    assert replace(project.bundle(), coders=()) == after


def test_annotate(project: Project, articles: Articles) -> None:
    text = project.text(articles[1].id)
    start = text.index("شركة Werk")
    change = edits.annotate(project, articles[1].id, Span(start, start + 9), ACTOR.id, note="  both scripts ")
    assert isinstance(change, Change)
    assert (change.kind, change.subject, change.coder) == (ChangeKind.ANNOTATE, "actor", project.coder.id)
    made = done(project, change)
    assert (made.quote, made.note, made.coder) == ("شركة Werk", "both scripts", project.coder.id)
    assert project.annotations() == [made]


def test_the_same_words_twice_are_one_annotation(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Behörde")
    assert edits.annotate(project, articles[0].id, made.span, ACTOR.id) == made
    other = done(project, edits.annotate(project, articles[0].id, made.span, CONCERN.id))
    assert other.span == made.span
    assert {m.tag for m in project.annotations_on(articles[0].id, made.span)} == {ACTOR.id, CONCERN.id}


@pytest.fixture
def family(project: Project) -> Article:
    text = "a👨‍👩‍👧b e\u0301"
    article = Article(new_id(), "family", Direction.LTR, sha256(text), len(text))
    project.do(
        Change(ChangeKind.IMPORT, None, TIME, "", (Edit(None, article), Edit(None, ArticleText(article.id, text))))
    )
    return article


@pytest.mark.parametrize(
    ("start", "end", "nearest"), [(0, 2, (0, 6)), (3, 4, (1, 6)), (8, 9, (8, 10)), (3, 3, (1, 6)), (10, 10, (8, 10))]
)
def test_spans_that_cut_a_character_or_are_empty_are_refused_with_the_nearest(
    project: Project, family: Article, start: int, end: int, nearest: tuple[int, int]
) -> None:
    with pytest.raises(SpanError) as caught:
        edits.annotate(project, family.id, Span(start, end), ACTOR.id)
    assert caught.value.nearest == nearest
    assert f"{nearest[0]}-{nearest[1]}" in str(caught.value)
    assert isinstance(edits.annotate(project, family.id, Span(*nearest), ACTOR.id), Change)


def test_what_does_not_exist_is_refused(project: Project, articles: Articles) -> None:
    with pytest.raises(SpanError, match="ends behind the text"):
        edits.annotate(project, articles[0].id, Span(0, 10_000), ACTOR.id)
    with pytest.raises(NotFoundError, match="no tag 'nothing'; there are: actor"):
        edits.annotate(project, articles[0].id, Span(0, 4), "nothing")
    with pytest.raises(NotFoundError, match="article"):
        edits.annotate(project, "nothing", Span(0, 4), ACTOR.id)


def test_annotate_a_quote(project: Project, articles: Articles) -> None:
    with pytest.raises(QuoteError) as caught:
        edits.annotate_quote(project, articles[0].id, "Werk Nord", ACTOR.id)
    assert len(caught.value.places) == 3
    made = done(project, edits.annotate_quote(project, articles[0].id, "Werk Nord", ACTOR.id, occurrence=3))
    assert made.start == caught.value.places[2][0]


def test_resize(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Behörde")
    change = edits.resize(project, made, Span(made.start - 4, made.end))
    undone(project, change)
    (now,) = project.annotations()
    assert now.quote == "Die Behörde"
    assert now.created == made.created
    assert now.modified >= made.modified
    twin = mark(project, articles[0], "Behörde")
    with pytest.raises(InvalidError, match="carry the tag 'actor' already"):
        edits.resize(project, now, twin.span)
    with pytest.raises(SpanError):
        edits.resize(project, now, Span(3, 3))


def test_resizing_gives_the_fragments_that_are_touched_new_ends(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Die Behörde verlangt von Werk Nord")
    parts = (Span(made.start, made.start + 3), Span(made.start + 12, made.start + 20), Span(made.end - 9, made.end))
    pieces = replace(made, fragments=parts)
    project.do(Change(ChangeKind.RESIZE, None, TIME, "", (Edit(made, pieces),)))

    def resized(start: int, end: int) -> Annotation:
        after = edits.resize(project, pieces, Span(start, end)).edits[0].after
        assert isinstance(after, Annotation)
        return after

    last, middle = Span(made.end - 4, made.end + 4), Span(made.start + 4, made.start + 18)
    assert resized(last.start, last.end).fragments == (*parts[:2], last)
    assert resized(middle.start, middle.end).fragments == (parts[0], middle, parts[2])
    over_two = resized(made.start + 1, made.start + 14)
    assert over_two.fragments == (Span(made.start + 1, made.start + 14), parts[2])
    assert (resized(made.start, made.end).fragments, resized(made.start, made.end).quote) == ((), made.quote)
    # What touches none is a new place for the whole mark.
    assert (resized(made.end + 1, made.end + 6).fragments, resized(made.end + 1, made.end + 6).start) == (
        (), made.end + 1,
    )  # fmt: skip


def test_retag_and_note(project: Project, articles: Articles) -> None:
    made = mark(project, articles[0], "Behörde")
    change = edits.retag(project, made, CONCERN.id)
    assert change.subject == "concern"
    undone(project, change)
    (made,) = project.annotations()
    assert made.tag == CONCERN.id
    undone(project, edits.set_note(project, made, "look\r\nagain\0"))
    (made,) = project.annotations()
    assert made.note == "look\nagain�"
    project.do(edits.set_note(project, made, "  "))
    assert project.annotations()[0].note is None
    twin = mark(project, articles[0], "Behörde")
    with pytest.raises(InvalidError, match="already"):
        edits.retag(project, twin, CONCERN.id)


def test_delete_annotations_takes_their_relations_along(tied: Project) -> None:
    marks = tied.annotations()
    doomed = [m for m in marks if any(m.id in (r.source.annotation, r.target.annotation) for r in tied.relations())]
    assert doomed
    undone(tied, edits.delete_annotations(tied, doomed))
    assert len(tied.annotations()) == len(marks) - len(doomed)
    assert all(r.source.annotation is None and r.target.annotation is None for r in tied.relations())
    assert tied.check() == []


def test_deleting_names_the_tag_of_one_and_the_number_of_several(project: Project, articles: Articles) -> None:
    one, two = mark(project, articles[0], "Behörde"), mark(project, articles[0], "Kosten")
    assert edits.delete_annotations(project, [one]).subject == "actor"
    assert edits.delete_annotations(project, [one, two]).subject == "2"


def test_add_and_edit_tags(project: Project) -> None:
    undone(project, edits.add_tag(project, "  place\n", colour="#00FFAA", shortcut="p", description=" where "))
    tag = project.tags.named("place")
    assert (tag.colour, tag.pattern, tag.shortcut, tag.description) == ("#00ffaa", Pattern.DASHED, "p", "where")
    project.do(edits.add_tag(project, "time"))
    assert project.tags.named("time").colour not in {t.colour for t in project.tags if t.name != "time"}
    undone(project, edits.edit_tag(project, replace(tag, name="Place", shortcut=None, parent=ACTOR.id)))
    assert project.tags[tag.id].parent == ACTOR.id
    with pytest.raises(NameTakenError):
        edits.add_tag(project, "ACTOR")
    with pytest.raises(KeyTakenError, match="'actor'"):
        edits.edit_tag(project, replace(tag, shortcut="1"))
    with pytest.raises(InvalidError, match="colour"):
        edits.add_tag(project, "new", colour="red")
    with pytest.raises(InvalidError, match="name"):
        edits.add_tag(project, "  ")
    with pytest.raises(NotFoundError):
        edits.edit_tag(project, replace(tag, id=new_id()))


@pytest.fixture
def tied(project: Project, articles: Articles) -> Project:
    """The project with everything in it that can refer to a tag, an article or an annotation."""
    one, two, three = (mark(project, articles[0], quote) for quote in ("Behörde", "Bericht", "Kosten"))
    other = mark(project, articles[1], "Werk Nord", CONCERN)
    child = Tag(new_id(), "firm", "#00786c", parent=ACTOR.id)
    kind = RelationType(new_id(), "orders", (ACTOR.id, CONCERN.id), (ACTOR.id,))
    entity = Entity(new_id(), "Werk Nord", ("مصنع الشمال",), tag=ACTOR.id)
    firm = Entity(new_id(), "Werk Süd", tag=child.id)
    coder = project.coder.id
    relations = (
        Relation(new_id(), kind.id, End(annotation=one.id), End(annotation=two.id), coder, TIME, TIME),
        Relation(new_id(), kind.id, End(annotation=other.id), End(entity=entity.id), coder, TIME, TIME),
        Relation(new_id(), kind.id, End(entity=entity.id), End(entity=firm.id), coder, TIME, TIME),
    )
    statuses = tuple(
        Status(new_id(), article.id, tag.id, coder, ReadingState.DONE)
        for article in articles
        for tag in (ACTOR, CONCERN)
    )
    later = replace(articles[1], replaces=articles[0].id)
    new = (child, kind, entity, firm, *relations, *statuses)
    rows = (*(Edit(None, value) for value in new), Edit(articles[1], later), Edit(three, replace(three, tag=child.id)))
    project.do(Change(ChangeKind.LOAD, None, TIME, "", rows))
    return project


def test_delete_tag_leaves_nothing_that_speaks_of_it(tied: Project) -> None:
    undone(tied, edits.delete_tag(tied, ACTOR))
    assert ACTOR.id not in tied.tags
    assert tied.tags.named("firm").parent is None
    assert {m.quote for m in tied.annotations()} == {"Kosten", "Werk Nord"}
    # What lies below the tag stands in its place; the types that have nothing to go from or to are gone.
    firm = tied.tags.named("firm").id
    assert [(k.name, k.from_tags, k.to_tags) for k in tied.relation_types()] == [
        ("issues", (firm,), (DIRECTIVE.id,)),
        ("addresses", (DIRECTIVE.id,), (firm,)),
        ("answers", (DIRECTIVE.id,), (CONCERN.id,)),
        ("raises", (firm,), (CONCERN.id,)),
        ("acts on", (firm,), (firm,)),
        ("orders", (firm, CONCERN.id), (firm,)),
    ]
    assert [e.tag for e in tied.entities()] == [None, tied.tags.named("firm").id]
    assert {s.tag for s in tied.statuses()} == {CONCERN.id}
    assert len(tied.relations()) == 2
    assert tied.check() == []


def test_edit_article(project: Project, articles: Articles) -> None:
    changed = replace(
        articles[0], title=" A\nB ", language="de-AT", published="2021-03", source=" ", direction=Direction.RTL
    )
    undone(project, edits.edit_article(project, changed))
    stored = project.article(articles[0].id)
    assert (stored.title, stored.language, stored.published, stored.source) == ("A B", "de-AT", "2021-03", None)
    for wrong in ({"title": " "}, {"language": "german!"}, {"published": "19.3.2021"}, {"body": Span(0, 10_000)}):
        with pytest.raises(InvalidError):
            edits.edit_article(project, replace(articles[0], **wrong))  # type: ignore[arg-type]


def test_an_edit_starts_from_what_its_editor_showed(project: Project, articles: Articles, path: Path) -> None:
    article, made = articles[0], mark(project, articles[0], "Behörde")
    with Project.open(path) as other:
        other.do(edits.edit_tag(other, replace(ACTOR, description="theirs"), before=ACTOR))
        other.do(edits.edit_article(other, replace(article, author="theirs"), before=article))
        other.do(edits.set_note(other, made, "theirs"))
    assert project.changed_elsewhere()
    for stale in (
        edits.edit_tag(project, replace(ACTOR, name="mine"), before=ACTOR),
        edits.edit_article(project, replace(article, source="mine"), before=article),
        edits.edit_article(project, replace(article, source="mine"), before=article, event="mine"),
        edits.set_note(project, made, "mine"),
        edits.retag(project, made, CONCERN.id),
        edits.resize(project, made, Span(made.start - 1, made.end)),
        edits.delete_annotations(project, [made]),
    ):
        with pytest.raises(ConflictError, match="changed elsewhere"):
            project.do(stale)
    assert project.tags[ACTOR.id].description == "theirs"
    assert project.article(article.id).author == "theirs"
    assert [(m.note, m.tag) for m in project.annotations()] == [("theirs", ACTOR.id)]
    assert "mine" not in {event.name for event in project.events()}
    with Project.open(path) as other:
        there = other.tags.named("directive")
        other.do(edits.delete_tag(other, there))
    with pytest.raises(ConflictError):
        project.do(edits.edit_tag(project, replace(there, name="mine"), before=there))


def test_remove_articles(tied: Project, articles: Articles) -> None:
    change = edits.remove_articles(tied, [articles[0]])
    assert change.subject == articles[0].title
    undone(tied, change)
    (left,) = tied.articles()
    assert (left.id, left.replaces) == (articles[1].id, None)
    assert [m.quote for m in tied.annotations()] == ["Werk Nord"]
    assert tied.check() == []
    tied.undo()
    undone(tied, edits.remove_articles(tied, articles))
    assert (tied.articles(), tied.annotations(), tied.statuses()) == ((), [], ())
    assert tied.check() == []


def test_removing_an_article_takes_cues_in_it_along(tmp_path: object, project: Project) -> None:
    bundle = sample_bundle()
    edits_ = tuple(
        Edit(None, value)
        for value in (
            *bundle.coders, *(t for t in bundle.tags if t.id not in project.tags), *bundle.relation_types,
            *bundle.events, *bundle.entities, *bundle.articles,
            *(ArticleText(record, text) for record, text in bundle.texts.items()),
            *bundle.statuses, *bundle.annotations, *bundle.relations,
        )
    )  # fmt: skip
    project.do(Change(ChangeKind.LOAD, None, TIME, "", edits_))
    for article in bundle.articles:
        undone(project, edits.remove_articles(project, [article]))
        assert project.check() == []
    assert project.relations() == () or all(r.cue is None for r in project.relations())


def test_directive_is_untouched_by_others(tied: Project) -> None:
    change = edits.delete_tag(tied, DIRECTIVE)
    # What only goes from or to it, and is said of nothing, goes too.
    assert [edit.value.name for edit in change.edits] == ["directive", "issues", "addresses", "answers"]  # type: ignore[union-attr]


def test_annotate_all_is_one_step_and_passes_over_what_is_marked(project: Project, articles: Articles) -> None:
    spans = {
        article.id: [Span(found.start(), found.end()) for found in re.finditer("Werk Nord", project.text(article.id))]
        for article in articles
    }
    assert [len(found) for found in spans.values()] == [3, 1]
    there = mark(project, articles[0], "Werk Nord")
    other = mark(project, articles[0], "Kosten")
    change = edits.annotate_all(project, spans, ACTOR.id)
    assert (change.kind, change.subject, len(change.edits)) == (ChangeKind.ANNOTATE_ALL, "actor", 3)
    undone(project, change)
    made = project.annotations()
    assert [a.quote for a in made] == ["Werk Nord"] * 3 + ["Kosten", "Werk Nord"]
    assert there in made
    assert other in made
    with pytest.raises(InvalidError, match="already"):
        edits.annotate_all(project, spans, ACTOR.id)
    assert len(edits.annotate_all(project, spans, CONCERN.id).edits) == 4


def test_annotate_all_takes_whole_characters_once_and_refuses_what_is_none(project: Project, family: Article) -> None:
    change = edits.annotate_all(project, {family.id: [Span(1, 2), Span(3, 4), Span(8, 9)]}, ACTOR.id)
    assert [made.value.quote for made in change.edits if isinstance(made.value, Annotation)] == ["👨‍👩‍👧", "e\u0301"]
    one = edits.annotate_all(project, {family.id: [Span(0, 1)]}, ACTOR.id)
    assert one.kind is ChangeKind.ANNOTATE
    for span in (Span(0, 0), Span(2, 99)):
        with pytest.raises(SpanError):
            edits.annotate_all(project, {family.id: [span]}, ACTOR.id)
    with pytest.raises(NotFoundError):
        edits.annotate_all(project, {family.id: [Span(0, 1)]}, "nothing")
    with pytest.raises(NotFoundError):
        edits.annotate_all(project, {"nothing": [Span(0, 1)]}, ACTOR.id)


def test_a_body_is_set_and_taken_back(project: Project, articles: Articles) -> None:
    german = articles[0]
    text = project.text(german.id)
    body = Span(text.index("Die Behörde"), text.index("Werk Nord fürchtet"))
    undone(project, edits.set_body(project, german, body))
    assert project.article(german.id).body == body
    with pytest.raises(ConflictError):
        project.do(edits.set_body(project, german, None))
    project.do(edits.set_body(project, project.article(german.id), Span(0, len(text.rstrip()))))
    assert project.article(german.id).body is None


def test_a_body_holds_something_of_the_text(project: Project, articles: Articles) -> None:
    german = articles[0]
    text = project.text(german.id)
    blank = text.index("\n\n")
    for body in (Span(3, 3), Span(blank, blank + 2)):
        with pytest.raises(InvalidError, match="nothing would be left"):
            edits.set_body(project, german, body)
    with pytest.raises(InvalidError, match="ends behind its text"):
        edits.set_body(project, german, Span(0, len(text) + 1))


def test_what_is_outside_the_body_can_be_marked(project: Project, articles: Articles) -> None:
    german = articles[0]
    text = project.text(german.id)
    project.do(edits.set_body(project, german, Span(text.index("Die Behörde"), text.index(" einen Bericht"))))
    for quote in ("Werk Nord meldet", "Störung\n\nDie", "fürchtet Kosten"):
        assert mark(project, german, quote).quote == quote
