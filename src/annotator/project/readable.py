"""What can be read of an open project, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Generator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotator.core.change import Change, Edit
from annotator.core.errors import DamagedError, KeyTakenError, NameTakenError, NotFoundError
from annotator.core.history import Entry
from annotator.core.ids import new_id
from annotator.core.tagset import TagSet
from annotator.core.ties import Ties
from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    Attributes,
    Bundle,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    ProjectInfo,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.project import references, rules
from annotator.project.account import account_name
from annotator.project.bulk import in_bulk
from annotator.project.texts import Texts
from annotator.text.span import Span

if TYPE_CHECKING:
    from annotator.storage.store import Store

V = TypeVar("V", bound=Value)


class Readable:
    """An open project as far as it is read. Every method raises ProjectError where the file is locked or damaged."""

    def __init__(self, store: Store, coder: str | None = None) -> None:
        """`coder` is the name of who annotates: the operating system's account by default."""
        self._store = store
        self._info = store.info()
        self._proposed = Coder(new_id(), rules.one_line(coder or "") or account_name())
        self._coder: Coder | None = None  # once stored: as proposed, or as another process stored them first
        self._tags: TagSet | None = None
        self._texts = Texts(store.text)

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def without_log(self) -> bool:
        """Whether edits go into the file itself, because its drive can have no write-ahead log: a network drive, say.

        They take longer then, and wait for each other; whoever opens the project should say so.
        """
        return not self.read_only and not self._store.log.is_on

    @property
    def info(self) -> ProjectInfo:
        return self._info

    @property
    def coder(self) -> Coder:
        """Who annotates. Stored with the first change that speaks of them, and never undone."""
        if self._coder is None:
            # Asked again each time until then: another process of the same person may come first.
            known = self.coders()
            mine = next((coder for coder in known if coder.id == self._proposed.id), None)
            self._coder = mine or rules.coder_called(known, self._proposed.name)
        return self._coder or self._proposed

    def code_as(self, name: str, coder_id: str | None = None) -> None:
        """Let somebody else annotate from now on: a coder of the project or a new one; blank: the account.

        By `coder_id` they are found whatever they are called by now.
        """
        self._proposed = Coder(coder_id or new_id(), rules.one_line(name) or account_name())
        self._coder = None

    @property
    def tags(self) -> TagSet:
        if self._tags is None:
            try:
                self._tags = TagSet(self._store.values(Tag))
            except (NameTakenError, KeyTakenError) as error:
                raise DamagedError(self.path, str(error), torn=False) from error
        return self._tags

    def coders(self) -> tuple[Coder, ...]:
        return self._store.values(Coder)

    def events(self) -> tuple[Event, ...]:
        return self._store.values(Event)

    def entities(self) -> tuple[Entity, ...]:
        return self._store.values(Entity)

    def relation_types(self) -> tuple[RelationType, ...]:
        return self._store.values(RelationType)

    def relations(self) -> tuple[Relation, ...]:
        return self._store.values(Relation)

    def relations_at(self, *, annotations: Collection[str] = (), entities: Collection[str] = ()) -> list[Relation]:
        """Return the relations that end at one of these annotations or entities (ids), by id."""
        return self._store.relations_at(annotations, entities)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return what coders have confirmed of entities across the reports of events, by id."""
        return self._store.values(Judgement)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what a merge has left to settle, by id (see `annotator.project.conflicts`)."""
        return self._store.values(Conflict)

    def record(self, kind: type[V], record: str) -> V | None:
        """Return the value of this kind and id, None where there is none."""
        return self._store.value(kind, record)

    def statuses(self, *, articles: Collection[str] | None = None, coder: str | None = None) -> tuple[Status, ...]:
        """Return the reading statuses of these articles (ids) and of this coder (None: of all), by id."""
        if articles is None and coder is None:
            return self._store.values(Status)
        with in_bulk():
            return tuple(self._store.statuses(articles, coder))

    def articles(self, ids: Collection[str] | None = None) -> tuple[Article, ...]:
        """Return all articles, or those of these ids, by id: in the order in which they came into the project."""
        with in_bulk():
            return self._store.values(Article) if ids is None else self._store.articles(ids)

    def first_articles(self, number: int) -> tuple[Article, ...]:
        """Return the articles that came into the project first and have no later version, at most so many."""
        return self._store.articles(self._store.first_articles(number))

    def article_count(self) -> int:
        """Return how many articles there are."""
        return self._store.count(Article)

    def article(self, reference: str) -> Article:
        """Return the article of this id or unique ending of one. Raises NotFoundError or AmbiguousError."""
        return self._named(Article, "article", reference)

    def text(self, article_id: str) -> str:
        """Return an article's text. Raises NotFoundError."""
        text = self._texts.get(article_id)
        if text is None:
            raise NotFoundError("article", article_id)
        return text

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """Return the texts of these articles by id, without those that are gone: for many, not to be kept."""
        return dict(self._store.texts(ids))

    def original(self, article_id: str) -> ArticleOriginal | None:
        """Return the file that the article was read from, where it was kept."""
        return self._store.value(ArticleOriginal, article_id)

    def articles_of_text(self, sums: Collection[str]) -> dict[str, Article]:
        """Return the articles whose texts have these SHA-256 sums, by sum."""
        return self._store.articles_of_text(sums)

    def later_versions(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Return the articles that replace one of these."""
        return self._store.later_versions(ids)

    def articles_like(self, titles: Collection[str], urls: Collection[str]) -> tuple[Article, ...]:
        """Return the articles that have one of these titles or addresses, exactly, by id."""
        return self._store.articles_like(titles, urls)

    def sketches(self, *, at_most: int | None = None) -> dict[str, bytes]:
        """Return what tells how alike texts are (`analysis.likeness`), by the article's id.

        What is missing is made and kept: of up to `at_most` articles (None: of all), since each takes a millisecond.
        """
        from annotator.analysis.likeness import sketch

        missing = self._store.without_sketch()[:at_most]
        with in_bulk():
            made = {key: sketch(text) for key, text in self._store.texts(missing).items()} if missing else {}
        if made and not self.read_only:
            self._store.keep_sketches(made)
        return self._store.sketches() | made

    def sketching(self, at_once: int = 200) -> Generator[tuple[int, int], None, None]:
        """Make the sketches that are missing, the newest first, so many at once; tell how many are made, and are to be.

        They are kept in the end, and also where nobody asks on.
        """
        from annotator.analysis.likeness import sketch

        missing = self._store.without_sketch()[::-1]
        made: dict[str, bytes] = {}
        try:
            for start in range(0, len(missing), at_once):
                texts = self._store.texts(missing[start : start + at_once])
                made.update((key, sketch(text)) for key, text in texts.items())
                yield len(made), len(missing)
        finally:
            if made and not self.read_only:
                self._store.keep_sketches(made)

    def annotations(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[Annotation]:
        """Return the annotations of these articles, tags and coders (ids; None: of all), by article, start, end, id.

        Of many the first, at most `limit`.
        """
        with in_bulk():
            return self._store.annotations(articles=articles, tags=tags, coders=coders, limit=limit)

    def count_annotations(self, *, articles: Collection[str] | None = None, tags: Collection[str] | None = None) -> int:
        """Return the number of annotations of these articles and tags (ids; None: of all)."""
        return self._store.numbers.of(articles, tags)

    def annotation(self, reference: str) -> Annotation:
        """Return the annotation of this id or unique ending of one. Raises NotFoundError or AmbiguousError."""
        return self._named(Annotation, "annotation", reference)

    def _named(self, kind: type[V], word: str, reference: str) -> V:
        found = self._store.value(kind, reference)
        if found is None:
            ids = self._store.ids(kind, reference.strip().lower())
            found = self._store.value(kind, references.resolve(word, reference, ids))
        if found is None:
            raise NotFoundError(word, reference)
        return found

    def find_annotation(self, annotation_id: str) -> Annotation | None:
        """Return the annotation of exactly this id, or None where it is gone."""
        return self._store.value(Annotation, annotation_id)

    def annotations_on(self, article_id: str, span: Span) -> list[Annotation]:
        """Return the annotations of exactly this span, by id."""
        return self._store.annotations_on(article_id, span.start, span.end)

    def mention_counts(self) -> dict[str, int]:
        """Return the number of annotations by the id of the entity they mention, without those that have none."""
        with in_bulk():
            return Counter(entity for _, entity in self._store.ties()[0])

    def mentions_by_article(self, entities: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Return the number of annotations by the entity they mention (of these ids, None: of all) and article id."""
        with in_bulk():
            return self._store.numbers.by_entity(entities)

    def mentions(self, entities: Collection[str]) -> list[Annotation]:
        """Return the annotations that mention one of these entities (ids), by article, start, end and id."""
        with in_bulk():
            return self._store.annotations_with("entity", entities)

    def annotations_of(self, ids: Collection[str]) -> list[Annotation]:
        """Return the annotations of these ids that there are, by article, start, end and id."""
        with in_bulk():
            return self._store.annotations_with("id", ids)

    def ties(self, sees: Callable[[Relation], bool] | None = None) -> Ties:
        """Return which annotations are tied to which, by entities and relations: cheap where there are none.

        Of the relations those count that `sees` says yes to (None: all).
        """
        with in_bulk():
            mentions, relations = self._store.ties()
        return Ties(mentions, relations if sees is None else filter(sees, relations))

    def counts(self, articles: Collection[str] | None = None) -> dict[str, int]:
        """Return the number of annotations by article id (of these, None: of all); those without any are not in it."""
        return self._store.numbers.by("article", articles)

    def marks_by_tag(self, articles: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Return the number of annotations by tag id and then by article id (of these, None: of all), without noughts.

        Takes some seconds for a million annotations.
        """
        with in_bulk():
            return self._store.numbers.by_tag(articles)

    def attribute_counts(self, coder: str | None = None) -> dict[Attributes, int]:
        """Return the number of annotations (of this coder's id; None: of all) by the attributes they carry.

        Those without any are not in it. All annotations are looked over: some tenths of a second for a million.
        """
        with in_bulk():
            return self._store.numbers.by_attributes(coder)

    def tag_counts(self) -> dict[str, int]:
        """Return the number of annotations by tag id; tags without any are not in it."""
        return self._store.numbers.by("tag")

    def coder_counts(self) -> dict[str, int]:
        """Return the number of annotations by coder id; coders without any are not in it."""
        return self._store.numbers.by("coder")

    def tallies(self, articles: Collection[str] | None = None) -> list[tuple[str, str, str, int]]:
        """Return (article id, tag id, coder id, number of annotations) of these articles (None: of all)."""
        with in_bulk():
            return self._store.numbers.tallies(articles)

    def declared(self, coder: str) -> frozenset[tuple[str, str]]:
        """Return the (article id, tag id) pairs that this coder (an id) has declared done."""
        return self._store.numbers.declared(coder)

    def bundle(
        self,
        *,
        articles: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        coders: Collection[str] | None = None,
    ) -> Bundle:
        """Return the project, or its part of these articles, tags and coders (ids; None: all), at one moment.

        A part keeps all tags, entities and events, and loses the relations that lost an end.
        """
        from annotator.project import exporting

        with in_bulk():
            return exporting.narrowed(self._store.bundle(articles, tags, coders), articles, tags, coders)

    # What was done.

    def history(
        self,
        *,
        before: int | None = None,
        above: int = 0,
        limit: int = 500,
        article: str | None = None,
        annotation: str | None = None,
        coder: str | None = None,
    ) -> list[Entry]:
        """Return the newest changes, newest first: of this coder (id), with a number below `before`, at most `limit`.

        With `article` or `annotation` (ids) only those that touch it. Of an annotation that is gone it takes longer,
        but where `article` says where it was. With `above` nobody looks further than to that number: for whoever looks
        for something rare, stretch by stretch.
        """
        places = [] if article is None else [article]
        if annotation is not None:
            mark = self.find_annotation(annotation)
            places = self._versions_back(mark.article if mark is not None else article)
        with in_bulk():
            return self._store.history.entries(
                before=before, above=above, limit=limit, articles=places, record=annotation, coder=coder
            )

    def _versions_back(self, article: str | None) -> list[str]:
        """Return an article and its earlier versions: its annotations may come from there."""
        found: list[str] = []
        while article is not None and article not in found:
            found.append(article)
            value = self._store.value(Article, article)
            article = None if value is None else value.replaces
        return found

    def entry(self, reference: str | int) -> Entry:
        """Return the change of this number, id, or unique ending of an id. Raises NotFoundError or AmbiguousError."""
        history = self._store.history
        if isinstance(reference, int):
            found = history.entry(reference)
        else:
            ids = history.find(reference.strip().lower())
            found = history.of_id(references.resolve("change", reference, ids))
        if found is None:
            raise NotFoundError("change", str(reference))
        return found

    def change(self, entry: Entry) -> Change:
        """Return a change of the history with its edits. Raises CompactedError where it has them no more."""
        return self._store.history.change(entry)

    def outline(self, entry: Entry, limit: int = 20) -> list[Edit[Value]]:
        """Return the first edits of a change of the history, texts and files left out. Raises CompactedError."""
        return self._store.history.outline(entry, limit)

    def subjects(self, entries: Collection[Entry]) -> dict[int, Value]:
        """Return by number the one value that each change is about, as it was then; where there is one, and known."""
        return self._store.history.subjects([entry.number for entry in entries if entry.record is not None])

    def history_weight(self, before: str) -> tuple[int, int]:
        """Return of how many changes `compact_history` would forget the edits, and how many bytes these take."""
        return self._store.history.weight(before)
