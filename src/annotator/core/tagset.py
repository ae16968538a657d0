"""All tags of a project, with the two-way table of shortcut keys, and the tags a new project starts with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bidict import ValueDuplicationError, bidict
from msgspec import Struct
from msgspec.structs import replace

from annotator.core.errors import InvalidError, KeyTakenError, NameTakenError, NotFoundError
from annotator.core.values import AttributeDefinition, AttributeKind, Pattern, RelationType, Tag

ATTRIBUTED_TO = AttributeDefinition("attributed to", AttributeKind.TEXT)
"""Whose words they are, where the report only repeats them."""

# Fixed ids, older than any other UUIDv7, so that the same tags of two people's projects are the same.
ACTOR = Tag(
    "00000000-0000-7000-8000-000000000001",
    "actor",
    "#1f77b4",
    Pattern.SOLID,
    "1",
    "Who acts or is acted on.",
    attributes=(AttributeDefinition("role", AttributeKind.CHOICE, ("issuer", "addressee", "other")), ATTRIBUTED_TO),
    example="The port authority told the three ferry lines to report by Friday: the authority, the three ferry lines.",
    counter_example="The harbour was calm that day: a place, where it does nothing.",
)
DIRECTIVE = Tag(
    "00000000-0000-7000-8000-000000000002",
    "directive",
    "#b5540c",
    Pattern.DOUBLE,
    "2",
    "What somebody is told to do.",
    attributes=(
        AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests", "urges", "recommends")),
        ATTRIBUTED_TO,
    ),
    example="It ordered them to close both piers at once: to close both piers at once.",
    counter_example="They closed both piers last year: done already, and nobody was told to.",
)
CONCERN = Tag(
    "00000000-0000-7000-8000-000000000003",
    "concern",
    "#8a3ffc",
    Pattern.DOTTED,
    "3",
    "What somebody fears or warns of.",
    attributes=(AttributeDefinition("certainty", AttributeKind.CHOICE, ("stated", "possible")), ATTRIBUTED_TO),
    example="The crews fear that the ramp will give way: that the ramp will give way.",
    counter_example="The ramp gave way in March: it has happened, and nobody fears it here.",
)
DEFAULT_TAGS = (ACTOR, DIRECTIVE, CONCERN)
EARLIER_DEFAULT_TAGS = tuple(replace(tag, attributes=(), example=None, counter_example=None) for tag in DEFAULT_TAGS)
"""The same tags, by the same ids, as projects of earlier versions began with them."""


def _type(number: int, name: str, source: Tag, target: Tag, description: str) -> RelationType:
    return RelationType(f"00000000-0000-7000-8000-0000000001{number:02}", name, (source.id,), (target.id,), description)


DEFAULT_RELATION_TYPES = (
    _type(1, "issues", ACTOR, DIRECTIVE, "Who tells somebody to do it."),
    _type(2, "addresses", DIRECTIVE, ACTOR, "Who is told to do it."),
    _type(3, "answers", DIRECTIVE, CONCERN, "What it is to prevent."),
    _type(4, "raises", ACTOR, CONCERN, "Who fears or warns of it."),
    _type(5, "acts on", ACTOR, ACTOR, "Who does something to whom."),
)

PALETTE = ("#1f77b4", "#b5540c", "#8a3ffc", "#00786c", "#a3195b", "#6b6100", "#4a5568", "#c0272d")
"""Colours proposed for new tags: apart for any colour vision, each at least 4.5:1 on the light page."""

KEYS = "1234567890qwertyuiopasdfghjklzxcvbnm"
"""Keys a tag may have, as printed on a US keyboard; what counts is the place of the key, not its letter."""


MOST_TAGS = 1_000_000
"""No tag has a position behind this."""


class TagSet:
    """The tags of a project as a tree: each after the one it lies under, those of one parent by position and id.

    Immutable; changing it means making another.

    `keys` maps tag id to shortcut key and, as `keys.inverse`, key to tag id: two tags cannot share one.
    The key of a retired tag counts for nothing.
    Raises KeyTakenError or NameTakenError where two tags share a key or (without regard to case) a name.
    """

    def __init__(self, tags: Iterable[Tag] = ()) -> None:
        self._tags = {tag.id: tag for tag in in_tree_order(tags)}
        self.keys: bidict[str, str] = bidict()
        names: set[str] = set()
        for tag in self._tags.values():
            if tag.name.casefold() in names:
                raise NameTakenError(tag.name)
            names.add(tag.name.casefold())
            if tag.shortcut is not None and not tag.retired:
                try:
                    self.keys.put(tag.id, tag.shortcut)
                except ValueDuplicationError:
                    other = self._tags[self.keys.inverse[tag.shortcut]]
                    raise KeyTakenError(tag.shortcut, other.name) from None

    def __iter__(self) -> Iterator[Tag]:
        return iter(self._tags.values())

    def __len__(self) -> int:
        return len(self._tags)

    def __contains__(self, tag_id: str) -> bool:
        return tag_id in self._tags

    def __getitem__(self, tag_id: str) -> Tag:
        return self._tags[tag_id]

    def get(self, tag_id: str) -> Tag | None:
        return self._tags.get(tag_id)

    @property
    def offered(self) -> list[Tag]:
        """The tags that new marks may have, in their order: all that are not retired."""
        return [tag for tag in self if not tag.retired]

    def children(self, tag_id: str | None) -> list[Tag]:
        """Return the tags right below a tag, in their order; of None those at the top."""
        return [tag for tag in self if (tag.parent if tag.parent in self._tags else None) == tag_id]

    def path(self, tag_id: str) -> list[Tag]:
        """Return a tag and those above it, the topmost first. Raises KeyError."""
        return [self._tags[above] for above in reversed(_upwards(tag_id, self._tags))]

    def depth(self, tag_id: str) -> int:
        """Return how many tags lie above a tag. Raises KeyError."""
        return len(self.path(tag_id)) - 1

    def below(self, tag_id: str) -> list[Tag]:
        """Return a tag and all that lie below it, in their order."""
        return [tag for tag in self if tag_id in _upwards(tag.id, self._tags)]

    def attributes_of(self, tag_id: str) -> tuple[AttributeDefinition, ...]:
        """Return what annotations of a tag may carry: the attributes of all tags above it, then its own.

        Of two of one name along the way the upper one counts: they are alike (see `check_attributes`). Empty for an
        unknown tag.
        """
        found: dict[str, AttributeDefinition] = {}
        for tag in self.path(tag_id) if tag_id in self else ():
            for definition in tag.attributes:
                found.setdefault(definition.name.casefold(), definition)
        return tuple(found.values())

    def by_key(self, key: str) -> Tag | None:
        """Return the tag whose shortcut is `key`."""
        tag_id = self.keys.inverse.get(key)
        return None if tag_id is None else self._tags[tag_id]

    def named(self, name: str) -> Tag:
        """Return the tag of this name, whatever its case. Raises NotFoundError."""
        for tag in self:
            if tag.name.casefold() == name.casefold():
                return tag
        raise NotFoundError("tag", name, [tag.name for tag in self])

    def with_tag(self, tag: Tag) -> TagSet:
        """Return the set with `tag` added, or put in the place of the one with its id.

        Raises KeyTakenError, NameTakenError, or InvalidError where the name is blank or the key is none of KEYS.
        """
        check_tag(tag)
        holder = None if tag.retired or tag.shortcut is None else self.by_key(tag.shortcut)
        if holder is not None and holder.id != tag.id:
            raise KeyTakenError(str(tag.shortcut), holder.name)
        return TagSet([*(other for other in self if other.id != tag.id), tag])

    def free_key(self) -> str | None:
        """Return the first key that no tag has."""
        return next((key for key in KEYS if key not in self.keys.inverse), None)

    def next_colour(self) -> str:
        """Return the palette's first colour that no tag has (or the palette's next one in turn)."""
        used = {tag.colour for tag in self}
        return next((colour for colour in PALETTE if colour not in used), PALETTE[len(self) % len(PALETTE)])

    def next_pattern(self) -> Pattern:
        """Return the pattern that the fewest tags have."""
        used = [tag.pattern for tag in self]
        return min(Pattern, key=used.count)

    def without(self, tag_id: str) -> TagSet:
        """Return the set without this tag; tags below it move up to its parent."""
        gone = self._tags[tag_id]
        return TagSet(
            replace(tag, parent=gone.parent) if tag.parent == tag_id else tag for tag in self if tag.id != tag_id
        )


class WrittenTagSet(Struct, frozen=True):
    """A tag set by itself: tags in the order of their tree, and types of relations. `source`: who has thought of it."""

    name: str
    tags: tuple[Tag, ...]
    relation_types: tuple[RelationType, ...] = ()
    description: str | None = None
    source: str | None = None


def in_tree_order(tags: Iterable[Tag]) -> list[Tag]:
    """Return tags as a tree is read: each is followed by those below it, those of one parent by position and id.

    What lies below itself comes last, so that nothing is lost of a damaged file.
    """
    ordered = sorted(tags, key=lambda tag: (tag.position, tag.id))
    known = {tag.id for tag in ordered}
    below: dict[str | None, list[Tag]] = {}
    for tag in ordered:
        below.setdefault(tag.parent if tag.parent in known else None, []).append(tag)
    found: dict[str, Tag] = {}
    waiting = below.get(None, [])[::-1]
    while waiting:
        tag = waiting.pop()
        found[tag.id] = tag
        waiting += reversed(below.get(tag.id, ()))
    return [*found.values(), *(tag for tag in ordered if tag.id not in found)]


def _upwards(tag_id: str, tags: Mapping[str, Tag]) -> list[str]:
    """Return the ids from a tag up to the topmost one above it; a circle is gone through once."""
    way: dict[str, None] = {}
    at: str | None = tag_id
    while at is not None and at in tags and at not in way:
        way[at] = None
        at = tags[at].parent
    return list(way)


def check_attributes(tags: TagSet, touched: Collection[str] | None = None) -> None:
    """Raise InvalidError where marks of one tag could carry two attributes of one name (whatever its case), since a
    tag above it has another one, or where a definition is none. Two that are defined alike are one: that of the upper
    tag. Looks at the tags `touched` (ids; None: all), and at those below them.
    """
    for tag in tags:
        path = tags.path(tag.id)
        if touched is not None and not any(above.id in touched for above in path):
            continue
        check_definitions(tag.attributes, tag.name)
        held: dict[str, tuple[AttributeDefinition, Tag]] = {}
        for above in path:
            for definition in above.attributes:
                upper, owner = held.setdefault(definition.name.casefold(), (definition, above))
                if upper != definition:
                    raise InvalidError(
                        f"'{above.name}' cannot have an attribute '{definition.name}': it lies below the tag "
                        f"'{owner.name}', which has another one of this name; rename or remove one of the two"
                    )


def check_definitions(definitions: Iterable[AttributeDefinition], owner: str) -> None:
    """Raise InvalidError where an attribute of `owner` (a name) has no name or that of another one, or choices that do
    not fit its kind.
    """
    names: set[str] = set()
    for definition in definitions:
        name, choices = definition.name, definition.choices
        if not _is_line(name):
            raise InvalidError(f"an attribute of '{owner}' needs a name of one line")
        if name.casefold() in names:
            raise InvalidError(f"'{owner}' has two attributes '{name}'; give one of them another name")
        names.add(name.casefold())
        if definition.kind is not AttributeKind.CHOICE:
            if choices:
                raise InvalidError(f"the attribute '{name}' of '{owner}' is no choice, so there is nothing to choose")
            continue
        if not choices:
            raise InvalidError(f"the attribute '{name}' of '{owner}' needs something to choose from")
        if not all(map(_is_line, choices)):
            raise InvalidError(f"each choice of the attribute '{name}' of '{owner}' needs a name of one line")
        if len({choice.casefold() for choice in choices}) < len(choices):
            raise InvalidError(f"the attribute '{name}' of '{owner}' has a choice twice")


def _is_line(text: str) -> bool:
    return bool(text) and text == " ".join(text.split())


def check_tag(tag: Tag) -> None:
    """Raise InvalidError where a tag's name is blank or spans lines, its colour is no #rrggbb, or its key none."""
    if not tag.name.strip() or "\n" in tag.name:
        raise InvalidError("a tag needs a name of one line")
    digits = tag.colour.removeprefix("#")
    if len(tag.colour) != 7 or len(digits) != 6 or any(c not in "0123456789abcdef" for c in digits):
        raise InvalidError(f"'{tag.colour}' is no colour; write it like #1f77b4")
    if tag.shortcut is not None and (len(tag.shortcut) != 1 or tag.shortcut not in KEYS):
        raise InvalidError(f"'{tag.shortcut}' cannot be a tag's key; choose a letter a-z or a digit")
    if not 0 <= tag.position <= MOST_TAGS:
        raise InvalidError(f"a tag's position is a number from 0 to {MOST_TAGS}")
