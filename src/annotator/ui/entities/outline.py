"""Which entities are listed and in what order: a tree of wholes and parts, their mentions below those unfolded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from annotator.analysis.naming import Typed, folded
from annotator.core.references import circles
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, Entity, Tag
from annotator.text.isolate import isolate, shorten

_NAME = 16
"""Code points of a source's name beside its number."""
_TITLE = 11
"""Those of a title in its place, which is longer: the numbers of two reports are to be seen."""


class EntitySieve(Struct, frozen=True):
    """Which entities are listed: with which words, of which tag, mentioned in which articles (None: any)."""

    words: str = ""
    tag: str | None = None
    articles: tuple[str, ...] | None = None

    @property
    def narrow(self) -> bool:
        """Whether it may leave anything out."""
        return bool(self.words.strip()) or self.tag is not None or self.articles is not None


class Known(Struct, frozen=True):
    """What is known of a project's entities: by id, and their mentions by entity and article. `opened` is in order."""

    entities: Mapping[str, Entity] = {}
    counts: Mapping[str, Mapping[str, int]] = {}
    tags: TagSet = TagSet()
    articles: Mapping[str, Article] = {}
    opened: Sequence[str] = ()
    sources: Mapping[str, str] = {}
    """What each article is called beside a number."""


class Row(Struct, frozen=True):
    """An entity with its mentions counted, or (where `mention` is set) one of them."""

    entity: Entity
    depth: int
    tag: Tag | None = None
    counted: tuple[tuple[str, int], ...] = ()
    """Each source with the number of mentions, those of open articles first."""
    unfolded: bool = False
    listed: bool = True
    """Whether it fits itself: else it is there for one of its parts."""
    mention: Annotation | None = None
    article: Article | None = None

    @property
    def key(self) -> str:
        """The id of what it shows."""
        return self.entity.id if self.mention is None else self.mention.id

    @property
    def count(self) -> int:
        """How many mentions are counted."""
        return sum(number for _, number in self.counted)

    @property
    def facts(self) -> tuple[str, ...]:
        """What stands on its second line."""
        if self.article is not None:
            return (shorten(self.article.source or self.article.title, 2 * _NAME),)
        return (*(f"{source} {number}" for source, number in self.counted), *self.entity.aliases)

    @property
    def details(self) -> str:
        """The second line, to be read aloud."""
        return " · ".join(map(isolate, self.facts))


def outline(
    known: Known, sieve: EntitySieve, unfolded: Set[str] = frozenset(), mentions: Iterable[Annotation] = ()
) -> list[Row]:
    """Return the rows of a list: wholes before their parts, each level by name; mentions of the `unfolded` entities.

    What does not fit stands there all the same where a part of it fits.
    """
    fitting = {entity.id for entity in _fitting(known, sieve)}
    shown = _with_wholes(fitting, known.entities)
    # A file of others may have made circles of them: those begin at the top, too.
    opened = set(circles({entity.id: entity.part_of for entity in known.entities.values()}))
    below: dict[str | None, list[Entity]] = {}
    for entity in sorted(known.entities.values(), key=lambda entity: (folded(entity.name).text, entity.id)):
        if entity.id in shown:
            inside = entity.part_of in shown and entity.id not in opened
            below.setdefault(entity.part_of if inside else None, []).append(entity)
    said: dict[str, list[Annotation]] = {}
    for mark in mentions:
        if mark.entity in unfolded and (sieve.articles is None or mark.article in sieve.articles):
            said.setdefault(mark.entity or "", []).append(mark)

    def rows(whole: str | None, depth: int) -> Iterator[Row]:
        for entity in below.get(whole, ()):
            counted = _counted(known, entity.id, sieve.articles)
            yield Row(entity, depth, _tag(known, entity.tag), counted, entity.id in unfolded, entity.id in fitting)
            for mark in said.get(entity.id, ()):
                article = known.articles.get(mark.article)
                if article is not None:
                    yield Row(entity, depth + 1, _tag(known, mark.tag), mention=mark, article=article)
            yield from rows(entity.id, depth + 1)

    return list(rows(None, 0))


def _tag(known: Known, tag: str | None) -> Tag | None:
    return None if tag is None else known.tags.get(tag)


def _with_wholes(fitting: Set[str], entities: Mapping[str, Entity]) -> set[str]:
    """Return entities with all that they are parts of, by id."""
    shown = set(fitting)
    for entity in fitting:
        above = entities[entity].part_of
        while above is not None and above in entities and above not in shown:
            shown.add(above)
            above = entities[above].part_of
    return shown


def _fitting(known: Known, sieve: EntitySieve) -> Iterator[Entity]:
    words = sieve.words.strip()
    typed = Typed(words) if words else None
    for entity in known.entities.values():
        if sieve.tag is not None and entity.tag != sieve.tag:
            continue
        counts = known.counts.get(entity.id, {})
        if sieve.articles is not None and not any(article in counts for article in sieve.articles):
            continue
        if typed is None or any(map(typed.stands_in, (entity.name, *entity.aliases))):
            yield entity


def _counted(known: Known, entity: str, articles: Sequence[str] | None) -> tuple[tuple[str, int], ...]:
    """Return each source with its mentions: of the articles that are open first, then of those that have most."""
    counts = known.counts.get(entity, {})
    opened = [article for article in known.opened if article in counts]
    others = sorted(counts.keys() - set(opened), key=lambda article: (-counts[article], article))
    totals: Counter[str] = Counter()
    for article in (*opened, *others):
        if article in known.sources and (articles is None or article in articles):
            totals[known.sources[article]] += counts[article]
    return tuple(totals.items())


def source_name(article: Article) -> str:
    """Return what an article is called beside a number: its source, or else its title."""
    return shorten(article.source, _NAME) if article.source else shorten(article.title, _TITLE)
