"""What is known of articles, edited: as it is stored, with the event they report, one or several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.values import Article, Event, Value
from annotator.project.project import Project
from annotator.project.rules import check_article, one_line, or_nothing
from annotator.text.direction import text_direction


def described(before: Article, article: Article) -> Article:
    """Return `article` as it is stored in the place of `before`. Raises InvalidError (title, language, date)."""
    after = replace(
        article,
        title=one_line(article.title),
        language=or_nothing(article.language),
        published=or_nothing(article.published),
        source=or_nothing(article.source),
        author=or_nothing(article.author),
        url=or_nothing(article.url),
        folder=or_nothing(article.folder),
    )
    # What somebody has set is no guess any more.
    after = replace(after, guesses=tuple(x for x in after.guesses if getattr(after, x) == getattr(before, x)))
    check_article(after)
    return after


def with_event(
    project: Project, article: Article, name: str, made: Event | None = None
) -> tuple[Article, list[Edit[Value]]]:
    """Return an article that reports the event of this name (blank: none), and the edit that makes it, if need be.

    `made` is an event that is about to be made already.
    """
    if not name:
        return replace(article, events=()), []
    for event in (*project.events(), *(() if made is None else (made,))):
        if event.name.casefold() == name.casefold():
            return (article if event.id in article.events else replace(article, events=(event.id,))), []
    event = Event(new_id(), name)
    return replace(article, events=(event.id,)), [Edit(None, event)]


def edit_articles(
    project: Project, articles: Sequence[Article], fields: Mapping[str, str | None], *, event: str | None = None
) -> Change:
    """Set some of the fields of articles to the same values, in one change; one without edits where all are so already.

    `fields` are new values of `language`, `direction`, `published`, `source`, `author` or `url`; where a language is
    given and no direction, that follows as far as it did before. `event` and errors as in `edits.edit_article`.
    """
    made: list[Edit[Value]] = []
    changed: list[Edit[Value]] = []
    known: Event | None = None
    for before in articles:
        article = replace(before, **fields)
        if event is not None:
            article, new = with_event(project, article, " ".join(event.split()), known)
            known = next((edit.after for edit in new if isinstance(edit.after, Event)), known)
            made += new
        if "language" in fields and "direction" not in fields:
            text = project.text(before.id)
            if before.direction is text_direction(text, before.language):
                article = replace(article, direction=text_direction(text, article.language))
        after = described(before, article)
        after = replace(after, guesses=tuple(name for name in after.guesses if name not in fields))
        if after != before:
            changed.append(Edit(before, after))
    subject = articles[0].title if len(articles) == 1 else str(len(articles))
    return Change(ChangeKind.EDIT_ARTICLE, project.coder.id, now(), subject, (*made, *changed))
