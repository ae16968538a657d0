"""Numbers about annotations: counted by one thing or two, found together, shares of texts, and who tells whom."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

from msgspec import Struct

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article, AttributeValue, Bundle, End
from annotator.text.paragraphs import paragraphs
from annotator.text.sentences import sentence_spans
from annotator.text.span import Span


class By(StrEnum):
    """What annotations are counted by. `attribute` needs a name; a date may be partial, and is cut to its month."""

    TAG = "tag"
    ENTITY = "entity"
    ARTICLE = "article"
    SOURCE = "source"
    LANGUAGE = "language"
    DATE = "date"
    CODER = "coder"
    ATTRIBUTE = "attribute"


class Within(StrEnum):
    """Where two things are found together."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


class Label(Struct, frozen=True):
    """A row or column of a table: `key` tells it from others, `name` is shown. Of what is not known both are empty.

    `tag` is the tag (id) that it is, or is of.
    """

    key: str
    name: str
    tag: str | None = None


Order: TypeAlias = Callable[[Label], tuple[int, str]]
"""How labels are ordered by themselves."""


class Grid(Struct, frozen=True):
    """Numbers by rows and columns, `cells[row][column]`: whole ones, or shares between 0 and 1."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[float, ...], ...]

    @property
    def most(self) -> float:
        """The greatest number, 0 where there is none."""
        return max((number for row in self.cells for number in row), default=0)


class Arrow(Struct, frozen=True):
    """So many relations of one type from one thing to another; each an entity, or the words of marks tied to none."""

    source: Label
    kind: str
    target: Label
    count: int


_NOTHING = Label("", "")


class Labels:
    """What each annotation of a project counts as, by one thing after another: as nothing where that is lost."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._articles = {article.id: article for article in bundle.articles}
        self._tags = TagSet(bundle.tags)
        self._named = {entity.id: Label(entity.id, entity.name, entity.tag) for entity in bundle.entities}
        self._named |= {coder.id: Label(coder.id, coder.name) for coder in bundle.coders}

    def of(self, by: By, attribute: str | None = None) -> Callable[[Annotation], Label]:
        """Return what gives an annotation's label. Raises ValueError where an attribute is to be told and none is."""
        match by:
            case By.TAG:
                labels = {tag.id: Label(tag.id, tag.name, tag.id) for tag in self._tags}
                return lambda mark: labels.get(mark.tag, _NOTHING)
            case By.ENTITY:
                return lambda mark: self._named.get(mark.entity or "", _NOTHING)
            case By.CODER:
                return lambda mark: self._named.get(mark.coder, _NOTHING)
            case By.ATTRIBUTE:
                if attribute is None:
                    raise ValueError("counting by an attribute needs its name")
                return lambda mark: _valued(dict(mark.attributes).get(attribute))
            case _:
                return self._of_article(by)

    def order(self, by: By) -> Order | None:
        """Return how labels are ordered by themselves, None where the greater number comes first."""
        places = {tag.id: at for at, tag in enumerate(self._tags)}
        match by:
            case By.TAG:
                return lambda label: (places.get(label.key, len(places)), label.key)
            case By.DATE | By.ARTICLE:
                return lambda label: (0, label.key)
            case _:
                return None

    def _of_article(self, by: By) -> Callable[[Annotation], Label]:
        labels = {record: _described(article, by) for record, article in self._articles.items()}
        return lambda mark: labels[mark.article]


def _described(article: Article, by: By) -> Label:
    if by is By.ARTICLE:
        return Label(article.id, article.title)
    known = {By.SOURCE: article.source, By.LANGUAGE: article.language, By.DATE: (article.published or "")[:7]}[by]
    return Label(known or "", known or "")


def _valued(value: AttributeValue | None) -> Label:
    if isinstance(value, bool):
        return Label("yes", "yes") if value else Label("no", "no")
    return _NOTHING if value is None else Label(str(value), str(value))


def count_by(
    marks: Iterable[Annotation],
    row: Callable[[Annotation], Label],
    column: Callable[[Annotation], Label] | None = None,
    *,
    orders: tuple[Order | None, Order | None] = (None, None),
) -> Grid:
    """Return how many annotations have each pair of labels, or without `column`, each label (one column, unnamed).

    What is not known comes last. Without an order the greater sum comes first, and of one sum by name.
    """
    found: Counter[tuple[Label, Label]] = Counter()
    for mark in marks:
        found[row(mark), _NOTHING if column is None else column(mark)] += 1
    rows = _ordered(_sums(found, 0), orders[0])
    columns = _ordered(_sums(found, 1), orders[1])
    return Grid(rows, columns, tuple(tuple(found[one, other] for other in columns) for one in rows))


def _sums(found: Mapping[tuple[Label, Label], int], side: int) -> Counter[Label]:
    sums: Counter[Label] = Counter()
    for labels, number in found.items():
        sums[labels[side]] += number
    return sums


def _ordered(sums: Mapping[Label, int], order: Order | None) -> tuple[Label, ...]:
    if order is not None:
        return tuple(sorted(sums, key=lambda label: (not label.key, order(label), label.name)))
    return tuple(sorted(sums, key=lambda label: (not label.key, -sums[label], label.name)))


def together(
    marks: Iterable[Annotation],
    text_of: Callable[[str], str],
    label: Callable[[Annotation], Label],
    within: Within,
) -> Grid:
    """Return in how many sentences, paragraphs or articles two labels are found; with itself, in how many one is.

    `text_of` gives the text of an article (id). A mark lies in each sentence or paragraph that a piece of it reaches
    into. What has no label is left out.
    """
    by_article: defaultdict[str, list[Annotation]] = defaultdict(list)
    for mark in marks:
        by_article[mark.article].append(mark)
    alone: Counter[Label] = Counter()
    pairs: Counter[tuple[Label, Label]] = Counter()
    for article, own in by_article.items():
        for labels in _places(own, text_of(article), label, within):
            alone.update(labels)
            for one, other in combinations(sorted(labels, key=lambda found: found.key), 2):
                pairs[one, other] += 1
                pairs[other, one] += 1
    order = _ordered(alone, None)
    cells = tuple(tuple(alone[one] if one == other else pairs[one, other] for other in order) for one in order)
    return Grid(order, order, cells)


def _places(
    marks: Sequence[Annotation], text: str, label: Callable[[Annotation], Label], within: Within
) -> Iterable[set[Label]]:
    labelled = [(mark, found) for mark in marks if (found := label(mark)).key]
    if within is Within.ARTICLE:
        return [{found for _, found in labelled}] if labelled else []
    spans = paragraphs(text) if within is Within.PARAGRAPH else sentence_spans(text)
    starts = [span.start for span in spans]
    places: defaultdict[int, set[Label]] = defaultdict(set)
    for mark, found in labelled:
        for piece in mark.pieces:
            at = max(bisect_right(starts, piece.start) - 1, 0)
            while at < len(spans) and spans[at].start < piece.end:
                places[at].add(found)
                at += 1
    return places.values()


def shares(marks: Iterable[Annotation], articles: Sequence[Article], tags: Iterable[tuple[str, str]]) -> Grid:
    """Return what share of each article is marked with each tag (id and name), and with any: code points of its body.

    Characters that several marks of a tag cover count once; what lies outside of the body does not count.
    """
    known = [Label(tag, name, tag) for tag, name in tags]
    pieces: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for mark in marks:
        for key in (mark.tag, ""):
            pieces[mark.article, key].extend(mark.pieces)
    rows = tuple(Label(article.id, article.title) for article in articles)
    columns = (*known, _NOTHING)
    cells = tuple(tuple(_share(article, pieces[article.id, column.key]) for column in columns) for article in articles)
    return Grid(rows, columns, cells)


def _share(article: Article, pieces: Iterable[Span]) -> float:
    body = article.body or Span(0, article.length)
    covered, reached = 0, body.start
    for piece in sorted(pieces, key=lambda span: span.start):
        start, end = max(piece.start, reached), min(piece.end, body.end)
        if start < end:
            covered += end - start
            reached = end
    return covered / len(body) if len(body) else 0.0


def network(bundle: Bundle, kinds: Iterable[str] | None = None) -> tuple[Arrow, ...]:
    """Return who stands to what in which relation (of these types, ids; None: of all), the most frequent first."""
    marks = {mark.id: mark for mark in bundle.annotations}
    entities = {entity.id: Label(entity.id, entity.name, entity.tag) for entity in bundle.entities}
    names = {kind.id: kind.name for kind in bundle.relation_types}
    wanted = names.keys() if kinds is None else set(kinds)

    def label(end: End) -> Label | None:
        if end.annotation is not None and end.annotation not in marks:
            return None
        mark = marks[end.annotation] if end.annotation is not None else None
        entity = end.entity if mark is None else mark.entity
        if mark is None or entity is not None:
            return entities.get(entity or "")
        words = " ".join(mark.words.split())
        return Label(f"{mark.tag} {words.casefold()}", words, mark.tag)

    found: Counter[tuple[Label, str, Label]] = Counter()
    articles = {article.id for article in bundle.articles}
    for relation in bundle.relations:
        if relation.cue is not None and relation.cue.article not in articles:
            continue
        source, target = label(relation.source), label(relation.target)
        if relation.type in wanted and source is not None and target is not None:
            found[source, names[relation.type], target] += 1
    arrows = (Arrow(source, kind, target, count) for (source, kind, target), count in found.items())
    return tuple(sorted(arrows, key=lambda arrow: (-arrow.count, arrow.source.name, arrow.kind, arrow.target.name)))
