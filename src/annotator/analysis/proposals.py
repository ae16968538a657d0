"""What may be marked: words that were tagged elsewhere, what another report says too. It proposes and never decides."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import blake2b

import regex
from msgspec import Struct

from annotator.analysis.counterparts import Counterpart, Sort, Told, counterparts
from annotator.analysis.phrases import Phrases, folded_all
from annotator.core.values import Annotation
from annotator.text.context import Context, context
from annotator.text.span import Span

_LONGEST = 120
"""Code points of words that are looked for elsewhere; longer ones do not come twice."""
_BEFORE, _AFTER = 40, 80
"""Code points of context that a proposal is shown with."""
_SMALL = 4
"""Letters of a word that says nothing of a name it stands before: an article, a preposition."""
_ARTICLES = frozenset(("der", "die", "das", "dem", "den", "des", "the", "le", "la", "les", "el", "los", "las", "il"))
"""Those that a sentence may begin with, so with a capital."""
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*+")
_NEXT = regex.compile(r"[ \u00a0\u200c]([\p{L}\p{M}\u200c]++)")
_KNOWN_BY = 10
"""Hexadecimal digits of what a proposal is called by."""


class Kind(StrEnum):
    """Where a proposal comes from."""

    WORDS = "words"
    """The same words elsewhere."""
    ACROSS = "across"
    """The same thing in the other report."""
    BEFORE = "before"
    """What was tagged before, in other articles."""
    SCRIPT = "script"
    """What a command of the user's own says."""


class Proposal(Struct, frozen=True):
    """Words that may be marked. `tag` and `entity` are ids, `span` counts code points of the article's text.

    `why` are the words that it comes from, as they are written there, `source` the id of their annotation (None: there
    are several, or none), `count` how often they were tagged so. `mark` is the id of an annotation that is there
    already, and only has to be tied to the entity; accepting makes an entity of the source where it is tied to none.
    """

    kind: Kind
    article: str
    span: Span
    quote: str
    tag: str
    context: Context
    entity: str | None = None
    source: str | None = None
    why: str = ""
    count: int = 1
    mark: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """What it is called by: the same again wherever the same is proposed."""
        said = f"{self.article} {self.span.start} {self.span.end} {self.tag} {self.mark or ''}"
        return blake2b(said.encode(), digest_size=_KNOWN_BY // 2).hexdigest()


class Seed(Struct, frozen=True):
    """Words that were tagged: how often in each article, by ids, and with which tag and entity."""

    words: str
    tag: str
    entity: str | None = None
    source: str | None = None
    articles: tuple[tuple[str, int], ...] = ()

    def times(self, without: str | None = None) -> int:
        """Return how often they were tagged, but for one article."""
        return sum(number for article, number in self.articles if article != without)


def seeds(annotations: Iterable[Annotation], *, every_tag: bool) -> list[Seed]:
    """Return what was tagged, the words by which most was tagged first; of words with several tags all of these, or
    (without `every_tag`) the one they got most often. An entity is theirs where all of them that are tied mention it.
    """
    groups: dict[str, dict[str, list[Annotation]]] = {}
    short = [mark for mark in annotations if not mark.fragments and len(mark.quote) <= _LONGEST]
    quotes = list({mark.quote for mark in short})
    spelt = dict(zip(quotes, folded_all(quotes), strict=True))
    for mark in short:
        words = " ".join(spelt[mark.quote].split())
        groups.setdefault(words, {}).setdefault(mark.tag, []).append(mark)
    found: list[Seed] = []
    for words, by_tag in groups.items():
        if not words:
            continue
        ranked = sorted(by_tag.items(), key=lambda pair: -len(pair[1]))
        for tag, marks in ranked if every_tag else ranked[:1]:
            entities = {mark.entity for mark in marks if mark.entity is not None}
            entity = entities.pop() if len(entities) == 1 else None
            source = marks[0]
            articles = tuple(Counter(mark.article for mark in marks).items())
            found.append(Seed(source.quote, tag, entity, source.id, articles))
    return sorted(found, key=lambda seed: -seed.times())


def phrases(found: Iterable[Seed], *, inflected: bool = False) -> Phrases[Seed]:
    """Return what is looked for, made once for many texts."""
    return Phrases(((seed.words, seed) for seed in found), inflected=inflected)


def again(
    kind: Kind,
    wanted: Phrases[Seed],
    article: str,
    text: str,
    body: Span | None,
    marks: Callable[[], Sequence[Annotation]],
) -> list[Proposal]:
    """Return where in an article words stand that were tagged, but for what is marked so already.

    `marks` are those in this article, asked for where something is found. What was tagged before counts
    where it was in other articles.
    """
    taken: _Taken | None = None
    found: list[Proposal] = []
    for hit in wanted.find(text):
        seed = hit.meant
        elsewhere = seed.times(article) if kind is Kind.BEFORE else seed.times()
        if not elsewhere or (body is not None and not (body.start <= hit.span.start and hit.span.end <= body.end)):
            continue
        taken = taken or _Taken(marks())
        if not taken.has(hit.span, seed.tag, strictly=kind is Kind.BEFORE):
            found.append(
                _proposal(kind, article, text, hit.span, seed.tag, seed.entity, seed.source, seed.words, elsewhere)
            )
    return found


def across(
    sources: Iterable[Annotation], one: Told, other: Told, article: str, text: str, marks: Sequence[Annotation]
) -> list[Proposal]:
    """Return where another article says the same as what is marked in `one`, with the same tag.

    `article` and `text` are those of the other one, `marks` those that are there. Proposed is what is the
    whole of a mark, but for an article or a preposition; of a number that something is counted by, both.
    """
    shared = counterparts(one, other)
    taken = _Taken(marks)
    found: dict[tuple[Span, str], Proposal] = {}
    for source in sources:
        if source.fragments:
            continue
        for counterpart in shared:
            here = next((span for span in counterpart.ones if _meets(span, source.span)), None)
            if here is None:
                continue
            for span in _spans(source, here, counterpart, text):
                known = taken.alike(span, source.tag)
                if known.entity is not None if known is not None else taken.has(span, source.tag, strictly=False):
                    continue
                place = known.span if known is not None else span
                found.setdefault(
                    (place, source.tag),
                    _proposal(
                        Kind.ACROSS, article, text, place, source.tag, source.entity, source.id, source.quote,
                        mark=known.id if known is not None else None,
                    ),
                )  # fmt: skip
    return sorted(found.values(), key=lambda proposal: proposal.span)


def proposed_by_script(
    article: str, text: str, span: Span, tag: str, entity: str | None, note: str | None, command: str
) -> Proposal:
    """Return what a command of the user's proposed."""
    return _proposal(Kind.SCRIPT, article, text, span, tag, entity, None, command, note=note)


def _proposal(
    kind: Kind,
    article: str,
    text: str,
    span: Span,
    tag: str,
    entity: str | None,
    source: str | None,
    why: str,
    count: int = 1,
    *,
    mark: str | None = None,
    note: str | None = None,
) -> Proposal:
    around = context(text, span, before=_BEFORE, quote=_LONGEST, after=_AFTER)
    return Proposal(kind, article, span, span.of(text), tag, around, entity, source, why, count, mark, note)


def _spans(source: Annotation, here: Span, counterpart: Counterpart, text: str) -> Iterator[Span]:
    """Yield what in the other text is the same as a mark: nothing where the mark says more than both texts do."""
    before, behind = _around(source, here)
    if before:
        return
    if not behind:
        yield from counterpart.others
    elif counterpart.sort is Sort.NUMBER and behind == 1:
        # "eleven companies": what is counted stands behind its number nearly everywhere.
        for span in counterpart.others:
            following = _NEXT.match(text, span.end)
            if following:
                yield Span(span.start, following.end())


def _around(mark: Annotation, inner: Span) -> tuple[int, int]:
    """Return how many words a mark has before and behind some of them, without an article or a preposition before."""
    before = _WORD.findall(mark.quote[: max(inner.start - mark.start, 0)])
    behind = _WORD.findall(mark.quote[max(inner.end - mark.start, 0) :])
    said = [word for word in before if word.casefold() not in _ARTICLES and (len(word) > _SMALL or word[:1].isupper())]
    return len(said), len(behind)


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Taken:
    """What is marked in an article already."""

    def __init__(self, marks: Sequence[Annotation]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._longest = max((mark.end - mark.start for mark in marks), default=0)

    def _at(self, span: Span) -> Iterator[Annotation]:
        """Yield the marks that words may lie in, and some near them."""
        first = bisect_left(self._marks, span.start - self._longest, key=lambda mark: mark.start)
        for mark in self._marks[first:]:
            if mark.start >= span.end:
                return
            yield mark

    def has(self, span: Span, tag: str, *, strictly: bool) -> bool:
        """Return whether words lie in a mark of this tag, touch one, or (`strictly`) are one of any."""
        return any(
            any(_meets(piece, span) for piece in mark.pieces) and (mark.tag == tag or (strictly and mark.span == span))
            for mark in self._at(span)
        )

    def alike(self, span: Span, tag: str) -> Annotation | None:
        """Return a mark of this tag that these words are the whole of, but for a little."""
        for mark in self._at(span):
            around = mark.start <= span.start and span.end <= mark.end
            if mark.tag == tag and around and not mark.fragments and _around(mark, span) == (0, 0):
                return mark
        return None
