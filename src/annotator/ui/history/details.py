"""What exactly a change changed, in words: each value with its fields before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, TypeAlias

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from annotator.core.change import Edit
from annotator.core.values import (
    Annotation,
    Article,
    ArticleOriginal,
    ArticleText,
    AttributeDefinition,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.text.isolate import isolate, shorten
from annotator.text.span import Span
from annotator.ui.lists import list_font
from annotator.ui.theme import Theme
from annotator.ui.wording import language_name, state_text, value_text, verdict_text

_SHORT = 160
_NAMED = {"tag", "coder", "article", "replaces", "events", "event", "parent", "entity", "from_tags", "to_tags"}
"""Fields that hold ids of other values."""
_UNTOLD = {"id", "sha256", "length", "created", "modified", "guesses", "quote", "fragments", "end"}
_WORDED: dict[str, Callable[..., str]] = {
    "language": language_name, "state": state_text, "verdict": verdict_text,
}  # fmt: skip
_NOTHING = "–"
_Names: TypeAlias = Callable[[str], str | None]

translate = QCoreApplication.translate


class Fact(Struct, frozen=True):
    """A field in words, before and after; None where there was, or is, nothing."""

    field: str
    before: str | None
    after: str | None


class Told(Struct, frozen=True):
    """What became of one value: what it is (`New mark`), what it is called, which fields are not what they were."""

    heading: str
    name: str
    facts: tuple[Fact, ...] = ()


def tell(edits: Iterable[Edit[Value]], names: _Names) -> list[Told]:
    """Return what these edits did. `names` gives the name of what has an id, None where it is gone."""
    return [_tell(edit, names) for edit in edits if not isinstance(edit.value, ArticleText | ArticleOriginal)]


def _tell(edit: Edit[Value], names: _Names) -> Told:
    before, after = edit.before, edit.after
    kind = _kind(edit.value)
    if before is None:
        heading = translate("history", "New {0}").replace("{0}", kind)
    elif after is None:
        heading = translate("history", "{0} removed").replace("{0}", kind[:1].upper() + kind[1:])
    else:
        heading = kind[:1].upper() + kind[1:]
    return Told(heading, _name(edit.value), tuple(_facts(before, after, names)))


def _kind(value: Value) -> str:
    return {
        Annotation: translate("history", "mark"),
        Article: translate("history", "article"),
        Tag: translate("history", "tag"),
        Coder: translate("history", "coder"),
        Event: translate("history", "event"),
        Entity: translate("history", "entity"),
        Relation: translate("history", "relation"),
        RelationType: translate("history", "relation type"),
        Status: translate("history", "reading status"),
        Judgement: translate("history", "verdict"),
        Conflict: translate("history", "conflict to settle"),
    }[type(value)]


def _name(value: Value) -> str:
    if isinstance(value, Annotation):
        return f"“{isolate(shorten(value.words, _SHORT))}”"
    if isinstance(value, Article):
        return f"“{isolate(shorten(value.title, _SHORT))}”"
    name = getattr(value, "name", None)
    return f"“{isolate(name)}”" if isinstance(name, str) else ""


def _labels() -> dict[str, str]:
    return {
        "title": translate("history", "Title"), "direction": translate("history", "Direction"),
        "language": translate("history", "Language"), "published": translate("history", "Published"),
        "source": translate("history", "Source"), "author": translate("history", "Author"),
        "url": translate("history", "Address"), "events": translate("history", "Events"),
        "folder": translate("history", "Folder"), "origin": translate("history", "File"),
        "body": translate("history", "Bounds"), "replaces": translate("history", "Later version of"),
        "tag": translate("history", "Tag"), "coder": translate("history", "Coder"),
        "note": translate("history", "Note"), "entity": translate("history", "Entity"),
        "attributes": translate("history", "Attributes"), "start": translate("history", "Place"),
        "name": translate("history", "Name"), "colour": translate("history", "Colour"),
        "pattern": translate("history", "Line"), "shortcut": translate("history", "Key"),
        "description": translate("history", "Description"), "parent": translate("history", "Under"),
        "state": translate("history", "Status"), "article": translate("history", "Article"),
        "example": translate("history", "Example"), "counter_example": translate("history", "Counter-example"),
        "position": translate("history", "Place"), "retired": translate("history", "Retired"),
        "from_tags": translate("history", "From"), "to_tags": translate("history", "To"),
        "aliases": translate("history", "Other names"), "part_of": translate("history", "Part of"),
        "event": translate("history", "Event"), "verdict": translate("history", "Verdict"),
        "sentence": translate("history", "Sentence"),
    }  # fmt: skip


def _facts(before: Value | None, after: Value | None, names: _Names) -> Iterable[Fact]:
    value = after if after is not None else before
    assert value is not None
    if isinstance(before, Annotation) and isinstance(after, Annotation) and before.words != after.words:
        yield Fact(translate("history", "Words"), _short(before.words), _short(after.words))
    if isinstance(value, Annotation | Relation):
        yield from _attributes(before, after)
    labels = _labels()
    for field in value.__struct_fields__:
        if field in _UNTOLD or field not in labels:
            continue
        if field == "attributes" and isinstance(value, Annotation | Relation):
            continue
        was, now = _text(before, field, names), _text(after, field, names)
        if before is not None and after is not None:
            told = was != now
            was, now = was or _NOTHING, now or _NOTHING
        else:
            # Of what is new, or gone, its name says most; and what was never given needs no line.
            told = (was or now) is not None and field not in ("title", "name", "pattern", "direction", "position")
        if told:
            yield Fact(labels[field], was, now)


def _attributes(before: Value | None, after: Value | None) -> Iterable[Fact]:
    """Yield each attribute that became another, in words; of what is new or gone, all it carries."""
    was, now = (dict(getattr(value, "attributes", ())) for value in (before, after))
    for name in sorted(was | now):
        old, new = (_short(value_text(held[name])) if name in held else None for held in (was, now))
        if before is not None and after is not None:
            if repr(was.get(name)) != repr(now.get(name)):
                yield Fact(isolate(_short(name)), old or _NOTHING, new or _NOTHING)
        else:
            yield Fact(isolate(_short(name)), old, new)


def _text(value: Value | None, field: str, names: _Names) -> str | None:
    """Return a field in words; None where it holds nothing."""
    if value is None:
        return None
    if isinstance(value, Annotation) and field == "start":
        return ", ".join(_span(piece) for piece in value.pieces)
    found = getattr(value, field)
    if found is None or found in ("", ()):
        return None
    if field in _NAMED:
        ids: Sequence[str] = found if isinstance(found, tuple) else (found,)
        gone = translate("history", "one that is gone")
        return ", ".join(_short(names(one) or gone) for one in ids)
    return _short(", ".join(map(_part, found))) if isinstance(found, tuple) else _plain(field, found)


def _plain(field: str, found: Any) -> str | None:
    if field in _WORDED:
        return _WORDED[field](found)
    if field == "origin":
        return _short(found.name) if found.name else None
    if field == "position":
        return QLocale().toString(found + 1)
    if isinstance(found, Span):
        return _span(found)
    if isinstance(found, bool):
        return translate("history", "yes") if found else None
    return _short(str(getattr(found, "value", found)))


def _part(one: object) -> str:
    """Return one of several: a definition with what it allows, a pair, else its name."""
    if isinstance(one, AttributeDefinition):
        return f"{one.name} ({' | '.join(one.choices) or one.kind.value})"
    return ": ".join(map(str, one)) if isinstance(one, tuple) else str(getattr(one, "name", one))


def _short(text: str) -> str:
    return shorten(text, _SHORT)


def _span(span: Span) -> str:
    # Digits and a dash: never read from the right, whatever stands around.
    locale = QLocale()
    return f"{locale.toString(span.start)}–{locale.toString(span.end)}"


def as_html(told: Sequence[Told], more: int, theme: Theme) -> str:
    """Return it as rich text, every quote in its own direction; `more` is how many values are not told."""
    parts: list[str] = []
    for one in told:
        # Only our own word is bold: bold Arabic would be made up.
        parts.append(f"<p style='margin: 0 0 2px 0'><b>{escape(one.heading)}</b> {_sized(one.name)}</p>")
        for fact in one.facts:
            quiet = f"<span style='color: {theme.quiet}'>"
            before, after = (None if text is None else _sized(isolate(text)) for text in (fact.before, fact.after))
            if before is None:
                words = after or ""
            else:
                words = f"{quiet}{before}</span>" + ("" if after is None else f" → {after}")
            parts.append(f"<p style='margin: 0 0 2px 0'>{quiet}{escape(fact.field)}</span>  {words}</p>")
        parts.append("<p style='margin: 0; font-size: 5px'> </p>")
    if more > 0:
        words = translate("history", "and {0} more").replace("{0}", QLocale().toString(more))
        parts.append(f"<p style='margin: 0; color: {theme.quiet}'>{escape(words)}</p>")
    return "".join(parts)


def _sized(text: str) -> str:
    """Return text for rich text, Arabic a step larger than Latin."""
    return f"<span style='font-size: {list_font(text).pixelSize()}px'>{escape(text)}</span>"
