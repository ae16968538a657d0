"""Whatever is said of articles, in whatever order: what is stored is sound, refused is nothing half, undone is all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from annotator.analysis.proposals import Proposal
from annotator.core.attributes import foreign
from annotator.core.change import Change
from annotator.core.errors import InvalidError, KeyTakenError, NameTakenError, SpanError
from annotator.core.values import (
    Annotation,
    AttributeDefinition,
    AttributeKind,
    AttributeValue,
    Bundle,
    End,
    Entity,
    ReadingState,
    Relation,
    RelationType,
    Tag,
    Verdict,
)
from annotator.project import (
    Project,
    attribute_definitions,
    attributes,
    comparing,
    edits,
    entities,
    filing,
    relation_rules,
    relations,
    rules,
    tag_merging,
    tag_set_files,
    tag_sets,
)
from annotator.project.proposing import Proposer, accepted
from annotator.text.span import Span

WORDS = "Werk Nord meldet Störung und شركة الشمال تنفي ذلك "
REFUSED = (InvalidError, NameTakenError, KeyTakenError, SpanError)
NAMES = st.sampled_from(["actor", "Actor", "place", "time", "عطل", "x" * 300, "=1+1", "‮evil", "👩‍👩‍👧"])
ATTRIBUTES = st.sampled_from(["role", "force", "Role", "size", "attributed to"])
VALUES: st.SearchStrategy[AttributeValue | None] = st.sampled_from(
    ["issuer", "other", "obliges", "12", "", "two words", 1, 0, 2.5, True, False, None]
)
T = TypeVar("T")


def content(bundle: Bundle) -> Bundle:
    """A project but for its coders, who are stored outside of undo."""
    return replace(bundle, coders=())


def broken(project: Project) -> list[str]:
    """What an edit may not leave behind, though a file of somebody else may hold it."""
    tags = {tag.id: tag for tag in project.tags}
    known = {entity.id: entity for entity in project.entities()}
    types = {kind.id: kind for kind in project.relation_types()}
    marks = {mark.id: mark for mark in project.annotations()}
    found = []
    for mark in marks.values():
        if mark.entity is not None:
            rules.check_fits(mark, known[mark.entity], tags)
        if foreign(mark.attributes, project.tags.attributes_of(mark.tag)):
            found.append(f"a mark of '{tags[mark.tag].name}' carries {mark.attributes}")

    def tag_of(end: End) -> str | None:
        return marks[end.annotation].tag if end.annotation is not None else known[str(end.entity)].tag

    for relation in project.relations():
        kind = types[relation.type]
        if not relation_rules.allowed(kind, tag_of(relation.source), tag_of(relation.target), tags):
            found.append(f"'{kind.name}' has an end that it does not allow")
        if relation.source == relation.target:
            found.append(f"'{kind.name}' is said of one to itself")
        if foreign(relation.attributes, kind.attributes):
            found.append(f"a relation '{kind.name}' carries {relation.attributes}")
    return found


class Saying(RuleBasedStateMachine):
    """Says things of articles at random and keeps its own list of what the project looked like after each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "laws.annot"
        self.project = Project.create(self.path, coder="mira")
        for number, event in enumerate(["one", "one", "other"]):
            file = Path(self.folder.name) / f"{number}.txt"
            file.write_text(f"Report {number}\n\n{WORDS * (number + 1)}\n", encoding="utf-8")
            self.project.import_files([file], event=event)
        self.states: list[Bundle] = [content(self.project.bundle())]
        self.at = 0

    def teardown(self) -> None:
        while self.at:
            assert self.project.undo() is not None
            self.at -= 1
            assert content(self.project.bundle()) == self.states[self.at]
        for state in self.states[1:]:
            assert self.project.redo() is not None
            assert content(self.project.bundle()) == state
        assert self.project.check() == []
        self.project.close()
        self.folder.cleanup()

    def try_to(self, edit: Callable[[], Change | Annotation]) -> None:
        """Do an edit, or have it refused in a sentence: what is stored then is seen by the invariant."""
        try:
            change = edit()
            if not isinstance(change, Change) or not change.edits:
                return
            self.project.do(change)
        except REFUSED:
            return
        del self.states[self.at + 1 :]
        self.states.append(content(self.project.bundle()))
        self.at += 1

    def one_of(self, data: st.DataObject, values: tuple[T, ...] | list[T]) -> T:
        strategy: st.SearchStrategy[T] = st.sampled_from(tuple(values))
        return data.draw(strategy)

    def a_tag(self, data: st.DataObject) -> Tag:
        return self.one_of(data, tuple(self.project.tags))

    def a_type(self, data: st.DataObject) -> RelationType:
        return self.one_of(data, self.project.relation_types())

    def some_marks(self, data: st.DataObject) -> list[Annotation]:
        marks = self.project.annotations()
        return data.draw(st.lists(st.sampled_from(marks), min_size=1, max_size=3, unique=True))

    def an_owner(self, data: st.DataObject) -> Tag | RelationType:
        owners: list[Tag | RelationType] = [*self.project.tags, *self.project.relation_types()]
        return self.one_of(data, owners)

    @initialize(data=st.data())
    def start(self, data: st.DataObject) -> None:
        for start in (0, 7):
            self.annotate(data, start, 4)

    # Marks

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data(), start=st.integers(0, 40), length=st.integers(1, 12))
    def annotate(self, data: st.DataObject, start: int, length: int) -> None:
        article, tag = self.one_of(data, self.project.articles()), self.a_tag(data)
        self.try_to(lambda: edits.annotate(self.project, article.id, Span(start, start + length), tag.id))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), way=st.sampled_from(["retag", "delete", "add", "take out"]))
    def change_a_mark(self, data: st.DataObject, way: str) -> None:
        mark = self.some_marks(data)[0]
        tag = self.a_tag(data)
        span = Span(start := data.draw(st.integers(0, 30)), start + data.draw(st.integers(1, 6)))
        ways: dict[str, Callable[[], Change]] = {
            "retag": lambda: edits.retag(self.project, mark, tag.id),
            "delete": lambda: edits.delete_annotations(self.project, [mark]),
            "add": lambda: edits.add_fragment(self.project, mark, span),
            "take out": lambda: edits.take_out(self.project, mark, span),
        }
        self.try_to(ways[way])

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), kind=st.sampled_from(["words", "before", "across"]), inflected=st.booleans())
    def accept(self, data: st.DataObject, kind: str, inflected: bool) -> None:
        proposer, articles = Proposer(self.project), self.project.articles()
        if kind == "words":
            steps = proposer.same_words(self.some_marks(data), articles, inflected=inflected)
        elif kind == "before":
            steps = proposer.tagged_before(articles, inflected=inflected)
        else:
            steps = proposer.across(articles)
        found: list[Proposal] = [proposal for step in steps for proposal in step.proposals]
        if found:
            chosen = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=5))
            self.try_to(lambda: accepted(self.project, chosen))

    # The tag set

    @rule(data=st.data(), name=NAMES, key=st.sampled_from([None, "p", "1"]))
    def add_tag(self, data: st.DataObject, name: str, key: str | None) -> None:
        parent = self.one_of(data, (None, *(tag.id for tag in self.project.tags)))
        self.try_to(lambda: edits.add_tag(self.project, name, shortcut=key, parent=parent))

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data(), name=NAMES)
    def rename_a_tag(self, data: st.DataObject, name: str) -> None:
        tag = self.a_tag(data)
        self.try_to(lambda: edits.edit_tag(self.project, replace(tag, name=name), before=tag))

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data(), place=st.one_of(st.none(), st.integers(-1, 5)))
    def move_a_tag(self, data: st.DataObject, place: int | None) -> None:
        tag, parent = self.a_tag(data), self.one_of(data, (None, *(tag.id for tag in self.project.tags)))
        self.try_to(lambda: tag_sets.move(self.project, tag, parent, place))

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data())
    def merge_tags(self, data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(tuple(self.project.tags)), min_size=1, max_size=3))
        self.try_to(lambda: tag_merging.merge_tags(self.project, chosen[0], chosen[1:]))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), name=NAMES, below=st.booleans())
    def split_a_tag(self, data: st.DataObject, name: str, below: bool) -> None:
        marks = self.some_marks(data)
        tag = self.project.tags[marks[0].tag]
        self.try_to(lambda: tag_sets.split(self.project, tag, name, marks, below=below))

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data(), way=st.sampled_from([tag_sets.retire, tag_sets.reinstate]))
    def retire_a_tag(self, data: st.DataObject, way: Callable[[Project, Tag], Change]) -> None:
        tag = self.a_tag(data)
        self.try_to(lambda: way(self.project, tag))

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data())
    def delete_a_tag(self, data: st.DataObject) -> None:
        tag = self.a_tag(data)
        self.try_to(lambda: edits.delete_tag(self.project, tag))

    @rule(data=st.data())
    def take_in_a_tag_set(self, data: st.DataObject) -> None:
        template = self.one_of(data, sorted(tag_set_files.templates()))
        self.try_to(lambda: tag_set_files.take_in(self.project, tag_set_files.templates()[template]).change)

    # Attributes

    @precondition(lambda self: len(self.project.tags) + len(self.project.relation_types()) > 0)
    @rule(data=st.data(), name=ATTRIBUTES, kind=st.sampled_from(AttributeKind))
    def define(self, data: st.DataObject, name: str, kind: AttributeKind) -> None:
        owner = self.an_owner(data)
        made = AttributeDefinition(name, kind, ("issuer", "other") if kind is AttributeKind.CHOICE else ())
        self.try_to(lambda: attribute_definitions.define(self.project, owner, made))

    @precondition(lambda self: len(self.project.tags) + len(self.project.relation_types()) > 0)
    @rule(data=st.data(), name=ATTRIBUTES, kind=st.sampled_from(AttributeKind), drop=st.booleans())
    def redefine(self, data: st.DataObject, name: str, kind: AttributeKind, drop: bool) -> None:
        owner = self.an_owner(data)
        before = self.one_of(data, owner.attributes).name if owner.attributes else "nothing"
        after = AttributeDefinition(name, kind, ("issuer", "two words") if kind is AttributeKind.CHOICE else ())
        self.try_to(lambda: attribute_definitions.redefine(self.project, owner, before, after, drop=drop))

    @precondition(lambda self: len(self.project.tags) + len(self.project.relation_types()) > 0)
    @rule(data=st.data(), name=ATTRIBUTES)
    def undefine(self, data: st.DataObject, name: str) -> None:
        owner = self.an_owner(data)
        self.try_to(lambda: attribute_definitions.remove(self.project, owner, name))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), name=ATTRIBUTES, value=VALUES)
    def set_an_attribute(self, data: st.DataObject, name: str, value: AttributeValue | None) -> None:
        carriers: list[Annotation | Relation] = [*self.some_marks(data), *self.project.relations()[:1]]
        mark = self.one_of(data, carriers)
        known, by_name = attributes.definitions_of(self.project, mark), data.draw(st.booleans())
        if known and not by_name:
            definition = self.one_of(data, known)
            name, value = definition.name, self.one_of(data, definition.choices) if definition.choices else value
        self.try_to(lambda: attributes.set_attribute(self.project, [mark], name, value))

    # Entities

    @rule(data=st.data(), name=NAMES)
    def add_an_entity(self, data: st.DataObject, name: str) -> None:
        tag = self.one_of(data, (None, *(tag.id for tag in self.project.tags)))
        above = self.one_of(data, (None, *(entity.id for entity in self.project.entities())))
        self.try_to(lambda: entities.add_entity(self.project, name, tag=tag, part_of=above, aliases=["a", name]))

    @precondition(lambda self: self.project.entities())
    @rule(data=st.data(), name=NAMES)
    def edit_an_entity(self, data: st.DataObject, name: str) -> None:
        entity: Entity = self.one_of(data, self.project.entities())
        tag = self.one_of(data, (None, *(tag.id for tag in self.project.tags)))
        above = self.one_of(data, (None, *(other.id for other in self.project.entities())))
        after = replace(entity, name=name, tag=tag, part_of=above)
        self.try_to(lambda: entities.edit_entity(self.project, after, before=entity))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), name=NAMES, uncertain=st.booleans())
    def tie(self, data: st.DataObject, name: str, uncertain: bool) -> None:
        marks = self.some_marks(data)
        known: list[Entity | str] = [name, *self.project.entities()]
        entity = self.one_of(data, known)
        self.try_to(lambda: entities.tie(self.project, marks, entity, uncertain=uncertain))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data())
    def untie(self, data: st.DataObject) -> None:
        marks = self.some_marks(data)
        self.try_to(lambda: entities.untie(self.project, marks))

    @precondition(lambda self: self.project.entities())
    @rule(data=st.data(), way=st.sampled_from(["merge", "split", "put", "delete"]), name=NAMES)
    def rearrange_entities(self, data: st.DataObject, way: str, name: str) -> None:
        known = self.project.entities()
        chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        above = self.one_of(data, (None, *known))
        ways: dict[str, Callable[[], Change]] = {
            "merge": lambda: entities.merge_entities(self.project, chosen[0], chosen[1:]),
            "split": lambda: entities.split_entity(
                self.project, chosen[0], self.project.mentions([chosen[0].id])[:1], name
            ),
            "put": lambda: entities.put_under(self.project, chosen, above),
            "delete": lambda: entities.delete_entity(self.project, *chosen),
        }
        self.try_to(ways[way])

    # Relations

    def an_end(self, data: st.DataObject) -> End:
        marks = [End(annotation=mark.id) for mark in self.project.annotations()]
        return self.one_of(data, [*marks, *(End(entity=entity.id) for entity in self.project.entities())])

    @precondition(lambda self: self.project.relation_types() and self.project.annotations())
    @rule(data=st.data())
    def relate(self, data: st.DataObject) -> None:
        kind, source, target = self.a_type(data), self.an_end(data), self.an_end(data)
        self.try_to(lambda: relations.add_relation(self.project, kind, source, target))

    @precondition(lambda self: self.project.relations())
    @rule(data=st.data(), way=st.sampled_from(["retype", "swap", "cue", "delete"]), start=st.integers(0, 40))
    def change_a_relation(self, data: st.DataObject, way: str, start: int) -> None:
        relation = self.one_of(data, self.project.relations())
        kind, article = self.a_type(data), self.one_of(data, self.project.articles())
        ways: dict[str, Callable[[], Change]] = {
            "retype": lambda: relations.retype(self.project, relation, kind),
            "swap": lambda: relations.swap_ends(self.project, relation),
            "cue": lambda: relations.set_cue(self.project, relation, article.id, Span(start, start + 3)),
            "delete": lambda: relations.delete_relations(self.project, [relation]),
        }
        self.try_to(ways[way])

    @rule(data=st.data(), name=NAMES, way=st.sampled_from(["add", "edit", "delete"]))
    def change_a_type(self, data: st.DataObject, name: str, way: str) -> None:
        tags = st.lists(st.sampled_from([tag.id for tag in self.project.tags] or [""]), max_size=2, unique=True)
        ends = [tuple(data.draw(tags)) if len(self.project.tags) else () for _ in range(2)]
        if way == "add" or not self.project.relation_types():
            self.try_to(lambda: relations.add_type(self.project, name, from_tags=ends[0], to_tags=ends[1]))
            return
        kind = self.a_type(data)
        if way == "edit":
            after = replace(kind, name=name, from_tags=ends[0], to_tags=ends[1])
            self.try_to(lambda: relations.edit_type(self.project, after, before=kind))
        else:
            self.try_to(lambda: relations.delete_type(self.project, kind))

    # What is read, and what is said of a row

    @precondition(lambda self: len(self.project.tags) > 0)
    @rule(data=st.data(), state=st.sampled_from([None, *ReadingState]))
    def read(self, data: st.DataObject, state: ReadingState | None) -> None:
        article, tag = self.one_of(data, self.project.articles()), self.a_tag(data)
        tags: list[str] | None = self.one_of(data, (None, [tag.id]))
        self.try_to(lambda: filing.set_status(self.project, [article], state, tags))

    @precondition(lambda self: self.project.entities())
    @rule(data=st.data(), verdict=st.sampled_from([None, *Verdict]), sentence=st.sampled_from([None, "", "they\ndo"]))
    def judge(self, data: st.DataObject, verdict: Verdict | None, sentence: str | None) -> None:
        entity, event = self.one_of(data, self.project.entities()), self.one_of(data, self.project.events())
        self.try_to(lambda: comparing.judge(self.project, event, entity, verdict, sentence))

    @rule(data=st.data())
    def compare(self, data: st.DataObject) -> None:
        """What can be said can be compared."""
        event = self.one_of(data, self.project.events())
        assert comparing.comparison(self.project, event).complete
        comparing.first_rows(self.project, event, 2)

    # There and back

    @rule()
    def undo(self) -> None:
        if self.at:
            assert self.project.undo() is not None
            self.at -= 1

    @rule()
    def redo(self) -> None:
        if self.at + 1 < len(self.states):
            assert self.project.redo() is not None
            self.at += 1

    @rule(coder=st.sampled_from(["mira", "noor"]))
    def somebody_else(self, coder: str) -> None:
        """What one has said stands when another one codes; each takes back their own."""
        del self.states[: self.at]
        del self.states[1:]
        self.at = 0
        self.project.close()
        self.project = Project.open(self.path, coder=coder)

    @invariant()
    def stored_as_remembered(self) -> None:
        assert content(self.project.bundle()) == self.states[self.at]

    @invariant()
    def sound(self) -> None:
        assert self.project.check() == []
        assert broken(self.project) == []


TestSaying = Saying.TestCase
TestSaying.settings = settings(
    max_examples=max(10, settings.default.max_examples // 20 if settings.default is not None else 0),
    stateful_step_count=30,
    deadline=None,
)
