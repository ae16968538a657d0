"""Where articles stand in the library and how far they are read: edits by name, as in `edits`, nothing stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError
from annotator.core.ids import new_id, now
from annotator.core.reading import standing
from annotator.core.values import Article, Event, ReadingState, Status, Value
from annotator.project.project import Project
from annotator.project.rules import one_line


def move_to_folder(project: Project, articles: Sequence[Article], folder: str | None) -> Change:
    """Put articles into a folder; None or a blank name takes them out of theirs."""
    name = one_line(folder or "") or None
    moved: list[Edit[Value]] = [
        Edit(article, replace(article, folder=name)) for article in articles if article.folder != name
    ]
    return _change(project, ChangeKind.MOVE_ARTICLE, _what(articles), moved)


def rename_folder(project: Project, folder: str, name: str) -> Change:
    """Give a folder another name; where there is one of this name, its articles go there.

    Raises InvalidError where the name is blank.
    """
    name = _name(name, "a folder")
    inside = [article for article in project.articles() if article.folder == folder]
    moved: list[Edit[Value]] = [Edit(article, replace(article, folder=name)) for article in inside if name != folder]
    return _change(project, ChangeKind.RENAME_FOLDER, folder, moved)


def put_into_event(project: Project, articles: Sequence[Article], name: str, *, only: bool = False) -> Change:
    """Let articles report an event, which is made where there is none of this name.

    They stay reports of others unless `only` this one is meant. Raises InvalidError where the name is blank.
    """
    name = _name(name, "an event")
    event = next((event for event in project.events() if event.name.casefold() == name.casefold()), None)
    edits: list[Edit[Value]] = []
    if event is None:
        event = Event(new_id(), name)
        edits.append(Edit(None, event))
    for article in articles:
        others = () if only else tuple(other for other in article.events if other != event.id)
        after = replace(article, events=(*others, event.id))
        if event.id not in article.events or (only and len(article.events) > 1):
            edits.append(Edit(article, after))
    return _change(project, ChangeKind.PUT_INTO_EVENT, event.name, edits)


def take_out_of_event(project: Project, articles: Sequence[Article], event: Event | None = None) -> Change:
    """Let articles no longer report an event (None: any)."""
    edits: list[Edit[Value]] = []
    for article in articles:
        left = tuple(other for other in article.events if event is not None and other != event.id)
        if left != article.events:
            edits.append(Edit(article, replace(article, events=left)))
    return _change(project, ChangeKind.TAKE_OUT_OF_EVENT, event.name if event else _what(articles), edits)


def rename_event(project: Project, event: Event, name: str) -> Change:
    """Give an event another name. Raises InvalidError where it is blank or another event has it."""
    name = _name(name, "an event")
    if any(other.id != event.id and other.name.casefold() == name.casefold() for other in project.events()):
        raise InvalidError(f"there is already an event '{name}'")
    edits: list[Edit[Value]] = [Edit(event, replace(event, name=name))] if name != event.name else []
    return _change(project, ChangeKind.RENAME_EVENT, event.name, edits)


def rename_article(project: Project, article: Article, title: str) -> Change:
    """Give an article another title. Raises InvalidError where it is blank."""
    from annotator.project import edits

    return edits.edit_article(project, replace(article, title=title), before=article)


def set_status(
    project: Project, articles: Sequence[Article], state: ReadingState | None, tags: Collection[str] | None = None
) -> Change:
    """Say how far this coder has read articles, for these tags (ids; None: for every one); state None: not read yet."""
    coder = project.coder.id
    known = {(status.article, status.tag): status for status in
             project.statuses(articles=[article.id for article in articles], coder=coder)}  # fmt: skip
    edits: list[Edit[Value]] = []
    for article in articles:
        for tag in project.tags:
            if tags is not None and tag.id not in tags:
                continue
            before = known.get((article.id, tag.id))
            if before is None and state is not None:
                edits.append(Edit(None, Status(new_id(), article.id, tag.id, coder, state)))
            elif before is not None and before.state is not state:
                edits.append(Edit(before, None if state is None else replace(before, state=state)))
    changed = {edit.value.article for edit in edits if isinstance(edit.value, Status)}
    return _change(project, ChangeKind.STATUS, _what([one for one in articles if one.id in changed] or articles), edits)


def standings(project: Project, articles: Sequence[Article], coder: str) -> dict[tuple[str, str], ReadingState | None]:
    """Return by article and tag (ids) how far a coder (id) has read: what they said, else in work where they marked.

    Retired tags are left out.
    """
    ids = [article.id for article in articles]
    said = {(status.article, status.tag): status.state for status in project.statuses(articles=ids, coder=coder)}
    marked = {(article, tag) for article, tag, who, _ in project.tallies(ids) if who == coder}
    pairs = ((article, tag.id) for article in ids for tag in project.tags.offered)
    return {pair: standing(said.get(pair), marked=pair in marked) for pair in pairs}


def _what(articles: Sequence[Article]) -> str:
    """Return what a change of articles is about: the title of one, the number of several."""
    return articles[0].title if len(articles) == 1 else str(len(articles))


def _name(name: str, what: str) -> str:
    name = one_line(name)
    if not name:
        raise InvalidError(f"{what} needs a name")
    return name


def _change(project: Project, kind: ChangeKind, subject: str, edits: Iterable[Edit[Value]]) -> Change:
    return Change(kind, project.coder.id, now(), subject, tuple(edits))
