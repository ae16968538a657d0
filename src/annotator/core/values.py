"""The frozen values a project is made of: each one a record with an id, none of them knowing how it is kept.

They are structs of msgspec: used like dataclasses, but made in C (`msgspec.structs.replace` makes a changed one).
"""

from __future__ import annotations

import zlib
from enum import StrEnum
from typing import TypeAlias

from msgspec import MsgspecError, Struct, field, json
from msgspec.structs import replace

from annotator.text.direction import Direction
from annotator.text.span import Span

AttributeValue: TypeAlias = str | int | float | bool
Attributes: TypeAlias = tuple[tuple[str, AttributeValue], ...]
"""Name and value pairs, in the order of the names."""

_UNPACKED = 1_000_000_000


class Pattern(StrEnum):
    """How a tag's lane is drawn, so that tags differ by more than colour."""

    SOLID = "solid"
    DOUBLE = "double"
    DOTTED = "dotted"
    DASHED = "dashed"
    WAVY = "wavy"


class AttributeKind(StrEnum):
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes-no"


class ReadingState(StrEnum):
    """Only `done` makes silence a finding. `not read yet` is the absence of a status."""

    IN_WORK = "in-work"
    DONE = "done"


class Verdict(StrEnum):
    """What an analyst says of one entity across the reports of one event."""

    SAME = "same"
    DIFFERS = "differs"


class ProjectInfo(Struct, frozen=True):
    id: str
    name: str
    created: str


class Coder(Struct, frozen=True):
    id: str
    name: str


class AttributeDefinition(Struct, frozen=True):
    name: str
    kind: AttributeKind
    choices: tuple[str, ...] = ()


class Tag(Struct, frozen=True):
    """What an annotation says its span is. `colour` is `#rrggbb`, `shortcut` one character of a US keyboard's key.

    `attributes` are carried by annotations of this tag and of the tags below it. `position` orders tags (those of one
    go by their ids). A tag that is `retired` keeps its annotations and is offered for no new one. `example` and
    `counter_example` are words that are, and are not, to be marked with it.
    """

    id: str
    name: str
    colour: str
    pattern: Pattern = Pattern.SOLID
    shortcut: str | None = None
    description: str | None = None
    parent: str | None = None
    attributes: tuple[AttributeDefinition, ...] = ()
    position: int = 0
    example: str | None = None
    counter_example: str | None = None
    retired: bool = False


class RelationType(Struct, frozen=True):
    id: str
    name: str
    from_tags: tuple[str, ...] = ()
    to_tags: tuple[str, ...] = ()
    description: str | None = None
    attributes: tuple[AttributeDefinition, ...] = ()


class Event(Struct, frozen=True):
    id: str
    name: str


class Entity(Struct, frozen=True):
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    tag: str | None = None
    part_of: str | None = None
    note: str | None = None


class Status(Struct, frozen=True):
    """A coder's reading status of one article for one tag."""

    id: str
    article: str
    tag: str
    coder: str
    state: ReadingState


class Origin(Struct, frozen=True):
    """Where an article's text was read from: a file name (never a path), its encoding, SHA-256 of the file's bytes."""

    name: str | None = None
    encoding: str | None = None
    sha256: str | None = None


class ArticleText(Struct, frozen=True):
    """An article's canonical text, kept apart because most work on articles does not read it. `id` is the article's."""

    id: str
    text: str

    def __repr__(self) -> str:
        return f"ArticleText({self.id!r}, {len(self.text)} characters)"


class ArticleOriginal(Struct, frozen=True):
    """The file that an article was read from, so that nothing of it is lost. `id` is the article's.

    `packed` are its bytes, compressed by zlib: `pack` and `data` lead there and back.
    """

    id: str
    packed: bytes

    @classmethod
    def pack(cls, article: str, data: bytes) -> ArticleOriginal:
        return cls(article, zlib.compress(data))

    @property
    def data(self) -> bytes:
        """The bytes of the file. Raises ValueError where they are damaged or unpack to more than a gigabyte."""
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(self.packed, _UNPACKED)
        except zlib.error as error:
            raise ValueError(f"the original file is damaged ({error})") from error
        if not unpacking.eof:
            raise ValueError("the original file is damaged (it does not end)")
        return data

    def __repr__(self) -> str:
        return f"ArticleOriginal({self.id!r}, {len(self.packed)} bytes)"


class Article(Struct, frozen=True):
    """All of an article but its text.

    `language` is a BCP 47 tag or None, `published` an ISO date that may be partial (`2021-03`), `body` a span of code
    points (None: the whole text), `sha256` that of the text in UTF-8, `length` the text's code points, `events` ids.
    `guesses` names the fields, of GUESSABLE, that were told by the program and that nobody has confirmed.
    """

    id: str
    title: str
    direction: Direction
    sha256: str
    length: int
    language: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    events: tuple[str, ...] = ()
    folder: str | None = None
    origin: Origin = Origin()
    body: Span | None = None
    replaces: str | None = None
    guesses: tuple[str, ...] = ()


GUESSABLE = ("title", "language", "direction", "published", "source", "author", "url", "body")
"""The fields of an article that can be guesses, in the order in which they are listed."""


class Annotation(Struct, frozen=True):
    """A mark: `[start, end)` code points of an article's text, one tag, one coder.

    `fragments` are the parts of a discontinuous mark, ascending and apart (empty where it is in one piece); `start`,
    `end` and `quote` are then those of its hull. `quote` is `text[start:end]`: lists show it without reading texts,
    and the integrity check compares it with the text. `uncertain` says that it may not be `entity` that is meant.
    """

    id: str
    article: str
    tag: str
    start: int
    end: int
    quote: str
    coder: str
    created: str
    modified: str
    note: str | None = None
    entity: str | None = None
    attributes: Attributes = ()
    fragments: tuple[Span, ...] = ()
    uncertain: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The spans that are really marked: the fragments, or the one span."""
        return self.fragments or (Span(self.start, self.end),)

    @property
    def words(self) -> str:
        """The words that are really marked: the quote, or those of the fragments with an ellipsis between each two."""
        if not self.fragments:
            return self.quote
        return " … ".join(self.quote[piece.start - self.start : piece.end - self.start] for piece in self.fragments)

    def lying_on(self, pieces: tuple[Span, ...], text: str) -> Annotation:
        """Return this mark on other words of `text`: on one span or more, ascending and apart."""
        start, end = pieces[0].start, pieces[-1].end
        fragments = pieces if len(pieces) > 1 else ()
        return replace(self, start=start, end=end, quote=text[start:end], fragments=fragments)


class End(Struct, frozen=True):
    """One end of a relation: an annotation or an entity, by id. Exactly one of the two is set."""

    annotation: str | None = None
    entity: str | None = None

    def __post_init__(self) -> None:
        if (self.annotation is None) == (self.entity is None):
            raise ValueError("a relation's end is either an annotation or an entity")


class Cue(Struct, frozen=True):
    """The words that express a relation (its verb): a span of an article's text."""

    article: str
    start: int
    end: int
    quote: str


class Relation(Struct, frozen=True):
    id: str
    type: str
    source: End
    target: End
    coder: str
    created: str
    modified: str
    cue: Cue | None = None
    attributes: Attributes = ()
    note: str | None = None


class Judgement(Struct, frozen=True):
    """What a coder has confirmed of one row of a comparison: whether the reports of an event say the same of an entity.

    `sentence` says in what they differ, or what else is to be said of it.
    """

    id: str
    event: str
    entity: str
    coder: str
    created: str
    modified: str
    verdict: Verdict
    sentence: str | None = None


class Conflict(Struct, frozen=True):
    """What the other side of a merge made of a record that both have edited: kept until somebody settles it.

    `kind` is a glossary word and `record` an id: which record it is about. The one side's value is what is stored,
    `other` is the other side's as JSON, None where that side had removed it. `coder` (an id) and `time` (RFC 3339 in
    UTC) say who made it so and when, as far as that is known.
    """

    id: str
    kind: str
    record: str
    other: str | None = None
    coder: str | None = None
    time: str | None = None

    @property
    def value(self) -> Value | None:
        """The other side's value. Raises ValueError where that is damaged."""
        if self.other is None:
            return None
        try:
            value: Value = json.decode(self.other, type=BY_WORD[self.kind])
        except (MsgspecError, KeyError) as error:
            raise ValueError(f"a conflict is damaged ({error})") from error
        return value

    @property
    def sound(self) -> bool:
        """Whether it says what it is about, and the other value can be read."""
        try:
            value = self.value
        except ValueError:
            return False
        return self.kind in BY_WORD and (value is None or value.id == self.record)


class Merged(Struct, frozen=True):
    """Something that went into this project when it was merged: a record that became one with the record `into`.

    `into` is None where `id` is the mark of a whole project as it was then.
    """

    id: str
    into: str | None = None


Value: TypeAlias = (
    Coder
    | Tag
    | RelationType
    | Event
    | Entity
    | Article
    | ArticleText
    | ArticleOriginal
    | Status
    | Annotation
    | Relation
    | Judgement
    | Conflict
    | Merged
)
"""Everything a change can be about."""

Said: TypeAlias = Annotation | Relation | Judgement
"""What a coder says, at a time."""

BY_WORD: dict[str, type[Value]] = {
    "coder": Coder,
    "tag": Tag,
    "relation type": RelationType,
    "event": Event,
    "entity": Entity,
    "article": Article,
    "reading status": Status,
    "annotation": Annotation,
    "relation": Relation,
    "judgement": Judgement,
}
"""The kinds of records that two people can have edited, by the glossary's words."""


class Bundle(Struct, frozen=True):
    """A whole project, or a part of one, as values: what formats write and read.

    `texts` maps an article's id to its text. `offsets` of all spans are code points. Formats leave `conflicts` and
    `merged` out.
    """

    project: ProjectInfo
    coders: tuple[Coder, ...] = ()
    tags: tuple[Tag, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    events: tuple[Event, ...] = ()
    entities: tuple[Entity, ...] = ()
    articles: tuple[Article, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    statuses: tuple[Status, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    relations: tuple[Relation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    merged: tuple[Merged, ...] = ()
    judgements: tuple[Judgement, ...] = ()
