"""Which relations are to be seen, and how they follow what is edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_RELATION_TYPES, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import Annotation, Cue, End, Relation, RelationType
from annotator.project import Project, edits, entities, relations
from annotator.ui.relations.known import KnownRelations, sorted_for, to_be_seen
from annotator.ui.relations.model import RelationSieve, RelationsModel, row_of
from annotator.ui.relations.parties import Party, Said, out_of_reach, ways
from annotator.ui.session import Session
from annotator.ui.veil import Blind, Shades, Veil, Veils

ISSUES, ADDRESSES, ANSWERS, RAISES, ACTS = DEFAULT_RELATION_TYPES
TAGS = {tag.id: tag for tag in DEFAULT_TAGS}


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    article = tmp_path / "a.txt"
    article.write_text("Die Behörde ordnet einen Bericht an, sie fürchtet Kosten.\n", encoding="utf-8")
    project = Project.create(tmp_path / "p.annot")
    project.import_files([article])
    (found,) = project.articles()
    for quote, tag in (("Behörde", ACTOR), ("Bericht", DIRECTIVE), ("Kosten", CONCERN)):
        project.do(edits.annotate_quote(project, found.id, quote, tag.id))  # type: ignore[arg-type]
    session = Session(project)
    yield session
    session.close()


def mark(session: Session, quote: str) -> Annotation:
    return next(one for one in session.project.annotations() if one.quote == quote)


def relate(session: Session, kind: RelationType, source: str, target: str) -> Relation:
    ends = End(annotation=mark(session, source).id), End(annotation=mark(session, target).id)
    change = relations.add_relation(session.project, kind, *ends)
    assert session.do(change)
    value = change.edits[0].value
    assert isinstance(value, Relation)
    return value


@pytest.fixture
def known(session: Session) -> KnownRelations:
    return KnownRelations(session, Veils(session), session)


def test_relations_are_known_with_their_ends(session: Session, known: KnownRelations) -> None:
    assert not known.all()
    relation = relate(session, ISSUES, "Behörde", "Bericht")
    said = known.get(relation.id)
    assert said is not None
    assert (said.source.words, said.kind, said.target.words) == ("Behörde", ISSUES, "Bericht")
    assert known.of(said.source.end.annotation or "") == [said]
    assert said.other(said.source.end) == said.target
    assert said.other(said.target.end) == said.source
    session.undo()
    assert known.get(relation.id) is None
    assert known.get(None) is None


def test_a_mark_that_is_edited_is_followed_and_others_cost_nothing(
    session: Session, known: KnownRelations, qtbot: QtBot
) -> None:
    relate(session, ISSUES, "Behörde", "Bericht")
    known.all()
    told: list[int] = []
    known.changed.connect(lambda: told.append(1))
    session.do(edits.set_note(session.project, mark(session, "Kosten"), "no end of any"))
    assert told == []
    session.do(edits.set_note(session.project, mark(session, "Behörde"), "the office"))
    assert told == [1]
    (said,) = known.all().values()
    assert said.source.mark is not None
    assert said.source.mark.note == "the office"
    actor = session.project.tags.named("actor")
    session.do(edits.edit_tag(session.project, replace(actor, name="who"), before=actor))
    assert told == [1, 1]
    session.do(edits.delete_annotations(session.project, [mark(session, "Behörde")]))
    assert not known.all()


def test_names_of_entities_are_followed(session: Session, known: KnownRelations) -> None:
    project = session.project
    session.do(entities.add_entity(project, "Amt", tag=ACTOR.id))
    office = entities.find_entity(project, "Amt")
    target = End(annotation=mark(session, "Kosten").id)
    session.do(relations.add_relation(project, RAISES, End(entity=office.id), target))
    assert [said.source.words for said in known.at(End(entity=office.id))] == ["Amt"]
    session.do(entities.edit_entity(project, replace(office, name="Das Amt"), before=office))
    assert [said.source.words for said in known.all().values()] == ["Das Amt"]


def said_by(coder: str, *, article: str = "a", cue: Cue | None = None) -> Said:
    marks = [Annotation(name, article, ACTOR.id, 0, 1, "x", coder, "", "") for name in "mn"]
    relation = Relation("r", ACTS.id, End(annotation="m"), End(annotation="n"), coder, "", "", cue)
    return Said(relation, ACTS, Party.of(marks[0]), Party.of(marks[1]))


def test_who_works_blind_sees_relations_where_all_is_declared_done() -> None:
    tags = frozenset(TAGS)
    done = frozenset(("a", tag) for tag in tags)
    own, other = said_by("me"), said_by("you")
    blind = Veil(blind=Blind("me", frozenset(), tags))
    assert to_be_seen(own, blind)
    assert not to_be_seen(other, blind)
    some = Veil(blind=Blind("me", frozenset([("a", ACTOR.id)]), tags))
    assert not to_be_seen(other, some)
    declared = Veil(blind=Blind("me", done, tags))
    assert to_be_seen(other, declared)
    elsewhere = said_by("you", cue=Cue("b", 0, 1, "x"))
    assert not to_be_seen(elsewhere, declared)
    between = replace(other, source=Party(End(entity="e")), target=Party(End(entity="f")))
    assert not to_be_seen(between, declared)
    assert to_be_seen(between, Veil())


def test_what_is_hidden_by_its_coder_is_withheld() -> None:
    hidden = Veil(coders=Shades(hidden=frozenset(["you"])))
    assert not to_be_seen(said_by("you"), hidden)
    mine = said_by("me")
    assert to_be_seen(mine, hidden)
    theirs = replace(mine.source.mark, coder="you")  # type: ignore[type-var]
    assert not to_be_seen(replace(mine, source=replace(mine.source, mark=theirs)), hidden)


def test_a_veil_is_followed(session: Session) -> None:
    veils = Veils(session)
    known = KnownRelations(session, veils, session)
    relate(session, ISSUES, "Behörde", "Bericht")
    assert known.all()
    veils.work_blind(Blind("somebody else"))
    assert not known.all()
    veils.work_blind(None)
    assert known.all()


def test_what_cannot_be_read_is_told_once(session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    known = KnownRelations(session, Veils(session), QObject(session))
    told: list[object] = []
    session.refused.connect(told.append)
    session.project.close()
    assert not known.all()
    assert not known.all()
    assert len(told) == 1


def test_ways_go_as_the_types_allow() -> None:
    actor, directive, concern = (
        Party.of(Annotation(tag.name, "a", tag.id, 0, 1, "x", "c", "", "")) for tag in DEFAULT_TAGS
    )
    forth = ways(DEFAULT_RELATION_TYPES, TAGS, actor, directive, back=False)
    assert [way.kind for way in forth] == [ISSUES]
    both = ways(DEFAULT_RELATION_TYPES, TAGS, actor, directive)
    assert [(way.kind, way.source) for way in both] == [(ISSUES, actor), (ADDRESSES, directive)]
    assert ways(DEFAULT_RELATION_TYPES, TAGS, actor, actor) == []
    assert out_of_reach(DEFAULT_RELATION_TYPES, TAGS, concern) == {CONCERN.id}
    assert out_of_reach(DEFAULT_RELATION_TYPES[:3], TAGS, actor) == {ACTOR.id, CONCERN.id}


def test_the_sieve_looks_into_ends_cue_and_note() -> None:
    said = said_by("me", cue=Cue("a", 0, 5, "weist an"))
    assert RelationSieve(words="WEIST").fits(said)
    assert RelationSieve(words="acts").fits(said)
    assert not RelationSieve(words="nobody").fits(said)
    assert not RelationSieve(kind=ISSUES.id).fits(said)
    assert RelationSieve(articles=("a",)).fits(said)
    assert not RelationSieve(articles=("b",)).fits(said)
    between = replace(said, relation=replace(said.relation, cue=None), source=Party(End(entity="e")),
                      target=Party(End(entity="f")))  # fmt: skip
    assert RelationSieve(articles=("b",)).fits(between)
    assert RelationSieve(words="x").narrow
    assert not RelationSieve(articles=()).narrow


def test_rows_come_and_go_singly(qtbot: QtBot) -> None:
    made = [replace(said_by("me"), relation=replace(said_by("me").relation, id=f"r{n}")) for n in range(5)]
    rows = [row_of(one, TagSet(DEFAULT_TAGS), {}, {}) for one in made]
    model = RelationsModel()
    reset: list[int] = []
    model.modelReset.connect(lambda: reset.append(1))
    for shown in (rows, rows[1:], [rows[0], *rows[2:]], rows[:1], [], rows[::-1]):
        model.show(shown)
        assert list(model.rows()) == list(shown)
        assert model.rowCount() == len(shown)
    assert reset == []
    assert model.place_of("r3").row() == 1
    assert not model.place_of("nobody").isValid()


def test_order_is_that_of_the_articles_and_places() -> None:
    one, two = said_by("me", article="b"), said_by("me", article="a")
    two = replace(two, relation=replace(two.relation, id="s"))
    assert sorted_for([one, two], {"b": 0, "a": 1}) == [one, two]
    assert sorted_for([one, two], {"a": 0, "b": 1}) == [two, one]


def test_a_relation_of_a_type_that_is_gone_is_not_known(session: Session, known: KnownRelations) -> None:
    relation = relate(session, ISSUES, "Behörde", "Bericht")
    project = session.project
    session.do(relations.delete_type(project, relations.find_type(project, "issues")))
    assert known.get(relation.id) is None


def test_coders_are_named_where_they_are_several() -> None:
    said = said_by("me")
    assert row_of(said, TagSet(DEFAULT_TAGS), {}, {"me": "ada"}).coder is None
    assert row_of(said, TagSet(DEFAULT_TAGS), {}, {"me": "ada", "you": "ben"}).coder == "ada"
