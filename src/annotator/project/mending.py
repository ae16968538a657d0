"""What was salvaged of a project made into one that holds together: nothing dangles, and each loss is named.

Texts are the measure: an annotation whose words changed lies where its quote is found, and where it is not, on the
words that its span now covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.dates import is_published
from annotator.core.errors import AnnotatorError
from annotator.core.ids import moment_of, new_id, now
from annotator.core.references import circles
from annotator.core.tagset import DEFAULT_TAGS, PALETTE
from annotator.core.values import (
    GUESSABLE,
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    Bundle,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    Merged,
    ProjectInfo,
    Relation,
    RelationType,
    Status,
    Tag,
)
from annotator.project.mending_places import nearest, placed_at
from annotator.project.mending_tags import add_tag, define
from annotator.project.rules import check_annotation, is_language, one_line, sha256
from annotator.storage.salvaging import Place, Salvage
from annotator.text.canonical import canonical
from annotator.text.direction import text_direction
from annotator.text.isolate import shorten

_TITLE = 200
_QUOTE = 60


class Loss(Struct, frozen=True):
    """One thing that is missing or not as it was. `sort` heads what has the same cause; `words` name this one."""

    sort: str
    words: str


class Named(Protocol):
    """A value that people know by a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)

ReadAgain = Callable[[Article, ArticleOriginal], str | None]
"""Gives the text of an article as it is read from the file it came from, where that is the very text that it had."""


def mended(found: Salvage, name: str, again: ReadAgain) -> tuple[Bundle, list[ArticleOriginal], list[Loss]]:
    """Return a project of what was found, the files its articles were read from, and what was lost.

    `name` is the project's where its own was not found.
    """
    mender = _Mender(found, again)
    bundle = mender.mend(name)
    kept = {article.id for article in bundle.articles}
    originals = [original for original in mender.originals.values() if original.id in kept]
    return bundle, originals, mender.losses


class _Mender:
    def __init__(self, found: Salvage, again: ReadAgain) -> None:
        self._found = found
        self._again = again
        self.losses: list[Loss] = []
        self.originals: dict[str, ArticleOriginal] = {}
        self._texts: dict[str, str] = {}
        self._changed: set[str] = set()
        """Articles whose text is not what it was."""
        self._articles: dict[str, Article] = {}
        self._coders: dict[str, Coder] = {}
        self._tags: dict[str, Tag] = {}
        self._entities: dict[str, Entity] = {}
        self._types: dict[str, RelationType] = {}
        self._marks: dict[str, Annotation] = {}
        self._nobody = new_id()
        """Coder of annotations of which nobody knows whose they were."""

    def mend(self, name: str) -> Bundle:
        found = self._found
        info = found.project
        if info is None:
            self._lose("the project's own name and id, so that both are new", name)
        info = info or ProjectInfo(new_id(), name, now())
        self._take_originals()
        self._take_articles()
        self._coders = self._named(found.all(Coder), Coder)
        self._tags = self._sound_tags()
        self._types = self._named(found.all(RelationType), RelationType)
        self._entities = self._named(found.all(Entity), Entity)
        self._take_annotations()
        events = self._named(found.all(Event), Event)
        for article in self._articles.values():
            for event in article.events:
                self._made(events, event, "events", lambda key, words: Event(key, words))
        relations = self._relations()
        statuses = self._statuses()
        judgements = self._judgements(events)
        for kind in self._types.values():
            for tag in (*kind.from_tags, *kind.to_tags):
                self._tag(tag)
        for entity in self._entities.values():
            if entity.tag is not None:
                self._tag(entity.tag)
        self._open_circles()
        define(self._tags, self._types, self._lose)
        for conflict in found.all(Conflict):
            if not conflict.sound:
                self._lose("conflicts to settle whose other version is lost", f"{conflict.kind} {conflict.record}")
        return Bundle(
            ProjectInfo(info.id, one_line(info.name) or name, info.created or now()),
            _by_id(self._coders), _by_id(self._tags), _by_id(self._types), _by_id(events), _by_id(self._entities),
            _by_id(self._articles), self._texts, tuple(statuses), _by_id(self._marks), tuple(relations),
            tuple(conflict for conflict in found.all(Conflict) if conflict.sound), tuple(found.all(Merged)),
            tuple(judgements),
        )  # fmt: skip

    def _lose(self, sort: str, words: str) -> None:
        self.losses.append(Loss(sort, shorten(one_line(words), _TITLE)))

    # Articles

    def _take_originals(self) -> None:
        for original in self._found.all(ArticleOriginal):
            try:
                _ = original.data
            except ValueError:
                self._lose("original files that do not unpack any more", original.id)
            else:
                self.originals[original.id] = original

    def _read_texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for text in self._found.all(ArticleText):
            # No text has such characters: a page of them was blotted out, and what follows is missing.
            said = text.text.rstrip("\0")
            texts[text.id] = canonical(said)
            if said != text.text:
                self._found.cut.add(text.id)
        return texts

    def _take_articles(self) -> None:
        texts = self._read_texts()
        articles: dict[str, Article] = {article.id: article for article in self._found.all(Article)}
        for record in [*texts, *self._found.heads]:
            if record not in articles and (record in texts or record in self.originals):
                articles[record] = self._article_of(record, texts.get(record, ""))
        for record, article in sorted(articles.items()):
            title = one_line(article.title)
            if record in self._found.cut or sha256(texts.get(record, "")) != article.sha256:
                original = self.originals.get(record)
                read = self._again(article, original) if original is not None else None
                if read is not None:
                    texts[record] = read
                    self._lose("texts that were read anew from their original files", title)
            said = texts.get(record, "")
            if not said:
                marks = sum(mark.article == record for mark in self._found.all(Annotation))
                self._lose("articles whose text is lost, so that they are left out", f"'{title}' ({marks} marks)")
                continue
            self._texts[record] = said
            self._articles[record] = self._sound_article(article, said)
        for record in self._found.heads:
            if record not in articles:
                head = self._found.heads[record].get("title", record)
                self._lose("articles whose text is lost, so that they are left out", f"'{one_line(head)}'")

    def _article_of(self, record: str, text: str) -> Article:
        head = self._found.heads.get(record, {})
        title = one_line(head.get("title", "")) or _first_line(text)
        self._lose("articles of which all but the text (and the title) is lost", f"'{title}'")
        sound = head.get("sha256", "") or sha256(text)
        return Article(record, title, text_direction(text), sound, len(text), url=head.get("url"))

    def _sound_article(self, article: Article, text: str) -> Article:
        title = one_line(article.title) or _first_line(text)
        if sha256(text) != article.sha256:
            self._changed.add(article.id)
            cut = article.id in self._found.cut and article.length > len(text)
            how = f"'{title}': {len(text)} of {article.length} characters" if cut else f"'{title}'"
            self._lose("texts that are cut off" if cut else "texts that are not as they were", how)
        language = article.language if article.language is not None and is_language(article.language) else None
        published = article.published if article.published is not None and is_published(article.published) else None
        replaces = article.replaces if article.replaces != article.id else None
        there = self._found.values
        if replaces is not None and replaces not in there[Article] and replaces not in there[ArticleText]:
            replaces = None
        return replace(
            article,
            title=title,
            sha256=sha256(text),
            length=len(text),
            language=language,
            published=published,
            body=article.body if article.body is not None and article.body.end <= len(text) else None,
            replaces=replaces,
            guesses=tuple(field for field in article.guesses if field in GUESSABLE),
        )

    # The tag set, coders and entities

    def _named(self, values: Iterable[N], kind: type[N]) -> dict[str, N]:
        word = _WORDS[kind]
        found = {}
        for number, value in enumerate(values, 1):
            name = one_line(value.name)
            if not name:
                name = f"recovered {word} {number}"
                self._lose("names that could not be read", name)
            found[value.id] = value if name == value.name else replace(value, name=name)  # type: ignore[type-var]
        return found

    def _made(self, there: dict[str, N], record: str, sort: str, make: Callable[[str, str], N]) -> None:
        """Have a value of this id, made up where it is lost."""
        if record in there:
            return
        word = sort.removesuffix("s") if sort != "entities" else "entity"
        made = there[record] = make(record, f"recovered {word} {1 + sum(_recovered(v) for v in there.values())}")
        self._lose(f"{sort} that are lost and stand under a new name", made.name)

    def _sound_tags(self) -> dict[str, Tag]:
        found: dict[str, Tag] = {}
        for tag in self._named(self._found.all(Tag), Tag).values():
            add_tag(found, tag, self._lose)
        return found

    def _tag(self, record: str) -> None:
        if record in self._tags:
            return
        known = next((tag for tag in DEFAULT_TAGS if tag.id == record), None)
        made: dict[str, Tag] = dict(self._tags)
        colour = PALETTE[len(made) % len(PALETTE)]
        self._made(made, record, "tags", lambda key, words: known or Tag(key, words, colour))
        add_tag(self._tags, made[record], self._lose)

    def _coder(self, record: str) -> None:
        self._made(self._coders, record, "coders", Coder)

    def _entity(self, record: str | None) -> None:
        if record is not None:
            self._made(self._entities, record, "entities", Entity)

    # Annotations, relations, statuses

    def _take_annotations(self) -> None:
        for mark in self._found.all(Annotation):
            self._take_annotation(mark)
        for record, place in sorted(self._found.places.items()):
            self._rebuild(record, place)

    def _take_annotation(self, mark: Annotation) -> None:
        text = self._texts.get(mark.article)
        said = f"“{shorten(one_line(mark.quote), _QUOTE)}”"
        if text is None:
            self._lose("annotations left out because their article is lost", said)
            return
        placed = self._placed(mark, text)
        if placed is None:
            self._lose("annotations left out because they lie outside of what is left of the text", said)
            return
        self._keep(placed)

    def _placed(self, mark: Annotation, text: str) -> Annotation | None:
        """Return the mark where its words are, None where it has none."""
        try:
            check_annotation(mark, text)
            return mark
        except AnnotatorError:
            pass
        said = f"“{shorten(one_line(mark.quote), _QUOTE)}”"
        start, end = mark.start, mark.end
        # What is left of a text that is cut off lies where it lay.
        moved = mark.article in self._changed and mark.article not in self._found.cut
        if moved and text[max(start, 0) : max(end, 0)] != mark.quote:
            found = nearest(text, mark.quote, start)
            if found is not None:
                shifted = placed_at(mark, found)
                if start != found:
                    self._lose("annotations that lie where their words are found now", said)
                return self._whole(shifted, text, said)
        if not 0 <= start < end <= len(text):
            return None
        if text[start:end] != mark.quote:
            words = f"{said} is now “{shorten(one_line(text[start:end]), _QUOTE)}”"
            self._lose("annotations whose words are not those of their quote", words)
        return self._whole(replace(mark, quote=text[start:end]), text, said)

    def _whole(self, mark: Annotation, text: str, said: str) -> Annotation:
        try:
            check_annotation(mark, text)
        except AnnotatorError:
            self._lose("annotations that were in several pieces and are in one", said)
            return replace(mark, fragments=())
        return mark

    def _rebuild(self, record: str, place: Place) -> None:
        """Take an annotation of which the indexes tell where it lies and what its tag is."""
        text = self._texts.get(place.article)
        if text is None or not 0 <= place.start < place.end <= len(text) or place.tag is None:
            self._lose("annotations that are lost but for their place", f"{place.start}-{place.end}")
            return
        quote, time = text[place.start : place.end], moment_of(record) or now()
        coder = next(iter(self._coders)) if len(self._coders) == 1 else self._nobody
        mark = Annotation(record, place.article, place.tag, place.start, place.end, quote, coder, time, time)
        self._lose(
            "annotations of which place and tag are left (coder, note, entity, attributes and pieces are lost)",
            f"“{shorten(one_line(quote), _QUOTE)}”",
        )
        self._keep(mark)

    def _keep(self, mark: Annotation) -> None:
        self._tag(mark.tag)
        self._coder(mark.coder)
        self._entity(mark.entity)
        mark = replace(mark, uncertain=mark.uncertain and mark.entity is not None)
        created = mark.created or moment_of(mark.id) or now()
        if not (mark.created and mark.modified):
            mark = replace(mark, created=created, modified=mark.modified or created)
        self._marks[mark.id] = mark

    def _relations(self) -> list[Relation]:
        found: list[Relation] = []
        for relation in self._found.all(Relation):
            ends = (relation.source, relation.target)
            if any(end.annotation is not None and end.annotation not in self._marks for end in ends):
                self._lose("relations left out because an annotation they tie is lost", relation.id)
                continue
            for end in ends:
                self._entity(end.entity)
            self._coder(relation.coder)
            self._made(self._types, relation.type, "relation types", lambda key, words: RelationType(key, words))
            found.append(self._with_cue(relation))
        return found

    def _with_cue(self, relation: Relation) -> Relation:
        cue = relation.cue
        created = relation.created or moment_of(relation.id) or now()
        relation = replace(relation, created=created, modified=relation.modified or created)
        if cue is None or self._texts.get(cue.article, "")[max(cue.start, 0) : max(cue.end, 0)] == cue.quote:
            return relation if cue is None or cue.article in self._texts else replace(relation, cue=None)
        self._lose("relations whose cue is lost", f"“{shorten(one_line(cue.quote or ''), _QUOTE)}”")
        return replace(relation, cue=None)

    def _statuses(self) -> list[Status]:
        found: list[Status] = []
        seen: set[tuple[str, str, str]] = set()
        for status in self._found.all(Status):
            key = (status.article, status.tag, status.coder)
            if status.article in self._articles and key not in seen:
                seen.add(key)
                self._tag(status.tag)
                self._coder(status.coder)
                found.append(status)
            else:
                self._lose("reading statuses left out because their article is lost", status.id)
        return found

    def _judgements(self, events: dict[str, Event]) -> list[Judgement]:
        found: dict[tuple[str, str, str], Judgement] = {}
        for judgement in self._found.all(Judgement):
            key = (judgement.event, judgement.entity, judgement.coder)
            if judgement.event in events and judgement.entity in self._entities and key not in found:
                self._coder(judgement.coder)
                found[key] = judgement
            else:
                words = judgement.sentence or judgement.verdict.value
                self._lose("judgements left out because the event or the entity they speak of is lost", words)
        return sorted(found.values(), key=lambda judgement: judgement.id)

    def _open_circles(self) -> None:
        """Let nothing lie below itself, or below what is not there."""
        groups: tuple[tuple[dict[str, Any], str, str], ...] = (
            (self._tags, "parent", "tags"), (self._entities, "part_of", "entities"),
            (self._articles, "replaces", "articles"),
        )  # fmt: skip
        for values, key, word in groups:
            loose = [r for r, v in values.items() if getattr(v, key) is not None and getattr(v, key) not in values]
            for record in [*loose, *circles({record: getattr(v, key) for record, v in values.items()})]:
                value = values[record] = replace(values[record], **{key: None})
                self._lose(
                    f"{word} that no longer say what they belong to", getattr(value, "name", None) or value.title
                )


_WORDS: dict[type, str] = {
    Coder: "coder", Tag: "tag", RelationType: "relation type", Event: "event", Entity: "entity"
}  # fmt: skip


def _by_id(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(value for _, value in sorted(values.items()))


def _recovered(value: Named) -> bool:
    return value.name.startswith("recovered ")


def _first_line(text: str) -> str:
    """Return what a text opens with, as a title."""
    line = next((line for line in text.split("\n", 50) if line.strip()), "")
    return shorten(one_line(line[: 2 * _TITLE]), _TITLE) or "recovered article"
