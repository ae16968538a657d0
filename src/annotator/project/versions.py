"""Versions of one article: a later one replaces an earlier one, and the annotations go where their words stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from annotator.analysis.carrying import Candidate, Carrier
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import now
from annotator.core.values import Annotation, Article, Coder, Cue, Relation, Value
from annotator.text.segments import cuts_cluster
from annotator.text.span import Span

CHANGED = 0.3
"""How alike two texts of one title must be for one to be a version of the other; an address says it by itself."""
NEARLY = 0.7
"""From how alike on two texts are named as nearly the same."""
_LIKELY = 0.15
_LISTED = 20


class Carried(Struct, frozen=True):
    """What a replacement does to what is marked: edits that move annotations, and those that found no certain place."""

    edits: tuple[Edit[Value], ...] = ()
    moved: int = 0
    unsettled: tuple[Annotation, ...] = ()


class Unsettled(Struct, frozen=True):
    """An annotation that still lies in a replaced version, and the places of the newer text where its words may be."""

    annotation: Annotation
    old: Article
    new: Article
    candidates: tuple[Candidate, ...] = ()


class Likely(Struct, frozen=True):
    """An article that another may be a later version of, and what speaks for it. `likeness` is from 0 to 1."""

    article: Article
    same_address: bool
    same_title: bool
    likeness: float


class Versions(Protocol):
    """What this asks of a project."""

    @property
    def coder(self) -> Coder: ...
    def article(self, reference: str) -> Article: ...
    def articles(self) -> tuple[Article, ...]: ...
    def text(self, article_id: str) -> str: ...
    def annotations(self, *, articles: Sequence[str]) -> list[Annotation]: ...
    def relations(self) -> tuple[Relation, ...]: ...


def earlier_version(
    article: Article, sketch: bytes, known: Iterable[Article], sketches: Mapping[str, bytes]
) -> Article | None:
    """Return the article of which `article` is a later version: with its address, or its title and much of its words.

    `known` are candidates with this title or address; what is replaced already is none. The newest one counts.
    An address that several of them share, or that leads to a whole site, is the address of none.
    """
    from annotator.analysis.likeness import likeness

    listed = [other for other in known if other.id != article.id and other.sha256 != article.sha256]
    replaced = {other.replaces for other in listed}
    own = article.url if page_of(article.url) is not None else None
    addressed = [other.id for other in listed if other.id not in replaced and own is not None and _leads(other, own)]
    for other in sorted(listed, key=lambda found: found.id, reverse=True):
        if other.id in replaced:
            continue
        if addressed == [other.id]:
            return other
        named = other.title == article.title and other.id in sketches
        if named and likeness(sketch, sketches[other.id]) >= CHANGED:
            return other
    return None


def likely_versions(article: Article, known: Sequence[Article], sketches: Mapping[str, bytes]) -> list[Likely]:
    """Return which of the articles `known` an article may be a later version of, the likeliest first.

    Those of which one replaces the other already, directly or not, are none.
    """
    from annotator.analysis.likeness import alike

    later = {other.replaces: other for other in known if other.replaces is not None}
    own = sketches.get(article.id)
    likenesses = dict(alike(own, dict(sketches), _LIKELY)) if own is not None else {}
    newest = _newest(article, later).id
    found: list[Likely] = []
    for other in known:
        address = article.url is not None and other.url is not None and same_address(article.url, other.url)
        title = other.title.casefold() == article.title.casefold()
        if (address or title or other.id in likenesses) and _newest(other, later).id != newest:
            found.append(Likely(other, address, title, likenesses.get(other.id, 0.0)))
    found.sort(key=lambda one: (-one.same_address - one.same_title - one.likeness, one.article.id))
    return found[:_LISTED]


def nearly_same(sketch: bytes, sketches: Mapping[str, bytes], but: Iterable[str] = ()) -> list[tuple[str, float]]:
    """Return the ids of articles that say nearly the same, the likest first, each with how alike they are (0 to 1)."""
    from annotator.analysis.likeness import alike

    left_out = frozenset(but)
    others = {key: value for key, value in sketches.items() if key not in left_out}
    return alike(sketch, others, NEARLY)


def same_address(one: str, other: str) -> bool:
    """Return whether two web addresses lead to one page: whatever their scheme, `www.`, fragment and last slash."""
    return _bare(one) == _bare(other)


def spellings(address: str) -> set[str]:
    """Return the ways to write a web address that `same_address` takes for one, as far as they can be listed."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return {address}
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return {address}
    host = parts.netloc.lower().removeprefix("www.")
    path, query = parts.path.rstrip("/"), f"?{parts.query}" if parts.query else ""
    return {address} | {
        f"{scheme}://{www}{host}{path}{slash}{query}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    }


def _leads(article: Article, address: str) -> bool:
    return article.url is not None and same_address(article.url, address)


def page_of(address: str | None) -> str | None:
    """Return what tells the page that a web address leads to, for `same_address`; None for a site's front page."""
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    return _bare(address) if parts.path.strip("/") or parts.query else None


def _bare(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def carried(
    new: Article,
    text: str,
    old_text: str,
    annotations: Iterable[Annotation],
    relations: Iterable[Relation] = (),
    there: Iterable[Annotation] = (),
) -> Carried:
    """Return what moves annotations, and the words of relations, of an older text to `new` with its `text`.

    What finds no certain place stays where it is, in the older version, and is named. None is dropped. `there` are
    the annotations that `new` has already.
    """
    annotations = list(annotations)
    if not annotations:
        return Carried()
    carrier = Carrier(old_text, text)
    time = now()
    edits: list[Edit[Value]] = []
    unsettled: list[Annotation] = []
    taken: set[tuple[object, ...]] = {(mark.pieces, mark.tag, mark.coder) for mark in there}
    old = None
    for mark in annotations:
        old = mark.article
        pieces = carrier.carry_pieces(mark.pieces)
        said = (pieces, mark.tag, mark.coder)
        # Two marks that would come to say the same are for a reader to settle.
        if pieces is None or said in taken:
            unsettled.append(mark)
            continue
        taken.add(said)
        edits.append(Edit(mark, replace(mark.lying_on(pieces, text), article=new.id, modified=time)))
    moved = len(edits)
    for relation in relations:
        cue = relation.cue
        if cue is not None and cue.article == old:
            place = carrier.carry(Span(cue.start, cue.end)).span
            if place is not None:
                moved_cue = Cue(new.id, place.start, place.end, place.of(text))
                edits.append(Edit(relation, replace(relation, cue=moved_cue, modified=time)))
    return Carried(tuple(edits), moved, tuple(unsettled))


def unsettled(project: Versions) -> list[Unsettled]:
    """Return the annotations that lie in replaced versions, with where they may belong, by article and place."""
    articles = {article.id: article for article in project.articles()}
    later = {article.replaces: article for article in articles.values() if article.replaces is not None}
    found: list[Unsettled] = []
    marks = project.annotations(articles=[key for key in later if key in articles]) if later else []
    carriers: dict[str, Carrier] = {}
    for mark in marks:
        old, new = articles[mark.article], _newest(articles[mark.article], later)
        if old.id not in carriers:
            carriers[old.id] = Carrier(project.text(old.id), project.text(new.id))
        # Of a mark in pieces the hull is looked for: a reader sees then what is in it.
        place = carriers[old.id].carry(mark.span)
        certain = (Candidate(place.span, 1.0),) if place.span is not None else ()
        others = tuple(candidate for candidate in place.candidates if candidate.span != place.span)
        found.append(Unsettled(mark, old, new, certain + others))
    return found


def _newest(article: Article, later: Mapping[str, Article]) -> Article:
    seen = {article.id}
    while (following := later.get(article.id)) is not None and following.id not in seen:
        seen.add(following.id)
        article = following
    return article


def settle(project: Versions, annotation: Annotation, article: Article, span: Span) -> Change:
    """Return the change that puts an annotation of a replaced version on these words of the later one.

    One in pieces stays so where its pieces are found in these words, else it lies on all of them. Raises InvalidError
    where they are none.
    """
    text = project.text(article.id)
    if not len(span) or span.end > len(text) or cuts_cluster(text, span):
        raise InvalidError(f"{span.start}-{span.end} are no words of '{article.title}'")
    pieces = _pieces_in(text, span, annotation) or (span,)
    after = replace(annotation.lying_on(pieces, text), article=article.id, modified=now())
    return Change(ChangeKind.CARRY, project.coder.id, now(), article.title, (Edit(annotation, after),))


def _pieces_in(text: str, span: Span, annotation: Annotation) -> tuple[Span, ...] | None:
    """Return where the pieces of an annotation lie in some words of another text; None where not all of them do."""
    if not annotation.fragments:
        return None
    places: list[Span] = []
    at = span.start
    for piece in annotation.fragments:
        words = annotation.quote[piece.start - annotation.start : piece.end - annotation.start]
        start = text.find(words, at, span.end)
        if start < 0 or cuts_cluster(text, Span(start, start + len(words))):
            break
        places.append(Span(start, start + len(words)))
        at = start + len(words) + 1
    else:
        return tuple(places)
    # Some of them were changed: looked for by their likeness, within these words alone.
    inner = (Span(piece.start - annotation.start, piece.end - annotation.start) for piece in annotation.fragments)
    found = Carrier(annotation.quote, span.of(text)).carry_pieces(inner)
    return None if found is None else tuple(Span(one.start + span.start, one.end + span.start) for one in found)


def replace_article(project: Versions, new: Article, old: Article) -> tuple[Change, Carried]:
    """Return the change that makes `new`, an article of the project, a later version of `old`, and what it carries.

    Raises InvalidError where one of the two replaces the other already, directly or not.
    """
    later = {article.replaces: article for article in project.articles() if article.replaces is not None}
    if new.id == old.id or _newest(new, later).id == _newest(old, later).id:
        raise InvalidError("of these two articles one replaces the other already")
    marks = project.annotations(articles=[old.id])
    there = project.annotations(articles=[new.id])
    moved = carried(new, project.text(new.id), project.text(old.id), marks, project.relations(), there)
    edits: tuple[Edit[Value], ...] = (Edit(new, replace(new, replaces=old.id)), *moved.edits)
    return Change(ChangeKind.CARRY, project.coder.id, now(), new.title, edits), moved
