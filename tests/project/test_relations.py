"""Relations are said of marks and entities, as their types allow, and never of one thing alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import AmbiguousError, InvalidError, NameTakenError, NotFoundError
from annotator.core.ids import new_id
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_RELATION_TYPES, DEFAULT_TAGS, DIRECTIVE
from annotator.core.values import Annotation, Article, Cue, End, Entity, Relation, RelationType, Tag
from annotator.project import Project, edits, entities, loading, relations
from annotator.project.relation_rules import allowed
from annotator.text.span import Span

Articles = tuple[Article, Article]
ISSUES, ADDRESSES, _, RAISES, ACTS = DEFAULT_RELATION_TYPES


def made(project: Project, change: Change) -> Relation:
    value = project.do(change).edits[0].value
    assert isinstance(value, Relation)
    return value


@pytest.fixture
def marks(project: Project, articles: Articles) -> dict[str, Annotation]:
    for article, quote, tag in (
        (articles[0], "Behörde", ACTOR),
        (articles[1], "الهيئة", ACTOR),
        (articles[0], "Kosten", CONCERN),
        (articles[0], "Bericht", DIRECTIVE),
    ):
        project.do(edits.annotate_quote(project, article.id, quote, tag.id))  # type: ignore[arg-type]
    return {mark.quote: mark for mark in project.annotations()}


def at(mark: Annotation) -> End:
    return End(annotation=mark.id)


def test_a_new_project_has_types_and_is_untouched(project: Project) -> None:
    assert project.relation_types() == DEFAULT_RELATION_TYPES
    bundle = replace(project.bundle(), articles=(), texts={}, coders=())
    assert loading.is_untouched(bundle)
    assert loading.is_untouched(replace(bundle, relation_types=()))
    assert not loading.is_untouched(replace(bundle, relation_types=DEFAULT_RELATION_TYPES[:2]))


def test_a_relation_is_said_found_edited_and_deleted(project: Project, marks: dict[str, Annotation]) -> None:
    article = marks["Behörde"].article
    cue = relations.cue_of(project, article, "Bericht")
    change = relations.add_relation(
        project, relations.find_type(project, "Issues"), at(marks["Behörde"]), at(marks["Bericht"]), cue=cue, note=" "
    )
    relation = made(project, change)
    assert (relation.note, relation.cue) == (None, cue)
    assert relations.find_relation(project, relation.id[-6:]) == relation
    assert project.ties().of(marks["Behörde"].id) == {marks["Bericht"].id}
    with pytest.raises(InvalidError, match="already"):
        relations.add_relation(project, ISSUES, relation.source, relation.target)
    project.do(relations.edit_relation(project, replace(relation, note="once", cue=None), before=relation))
    (noted,) = project.relations()
    assert (noted.note, noted.cue) == ("once", None)
    project.do(relations.delete_relations(project, [noted]))
    assert project.relations() == ()
    for _ in range(3):
        project.undo()
    assert project.relations() == ()
    for _ in range(2):
        project.redo()
    assert project.relations() == (noted,)
    assert project.check() == []


def test_an_end_may_be_an_entity(project: Project, marks: dict[str, Annotation]) -> None:
    project.do(entities.add_entity(project, "Behörde", tag=ACTOR.id))
    end = relations.find_end(project, "behörde")
    assert end.entity is not None
    assert relations.find_end(project, marks["Kosten"].id[-8:]) == at(marks["Kosten"])
    relation = made(project, relations.add_relation(project, RAISES, end, at(marks["Kosten"])))
    project.do(entities.tie(project, [marks["الهيئة"]], "Behörde (ar)"))
    kept = entities.find_entity(project, "Behörde (ar)")
    project.do(entities.merge_entities(project, kept, [entities.find_entity(project, "Behörde")]))
    assert [r.source for r in project.relations() if r.id == relation.id] == [End(entity=kept.id)]


def test_what_becomes_one_acts_on_itself_no_more(project: Project) -> None:
    for name in ("one", "two"):
        project.do(entities.add_entity(project, name, tag=ACTOR.id))
    one, two = (entities.find_entity(project, name) for name in ("one", "two"))
    made(project, relations.add_relation(project, ACTS, End(entity=one.id), End(entity=two.id)))
    project.do(entities.merge_entities(project, one, [two]))
    assert project.relations() == ()
    project.undo()
    assert len(project.relations()) == 1


def test_ends_that_a_type_does_not_allow_are_refused(project: Project, marks: dict[str, Annotation]) -> None:
    office, fear, report = marks["Behörde"], marks["Kosten"], marks["Bericht"]
    for kind, source, target, said in (
        (ISSUES, at(office), at(fear), "'issues' goes to 'directive', and this is of the tag 'concern'"),
        (ISSUES, at(report), at(report), "to itself"),
        (ADDRESSES, at(office), at(office), "to itself"),
        (ADDRESSES, at(office), at(report), "goes from 'directive'"),
        (ISSUES, at(office), End(annotation=new_id()), "a mark or an entity"),
        (ISSUES, End(entity=new_id()), at(report), "a mark or an entity"),
        (replace(ISSUES, id=new_id()), at(office), at(report), "needs a type"),
    ):
        with pytest.raises(InvalidError, match=said):
            project.do(relations.add_relation(project, kind, source, target))
    assert project.relations() == ()


def test_tags_below_an_allowed_one_are_allowed(project: Project, marks: dict[str, Annotation]) -> None:
    firm = Tag(new_id(), "firm", "#00786c", parent=ACTOR.id)
    project.do(edits.new_tag(project, firm))
    project.do(edits.retag(project, marks["Behörde"], firm.id))
    made(project, relations.add_relation(project, ISSUES, at(marks["Behörde"]), at(marks["Bericht"])))
    with pytest.raises(InvalidError, match="goes from"):
        project.do(edits.retag(project, project.annotation(marks["Behörde"].id), CONCERN.id))
    tags = {tag.id: tag for tag in (*DEFAULT_TAGS, firm)}
    assert allowed(ISSUES, firm.id, DIRECTIVE.id, tags)
    assert not allowed(ISSUES, DIRECTIVE.id, firm.id, tags)
    assert allowed(ISSUES, None, DIRECTIVE.id, tags)


def test_an_entity_at_an_end_keeps_to_it(project: Project, marks: dict[str, Annotation]) -> None:
    project.do(entities.add_entity(project, "office", tag=ACTOR.id))
    office = entities.find_entity(project, "office")
    made(project, relations.add_relation(project, RAISES, End(entity=office.id), at(marks["Kosten"])))
    with pytest.raises(InvalidError, match="goes from 'actor'"):
        project.do(entities.edit_entity(project, replace(office, tag=DIRECTIVE.id), before=office))


def test_cues_are_words_that_stand_there(project: Project, marks: dict[str, Annotation]) -> None:
    office, report = marks["Behörde"], marks["Bericht"]
    cue = relations.cue_of(project, office.article, "Kosten")
    with pytest.raises(InvalidError, match="not what stands there"):
        project.do(relations.add_relation(project, ISSUES, at(office), at(report), cue=replace(cue, start=0, end=6)))
    for words, said in (("no such words", "not in this"), ("e", "more than once"), (" ", "not in this")):
        with pytest.raises(InvalidError, match=said):
            relations.cue_of(project, office.article, words)


def test_types_are_added_found_and_deleted_with_their_relations(project: Project, marks: dict[str, Annotation]) -> None:
    kind = project.do(relations.add_type(project, " denies ", from_tags=[ACTOR.id])).edits[0].value
    assert isinstance(kind, RelationType)
    assert kind.name == "denies"
    with pytest.raises(InvalidError, match="already"):
        relations.add_type(project, "Denies")
    for reference, error in (("nothing", NotFoundError), ("", NotFoundError)):
        with pytest.raises(error):
            relations.find_type(project, reference)
    made(project, relations.add_relation(project, kind, at(marks["Behörde"]), at(marks["Kosten"])))
    project.do(relations.delete_type(project, kind))
    assert project.relations() == ()
    assert project.relation_types() == DEFAULT_RELATION_TYPES
    project.undo()
    assert len(project.relations()) == 1
    for name, said in (("", "one line"), ("x", "a tag that there is not")):
        with pytest.raises(InvalidError, match=said):
            project.do(relations.add_type(project, name, to_tags=[new_id()] if name else []))
    twice = RelationType(new_id(), "denies")
    with pytest.raises(NameTakenError, match="already a relation type 'denies'"):
        project.do(Change(ChangeKind.LOAD, None, "2024-05-04T10:00:00Z", "", (Edit(None, twice),)))
    # A project that has two already, from before this was asked, can be mended.
    bundle = project.bundle()
    both = replace(bundle, relation_types=(*bundle.relation_types, twice))
    with Project.create(project.path.with_name("twice.annot"), bundle=both) as again:
        with pytest.raises(AmbiguousError):
            relations.find_type(again, "denies")
        again.do(relations.edit_type(again, replace(twice, name="refutes"), before=twice))
        assert relations.find_type(again, "denies").id == kind.id


def test_a_type_goes_with_the_tag_that_it_needs(project: Project, marks: dict[str, Annotation]) -> None:
    project.do(edits.delete_tag(project, DIRECTIVE))
    assert [kind.name for kind in project.relation_types()] == ["raises", "acts on"]
    project.undo()
    assert project.relation_types() == DEFAULT_RELATION_TYPES


def test_nothing_is_asked_where_there_is_no_relation(project: Project, marks: dict[str, Annotation]) -> None:
    made(project, relations.add_relation(project, ISSUES, at(marks["Behörde"]), at(marks["Bericht"])))
    project.do(edits.set_note(project, marks["Behörde"], "seen"))
    project.do(entities.tie(project, [marks["Kosten"]], Entity(new_id(), "x").name))
    assert len(project.relations()) == 1


def test_a_relation_gets_another_type_and_goes_the_other_way(project: Project, marks: dict[str, Annotation]) -> None:
    one, other = at(marks["Behörde"]), at(marks["الهيئة"])
    relation = made(project, relations.add_relation(project, ACTS, one, other))
    project.do(relations.swap_ends(project, relation))
    (swapped,) = project.relations()
    assert (swapped.source, swapped.target) == (other, one)
    with pytest.raises(InvalidError, match="'issues' goes to 'directive'"):
        project.do(relations.retype(project, swapped, ISSUES))
    again = made(project, relations.add_relation(project, ACTS, one, other))
    with pytest.raises(InvalidError, match="already"):
        relations.swap_ends(project, again)
    project.do(relations.add_type(project, "names", from_tags=[ACTOR.id], to_tags=[ACTOR.id]))
    project.do(relations.retype(project, again, relations.find_type(project, "names")))
    assert {r.type for r in project.relations()} == {ACTS.id, relations.find_type(project, "names").id}
    project.undo()
    assert {r.type for r in project.relations()} == {ACTS.id}


def test_the_words_that_say_it_are_set_and_cleared(project: Project, marks: dict[str, Annotation]) -> None:
    article = marks["Behörde"].article
    text = project.text(article)
    relation = made(project, relations.add_relation(project, ISSUES, at(marks["Behörde"]), at(marks["Bericht"])))
    blank = Span(text.index(" "), text.index(" ") + 1)
    with pytest.raises(InvalidError, match="blank"):
        relations.set_cue(project, relation, article, blank)
    with pytest.raises(InvalidError, match="no words"):
        relations.set_cue(project, relation, article, None)
    start = text.index("Bericht")
    project.do(relations.set_cue(project, relation, article, Span(start - 1, start + len("Bericht"))))
    (said,) = project.relations()
    assert said.cue == Cue(article, start, start + len("Bericht"), "Bericht")
    with pytest.raises(InvalidError, match="already"):
        relations.set_cue(project, said, article, Span(start, start + len("Bericht")))
    project.do(relations.set_cue(project, said, article, None))
    assert project.relations()[0].cue is None
    project.undo()
    assert project.relations() == (said,)


def test_a_cue_alone_is_checked_too(project: Project, marks: dict[str, Annotation]) -> None:
    relation = made(project, relations.add_relation(project, ISSUES, at(marks["Behörde"]), at(marks["Bericht"])))
    wrong = replace(relation, cue=Cue(marks["Behörde"].article, 0, 3, "xyz"))
    with pytest.raises(InvalidError, match="not what stands there"):
        project.do(relations.edit_relation(project, wrong, before=relation))


def test_marks_are_found_by_their_ids(project: Project, marks: dict[str, Annotation]) -> None:
    wanted = [marks["Kosten"], marks["الهيئة"]]
    assert set(project.annotations_of([mark.id for mark in wanted])) == set(wanted)
    assert project.annotations_of(["nobody"]) == []
    assert project.annotations_of([]) == []


def test_relations_are_found_by_what_is_at_either_end(project: Project, marks: dict[str, Annotation]) -> None:
    office, other, order = marks["Behörde"], marks["الهيئة"], marks["Bericht"]
    made_of = project.do(entities.add_entity(project, "Werft", tag=ACTOR.id)).edits[0].value
    yard = End(entity=made_of.id)
    one = made(project, relations.add_relation(project, ISSUES, at(office), at(order)))
    two = made(project, relations.add_relation(project, ADDRESSES, at(order), yard))
    three = made(project, relations.add_relation(project, ACTS, yard, at(other)))
    assert project.relations_at(annotations=[order.id]) == [one, two]
    assert project.relations_at(entities=[made_of.id]) == [two, three]
    assert project.relations_at(annotations=[office.id, other.id], entities=[made_of.id]) == [one, two, three]
    assert project.relations_at(annotations=[marks["Kosten"].id]) == []
    # More than a query may name at once.
    many = [f"{number:036}" for number in range(1200)]
    assert project.relations_at(annotations=[*many, order.id]) == [one, two]
