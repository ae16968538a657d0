"""Edits by name: each returns the change that does it, for the window and the command line alike; nothing is stored.

What is given as a value (an annotation, a tag's `before`) is what the edit starts from: `Project.apply` raises
ConflictError where something else is stored by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError, NotFoundError, TwinError
from annotator.core.ids import new_id, now
from annotator.core.values import Annotation, Article, ArticleText, Attributes, Pattern, Relation, Tag, Value
from annotator.project.describing import described, with_event
from annotator.project.many import Place, new_marks
from annotator.project.project import Project
from annotator.project.quotes import locate
from annotator.project.rules import check_article, check_span, one_line, or_nothing, require_offered
from annotator.project.tag_sets import keeping
from annotator.text import fragments
from annotator.text.body import parts
from annotator.text.span import Span


def annotate(
    project: Project, article_id: str, span: Span, tag_id: str, *, note: str | None = None, attributes: Attributes = ()
) -> Change | Annotation:
    """Mark a span, or return the annotation that this coder has there with this tag already.

    Whether the tag has these attributes is found when the change is done. Raises SpanError for a span that is empty,
    outside the text or cuts a grapheme cluster, InvalidError for a retired tag, and NotFoundError.
    """
    tag, text = _offered(project, tag_id), project.text(article_id)
    check_span(text, span)
    twin = _twin(project, article_id, span, tag_id)
    return twin or _annotated(project, article_id, text, span, tag, note, attributes)


def annotate_anew(project: Project, article_id: str, span: Span, tag_id: str) -> Change:
    """Mark a span without asking whether it is marked like this: for who knows, as `Project.do` refuses a twin.

    Raises as `annotate`.
    """
    tag, text = _offered(project, tag_id), project.text(article_id)
    check_span(text, span)
    return _annotated(project, article_id, text, span, tag, None)


def _annotated(
    project: Project, article_id: str, text: str, span: Span, tag: Tag, note: str | None, attributes: Attributes = ()
) -> Change:
    time, coder = now(), project.coder.id
    annotation = Annotation(
        new_id(),
        article_id,
        tag.id,
        span.start,
        span.end,
        span.of(text),
        coder,
        time,
        time,
        or_nothing(note),
        attributes=attributes,
    )
    return Change(ChangeKind.ANNOTATE, coder, time, tag.name, (Edit(None, annotation),))


def annotate_all(project: Project, spans_by_article: Mapping[str, Iterable[Span]], tag_id: str) -> Change:
    """Mark many spans with one tag in one change, each once, widened to whole grapheme clusters.

    What this coder has marked like this already is left as it is. Raises InvalidError where that is all of them,
    SpanError for a span that is empty or outside its text, and NotFoundError.
    """
    tag = _offered(project, tag_id)
    made = new_marks(
        project, [Place(article, span, tag_id) for article, spans in spans_by_article.items() for span in spans]
    )
    if not made:
        raise InvalidError(f"all these places carry the tag '{tag.name}' already")
    kind = ChangeKind.ANNOTATE if len(made) == 1 else ChangeKind.ANNOTATE_ALL
    return Change(kind, project.coder.id, now(), tag.name, tuple(made))


def annotate_quote(
    project: Project,
    article_id: str,
    quote: str,
    tag_id: str,
    *,
    occurrence: int | None = None,
    note: str | None = None,
    attributes: Attributes = (),
) -> Change | Annotation:
    """Mark the words `quote`; `occurrence` (from 1) says which where they occur several times.

    Raises QuoteError where they do not occur, or it is not clear which is meant; else as `annotate`.
    """
    span = locate(project.text(article_id), quote, occurrence)
    return annotate(project, article_id, span, tag_id, note=note, attributes=attributes)


def resize(project: Project, annotation: Annotation, span: Span) -> Change:
    """Move an annotation to `span`. Of one in fragments those that `span` touches become it, and the others stay.

    Raises SpanError or TwinError.
    """
    check_span(project.text(annotation.article), span)
    return _reshaped(project, ChangeKind.RESIZE, annotation, fragments.replaced(annotation.pieces, span))


def reshape(project: Project, annotation: Annotation, pieces: Iterable[Span]) -> Change:
    """Put an annotation on other words: on all of these pieces, joined where they touch.

    Raises as `resize`, or InvalidError where there are none.
    """
    joined: tuple[Span, ...] = ()
    text = project.text(annotation.article)
    for piece in pieces:
        if piece not in annotation.pieces:
            check_span(text, piece)
        joined = fragments.united(joined, piece)
    if not joined:
        raise InvalidError("nothing would be left of the mark; delete it instead")
    return _reshaped(project, ChangeKind.RESIZE, annotation, joined)


def add_fragment(project: Project, annotation: Annotation, span: Span) -> Change:
    """Add words to an annotation: as a fragment of its own, or to the ones that they touch.

    Raises InvalidError where they belong to it already, SpanError or TwinError.
    """
    pieces = fragments.united(annotation.pieces, span)
    check_span(project.text(annotation.article), span)
    if pieces == annotation.pieces:
        raise InvalidError("these words belong to the mark already")
    return _reshaped(project, ChangeKind.ADD_FRAGMENT, annotation, pieces)


def take_out(project: Project, annotation: Annotation, span: Span) -> Change:
    """Take words out of an annotation.

    Raises InvalidError where none of them belong to it or nothing would be left, SpanError or TwinError.
    """
    pieces = fragments.without(annotation.pieces, span)
    check_span(project.text(annotation.article), span)
    if pieces == annotation.pieces:
        raise InvalidError("these words do not belong to the mark")
    if not pieces:
        raise InvalidError("nothing would be left of the mark; delete it instead")
    return _reshaped(project, ChangeKind.TAKE_OUT, annotation, pieces)


def _reshaped(project: Project, kind: ChangeKind, annotation: Annotation, pieces: tuple[Span, ...]) -> Change:
    after = replace(annotation.lying_on(pieces, project.text(annotation.article)), modified=now())
    _refuse_twin(project, after)
    return _edited(project, kind, annotation, after)


def retag(project: Project, annotation: Annotation, tag_id: str) -> Change:
    """Give an annotation another tag.

    Raises NotFoundError, InvalidError where the tag is retired, or TwinError where the words have that tag already.
    """
    tag = _offered(project, tag_id)
    after = replace(annotation, tag=tag_id, modified=now())
    _refuse_twin(project, after)
    return _change(project, ChangeKind.RETAG, tag.name, [Edit(annotation, after)])


def set_note(project: Project, annotation: Annotation, note: str | None) -> Change:
    """Give an annotation a note; None or a blank one takes it away."""
    return _edited(project, ChangeKind.NOTE, annotation, replace(annotation, note=or_nothing(note), modified=now()))


def delete_annotations(project: Project, annotations: Iterable[Annotation]) -> Change:
    """Delete annotations, with the relations that end at them. The subject is the tag of one, the number of several."""
    doomed = list(annotations)
    subject = _tag_name(project, doomed[0].tag) if len(doomed) == 1 else str(len(doomed))
    return _change(project, ChangeKind.DELETE_ANNOTATION, subject, _without_annotations(project, doomed))


def add_tag(
    project: Project,
    name: str,
    *,
    colour: str | None = None,
    pattern: Pattern | None = None,
    shortcut: str | None = None,
    description: str | None = None,
    parent: str | None = None,
    example: str | None = None,
    counter_example: str | None = None,
) -> Change:
    """Add a tag, behind those of its parent; its colour and pattern are the next free ones unless said.

    Raises NameTakenError, KeyTakenError or InvalidError.
    """
    tags = project.tags
    tag = Tag(
        new_id(),
        one_line(name),
        colour.lower() if colour is not None else tags.next_colour(),
        pattern if pattern is not None else tags.next_pattern(),
        shortcut,
        or_nothing(description),
        parent,
        position=max((child.position for child in tags.children(parent)), default=0),
        example=or_nothing(example),
        counter_example=or_nothing(counter_example),
    )
    return new_tag(project, tag)


def new_tag(project: Project, tag: Tag) -> Change:
    """Add a tag that is given whole. Raises as `add_tag`."""
    project.tags.with_tag(tag)
    return _change(project, ChangeKind.ADD_TAG, tag.name, [Edit(None, tag)])


def edit_tag(project: Project, tag: Tag, *, before: Tag | None = None) -> Change:
    """Put `tag` in the place of the stored one with its id. Raises as `add_tag`, or NotFoundError.

    `before` is the tag that `tag` was made from: where another one is stored by the time of `apply`, that raises
    ConflictError. Without it the stored one is overwritten, whatever it is.
    """
    if before is None:
        before = _tag(project, tag.id)
    after = replace(
        tag,
        name=one_line(tag.name),
        colour=tag.colour.lower(),
        description=or_nothing(tag.description),
        example=or_nothing(tag.example),
        counter_example=or_nothing(tag.counter_example),
        shortcut=None if tag.retired else tag.shortcut,
    )
    project.tags.with_tag(after)
    return _change(project, ChangeKind.EDIT_TAG, after.name, [Edit(before, after)])


def delete_tag(project: Project, tag: Tag) -> Change:
    """Delete a tag with all its annotations; tags below it move up, and nothing else speaks of it any more.

    Types of relations that only went from or to it go too, unless there are some between others. What tags below it
    inherit from it, and their marks carry, they define themselves from then on.
    """
    stored = _tag(project, tag.id)
    edits = _without_annotations(project, project.annotations(tags=[tag.id]))
    edits += [Edit(status, None) for status in project.statuses() if status.tag == tag.id]
    edits += [Edit(entity, replace(entity, tag=None)) for entity in project.entities() if entity.tag == tag.id]
    edits += [Edit(child, _moved_up(project, child, stored)) for child in project.tags if child.parent == tag.id]
    edits.append(Edit(stored, None))
    fallen = {edit.value.id for edit in edits if isinstance(edit.value, Relation)}
    used = {relation.type for relation in project.relations() if relation.id not in fallen}
    below = [child.id for child in project.tags if child.parent == tag.id]
    for kind in project.relation_types():
        ends = (_instead(kind.from_tags, tag.id, below), _instead(kind.to_tags, tag.id, below))
        if any(not left and had for left, had in zip(ends, (kind.from_tags, kind.to_tags), strict=True)) and (
            kind.id not in used
        ):
            edits.append(Edit(kind, None))
        elif ends != (kind.from_tags, kind.to_tags):
            edits.append(Edit(kind, replace(kind, from_tags=ends[0], to_tags=ends[1])))
    return _change(project, ChangeKind.DELETE_TAG, stored.name, edits)


def _moved_up(project: Project, child: Tag, gone: Tag) -> Tag:
    return keeping(project, project.tags, replace(child, parent=gone.parent))


def edit_article(
    project: Project, article: Article, *, before: Article | None = None, event: str | None = None
) -> Change:
    """Put `article` in the place of the stored one with its id: all but its text can change.

    `before` is the article that `article` was made from: where another one is stored by the time of `apply`, that
    raises ConflictError. Without it the stored one is overwritten, whatever it is.
    `event` is the name of the event it reports from now on (made where there is none of this name, blank for none);
    None leaves its events as `article` has them. Raises InvalidError (title, language, date) or NotFoundError.
    """
    if before is None:
        before = project.article(article.id)
    made: list[Edit[Value]] = []
    if event is not None:
        article, made = with_event(project, article, " ".join(event.split()))
    after = described(before, article)
    return _change(project, ChangeKind.EDIT_ARTICLE, after.title, [*made, Edit(before, after)])


def set_body(project: Project, article: Article, body: Span | None) -> Change:
    """Say which part of the text of `article`, as it was read, is its body; None, or all there is to read: the whole.

    Raises InvalidError where the body has nothing to read or ends behind the text.
    """
    # What somebody has said is no guess any more.
    after = replace(article, body=body, guesses=tuple(name for name in article.guesses if name != "body"))
    check_article(after)
    if body is not None:
        text = project.text(article.id)
        if not body.of(text).strip():
            raise InvalidError("nothing would be left of the article")
        outside = parts(text, body)
        if outside.before is None and outside.after is None:
            after = replace(article, body=None)
    return _change(project, ChangeKind.BODY, after.title, [Edit(article, after)])


def remove_articles(project: Project, articles: Sequence[Article]) -> Change:
    """Remove articles with their texts, annotations and statuses; an article that replaces one of them stays."""
    doomed = {article.id: project.article(article.id) for article in articles}
    edits = _without_annotations(project, project.annotations(articles=list(doomed)), doomed)
    edits += [Edit(status, None) for status in project.statuses() if status.article in doomed]
    edits += [
        Edit(article, replace(article, replaces=None))
        for article in project.later_versions(doomed)
        if article.id not in doomed
    ]
    edits += [Edit(original, None) for record in doomed if (original := project.original(record)) is not None]
    edits += [Edit(ArticleText(record, project.text(record)), None) for record in doomed]
    edits += [Edit(article, None) for article in doomed.values()]
    subject = articles[0].title if len(articles) == 1 else str(len(articles))
    return _change(project, ChangeKind.REMOVE_ARTICLE, subject, edits)


def _change(project: Project, kind: ChangeKind, subject: str, edits: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), subject, tuple(edits))


def _edited(project: Project, kind: ChangeKind, before: Annotation, after: Annotation) -> Change:
    return _change(project, kind, _tag_name(project, before.tag), [Edit(before, after)])


def _tag(project: Project, tag_id: str) -> Tag:
    tag = project.tags.get(tag_id)
    if tag is None:
        raise NotFoundError("tag", tag_id, [tag.name for tag in project.tags])
    return tag


def _offered(project: Project, tag_id: str) -> Tag:
    tag = _tag(project, tag_id)
    require_offered(tag)
    return tag


def _tag_name(project: Project, tag_id: str) -> str:
    tag = project.tags.get(tag_id)
    return tag_id if tag is None else tag.name


def _twin(project: Project, article_id: str, span: Span, tag_id: str) -> Annotation | None:
    """Return this coder's annotation of exactly this span, in one piece, with this tag."""
    coder = project.coder.id
    for found in project.annotations_on(article_id, span):
        if found.tag == tag_id and found.coder == coder and not found.fragments:
            return found
    return None


def _refuse_twin(project: Project, after: Annotation) -> None:
    for other in project.annotations_on(after.article, after.span):
        same = (other.tag, other.coder, other.fragments) == (after.tag, after.coder, after.fragments)
        if same and other.id != after.id:
            raise TwinError(_tag_name(project, after.tag), other.id)


def _without_annotations(
    project: Project, annotations: Iterable[Annotation], articles: Iterable[str] = ()
) -> list[Edit[Value]]:
    """Return the edits that delete annotations with the relations that end at them or have their cue in `articles`."""
    doomed = list(annotations)
    ids = {annotation.id for annotation in doomed}
    gone = frozenset(articles)

    def falls(relation: Relation) -> bool:
        ends = (relation.source.annotation, relation.target.annotation)
        return any(end in ids for end in ends) or (relation.cue is not None and relation.cue.article in gone)

    edits: list[Edit[Value]] = [Edit(relation, None) for relation in project.relations() if falls(relation)]
    return edits + [Edit(annotation, None) for annotation in doomed]


def _instead(ids: tuple[str, ...], gone: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return ends of which one is gone, and what lay below it stands in its place."""
    return tuple(dict.fromkeys(end for record in ids for end in (others if record == gone else (record,))))
