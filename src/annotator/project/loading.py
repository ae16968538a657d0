"""Annotations in, from a file of a known format: adopted whole by an untouched project, merged into any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from annotator.core.attributes import written
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.definitions import united
from annotator.core.errors import AnnotatorError, FormatError
from annotator.core.fitting import Definitions
from annotator.core.ids import now
from annotator.core.references import with_ids
from annotator.core.tagset import (
    DEFAULT_RELATION_TYPES,
    DEFAULT_TAGS,
    EARLIER_DEFAULT_TAGS,
    TagSet,
    check_attributes,
)
from annotator.core.ties import namesakes
from annotator.core.values import (
    Annotation,
    Article,
    ArticleText,
    Attributes,
    Bundle,
    Entity,
    Relation,
    RelationType,
    Tag,
    Value,
)
from annotator.formats import format_named
from annotator.storage.recognise import is_project
from annotator.text.segments import cuts_cluster

V = TypeVar("V", bound=Value)
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load brought: new articles and annotations, and how many annotations there were already.

    `adopted`: the project was untouched and became the file's. `keys_taken` names tags that came without their
    shortcut key because another tag has it. `change` is what was stored, None where nothing was new or all adopted.
    """

    articles: int
    annotations: int
    known_annotations: int
    adopted: bool
    keys_taken: tuple[str, ...] = ()
    change: Change | None = None
    cut: tuple[Annotation, ...] = ()
    """Annotations of the file that begin or end inside a grapheme cluster: loaded as they are, and worth a look."""
    foreign: tuple[tuple[Annotation | Relation, Attributes], ...] = ()
    """What came with attributes that the tag set does not define so, with these: they are kept, and worth a look."""
    namesakes: tuple[str, ...] = ()
    """Names that several entities of one tag have now: they may be one."""


def read(source: Path | str, format: str = "json") -> Bundle:
    """Read a file. Raises FormatError, or NotFoundError for an unknown format."""
    reader = format_named(format).read
    if reader is None:
        raise FormatError(source, f"the format {format} can be written, but not read back")
    path = Path(source)
    if is_project(path):
        raise FormatError(path, "is a project, not an exported file; export it to JSON first and load that")
    try:
        if path.is_dir():
            raise FormatError(path, "is a folder; name a file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise FormatError(path, "does not exist; check the name") from None
    except OSError as error:
        raise FormatError(path, f"cannot be read ({error.strerror}); check the file's permissions") from None
    return reader(data, str(path))


def is_untouched(bundle: Bundle) -> bool:
    """Return whether nothing was done in a project since it was made."""
    # A project of an earlier version began without types of relations, and without attributes of its tags.
    types = bundle.relation_types in ((), DEFAULT_RELATION_TYPES)
    others = (bundle.coders, bundle.events, bundle.entities, bundle.articles)
    return bundle.tags in (DEFAULT_TAGS, EARLIER_DEFAULT_TAGS) and types and not any(others)


def adopted(bundle: Bundle) -> LoadReport:
    definitions = Definitions(bundle.tags, bundle.relation_types)
    carriers: tuple[Annotation | Relation, ...] = (*bundle.annotations, *bundle.relations)
    foreign = tuple((one, strange) for one in carriers if (strange := definitions.foreign(one)))
    return LoadReport(len(bundle.articles), len(bundle.annotations), 0, True, cut=cut_clusters(bundle), foreign=foreign)


def cut_clusters(bundle: Bundle) -> tuple[Annotation, ...]:
    """Return the annotations of which a piece begins or ends inside a grapheme cluster."""
    return tuple(
        annotation
        for annotation in bundle.annotations
        if any(cuts_cluster(bundle.texts[annotation.article], piece) for piece in annotation.pieces)
    )


def merged(own: Bundle, other: Bundle, name: str) -> LoadReport:
    """Return what is to be added to a project so that it has all of `other`. `own` needs no texts.

    Raises FormatError, naming what conflicts, where the same id stands for different things.
    """
    return _Merge(own, other, name).report()


class _Merge:
    """One merge: what is matched, what is new, what conflicts."""

    def __init__(self, own: Bundle, other: Bundle, name: str) -> None:
        self.own, self.other, self.name = own, other, name
        self.ids: dict[str, str] = {}
        """Ids of the file by whose ids they go by in the project."""
        self.new: list[Value] = []
        self.completed: list[Edit[Value]] = []
        self.conflicts: list[str] = []
        self.keys_taken: list[str] = []

    def report(self) -> LoadReport:
        self._match_names(self.own.coders, self.other.coders, "coder", _same)
        self._match_names(self.own.events, self.other.events, "event", _same)
        self._match_names(self.own.tags, self.other.tags, "tag", self._tag)
        self._match_names(self.own.relation_types, self.other.relation_types, "relation type", self._here)
        self._complete()
        self._match_ids(self.own.entities, self.other.entities, lambda v: f"entity '{v.name}'")
        articles = self._articles()
        self._statuses()
        before = len(self.new)
        known = self._annotations()
        marks = len(self.new) - before
        self._match_ids(self.own.relations, self.other.relations, lambda v: f"relation {v.id}")
        self._judgements()
        foreign = self._foreign()
        if self.conflicts:
            named = ", ".join(self.conflicts[:_NAMED_AT_MOST])
            more = f" and {len(self.conflicts) - _NAMED_AT_MOST} more" if len(self.conflicts) > _NAMED_AT_MOST else ""
            raise FormatError(
                self.name,
                f"nothing was loaded, because these are in the project already, but different: {named}{more}; "
                "load the file into a new project instead",
            )
        change = None
        if self.new or self.completed:
            edits = (*self.completed, *(Edit(None, value) for value in self.new))
            change = Change(ChangeKind.LOAD, None, now(), Path(self.name).name, edits)
        cut = cut_clusters(self.other)
        fresh = [one for one in self.new if isinstance(one, Entity)]
        alike = tuple(sorted({*namesakes((*self.own.entities, *fresh))} - {*namesakes(self.own.entities)}))
        return LoadReport(articles, marks, known, False, tuple(self.keys_taken), change, cut, foreign, alike)

    def _foreign(self) -> tuple[tuple[Annotation | Relation, Attributes], ...]:
        """Return what comes with attributes that are not defined so here, with these.

        What the file defines, and the project as something else, is a conflict. What the file itself has kept from
        another tag is kept here too.
        """
        theirs = Definitions(self.other.tags, self.other.relation_types)
        made: list[Value] = [*self.new, *(edit.after for edit in self.completed if edit.after is not None)]
        tags = {one.id: one for one in (*self.own.tags, *made) if isinstance(one, Tag)}
        kinds = {one.id: one for one in (*self.own.relation_types, *made) if isinstance(one, RelationType)}
        ours = Definitions(tags.values(), kinds.values())
        theirs_by_id: dict[str, Annotation | Relation] = {mark.id: mark for mark in self.other.annotations}
        theirs_by_id |= {relation.id: relation for relation in self.other.relations}
        found: list[tuple[Annotation | Relation, Attributes]] = []
        wrong: dict[tuple[str, str], list[str]] = {}
        for value in self.new:
            if not isinstance(value, Annotation | Relation) or not (strange := ours.foreign(value)):
                continue
            found.append((value, strange))
            kept = {name for name, _ in theirs.foreign(theirs_by_id[value.id])}
            names = {one.name for one in ours.of(value)} - kept
            for name, said in strange:
                if name in names:
                    wrong.setdefault((name, ours.owner(value)), []).append(written(said))
        for (name, owner), values in wrong.items():
            more = f" and {len(values) - 1} more" if len(values) > 1 else ""
            self.conflicts.append(f"the attribute '{name}' of {owner} (which is not '{values[0]}'{more} here)")
        return tuple(found)

    def _here(self, value: V) -> V:
        """Return a value of the file as it would be in the project."""
        return with_ids(value, self.ids)

    def _match_names(self, own: Sequence[Any], other: Sequence[Any], kind: str, adapt: Callable[[Any], Any]) -> None:
        """Match by id, then by name; what is matched keeps the project's own look, what is not is added."""
        by_id = {value.id: value for value in own}
        by_name = {value.name.casefold(): value for value in own}
        fresh: list[Any] = []
        for value in other:
            same_id, same_name = by_id.get(value.id), by_name.get(value.name.casefold())
            if same_id is not None:
                if same_id.name.casefold() != value.name.casefold():
                    self.conflicts.append(f"{kind} '{value.name}' (here '{same_id.name}')")
            elif same_name is not None:
                self.ids[value.id] = same_name.id
            else:
                fresh.append(value)
        # Adapted only now: they may refer to each other.
        self.new += [adapt(value) for value in fresh]

    def _complete(self) -> None:
        """Let what is matched define too what marks and relations of the file may carry, where nothing is against it.

        What is defined otherwise here stays so; values that do not fit it are a conflict (see `_foreign`).
        """
        tags = {tag.id: tag for tag in (*self.own.tags, *(v for v in self.new if isinstance(v, Tag)))}
        for tag in self.other.tags:
            mine = tags[self.ids.get(tag.id, tag.id)]
            for definition in tag.attributes:
                here = tags[mine.id]
                after = replace(here, attributes=united(here.attributes, [definition]))
                try:
                    check_attributes(TagSet([*(one for one in tags.values() if one.id != mine.id), after]), {mine.id})
                except AnnotatorError:
                    continue
                tags[mine.id] = after
        self.completed += [Edit(tag, tags[tag.id]) for tag in self.own.tags if tags[tag.id] != tag]
        types = {kind.id: kind for kind in self.own.relation_types}
        for kind in self.other.relation_types:
            same = types.get(self.ids.get(kind.id, kind.id))
            if same is not None:
                types[same.id] = replace(same, attributes=united(same.attributes, kind.attributes))
        self.completed += [Edit(kind, types[kind.id]) for kind in self.own.relation_types if types[kind.id] != kind]

    def _match_ids(self, own: Sequence[V], other: Sequence[V], describe: Callable[[V], str]) -> None:
        by_id = {value.id: value for value in own}
        for value in other:
            here = self._here(value)
            stored = by_id.get(value.id)
            if stored is None:
                self.new.append(here)
            elif stored != here:
                self.conflicts.append(describe(value))

    def _tag(self, tag: Tag) -> Tag:
        taken = {t.shortcut for t in (*self.own.tags, *(v for v in self.new if isinstance(v, Tag)))}
        shortcut = tag.shortcut
        if shortcut is not None and shortcut in taken:
            self.keys_taken.append(tag.name)
            shortcut = None
        return replace(self._here(tag), shortcut=shortcut)

    def _articles(self) -> int:
        """Match articles by their texts; return how many are new."""
        by_sum = {article.sha256: article for article in self.own.articles}
        by_id = {article.id: article for article in self.own.articles}
        fresh: list[Article] = []
        for article in self.other.articles:
            same = by_sum.get(article.sha256)
            if same is not None:
                self.ids[article.id] = same.id
            elif article.id in by_id:
                self.conflicts.append(f"article '{article.title}'")
            else:
                fresh.append(article)
        self.new += map(self._here, fresh)
        self.new += [ArticleText(article.id, self.other.texts[article.id]) for article in fresh]
        return len(fresh)

    def _statuses(self) -> None:
        stored = {(s.article, s.tag, s.coder): s for s in self.own.statuses}
        for status in self.other.statuses:
            here = self._here(status)
            same = stored.get((here.article, here.tag, here.coder))
            if same is None:
                self.new.append(here)
            elif same.state != here.state:
                self.conflicts.append("a reading status")

    def _judgements(self) -> None:
        stored = {(j.event, j.entity, j.coder): j for j in self.own.judgements}
        for judgement in self.other.judgements:
            here = self._here(judgement)
            same = stored.get((here.event, here.entity, here.coder))
            if same is None:
                self.new.append(here)
            elif (same.verdict, same.sentence) != (here.verdict, here.sentence):
                self.conflicts.append("a judgement")

    def _annotations(self) -> int:
        """Return how many were there already, under their id or with the same content under another one."""
        by_id = {mark.id: mark for mark in self.own.annotations}
        by_content = {_content(mark): mark for mark in self.own.annotations}
        known = 0
        for mark in self.other.annotations:
            here = self._here(mark)
            stored = by_id.get(mark.id)
            if stored is not None and stored != here:
                self.conflicts.append(f"annotation '{' '.join(mark.quote.split())[:40]}' ({mark.id})")
            elif stored is not None:
                known += 1
            elif (same := by_content.get(_content(here))) is not None:
                self.ids[mark.id] = same.id
                known += 1
            else:
                self.new.append(here)
        return known


def _same(value: V) -> V:
    return value


def _content(mark: Annotation) -> tuple[object, ...]:
    """All that makes an annotation what it is, but for its id and times."""
    return (
        mark.article, mark.tag, mark.start, mark.end, mark.fragments, mark.coder, mark.note, mark.entity,
        mark.attributes, mark.uncertain,
    )  # fmt: skip
