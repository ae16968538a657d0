"""Tag sets by themselves: templates that come with the program, files written and read, taken into a project."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.definitions import with_choices
from annotator.core.errors import FormatError, InvalidError, NotFoundError
from annotator.core.ids import new_id, now
from annotator.core.references import with_ids
from annotator.core.resources import resource
from annotator.core.tagset import (
    DEFAULT_RELATION_TYPES,
    DEFAULT_TAGS,
    EARLIER_DEFAULT_TAGS,
    MOST_TAGS,
    PALETTE,
    TagSet,
    WrittenTagSet,
    check_attributes,
)
from annotator.core.values import (
    Bundle,
    Pattern,
    ProjectInfo,
    RelationType,
    Tag,
    Value,
)
from annotator.formats import tag_set
from annotator.project.project import Project
from annotator.project.rules import one_line

V = TypeVar("V", Tag, RelationType)

SUFFIX = ".tags.json"
"""What the name of a tag set's file ends in, if nobody says otherwise."""

DEFAULT = "default"
_FILES = ("framing", "claims", "quotation", "argument")
_NAMED = 5


@cache
def templates() -> dict[str, WrittenTagSet]:
    """Return the tag sets that come with the program, by the names they go by on the command line."""
    found = {
        DEFAULT: WrittenTagSet(
            "Actors, directives, concerns",
            DEFAULT_TAGS,
            DEFAULT_RELATION_TYPES,
            "Who acts, who is told to do what, and what is feared.",
        )
    }
    for name in _FILES:
        path = resource(f"tag_sets/{name}.json")
        found[name] = tag_set.read(path.read_bytes(), path.name)
    return found


def named(reference: Path | str) -> WrittenTagSet:
    """Return the template of this name, else what the file of this name holds.

    Raises NotFoundError where there is neither, FormatError as `read`.
    """
    if isinstance(reference, str):
        if reference.casefold() in templates():
            return templates()[reference.casefold()]
        if not Path(reference).exists() and "." not in reference and "/" not in reference:
            raise NotFoundError("tag set", reference, [*templates(), "a file"])
    return read(reference)


def read(path: Path | str) -> WrittenTagSet:
    """Read a file. Raises FormatError with one sentence that says what is wrong with it."""
    path = Path(path)
    try:
        if path.is_dir():
            raise FormatError(path, "is a folder; name a file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise FormatError(path, "does not exist; check the name") from None
    except OSError as error:
        raise FormatError(path, f"cannot be read ({error.strerror}); check the file's permissions") from None
    return tag_set.read(data, str(path))


def export(project: Project, path: Path | str) -> WrittenTagSet:
    """Write the project's tag set to a file, whole or not at all, and return it. Raises FileError."""
    from annotator.project.exporting import written

    whole = of(project)
    with written(Path(path)) as stream:
        tag_set.write(whole, stream)
    return whole


def of(project: Project) -> WrittenTagSet:
    """Return the tag set of a project, by the project's name. Raises InvalidError where there are no tags."""
    if not len(project.tags):
        raise InvalidError("the project has no tags, so there is no tag set to write")
    return WrittenTagSet(project.info.name, tuple(project.tags), project.relation_types())


def beginning(name: str, tag_set: WrittenTagSet) -> Bundle:
    """Return what a new project of this name begins with that has these tags."""
    info = ProjectInfo(new_id(), one_line(name) or "project", now())
    return Bundle(info, tags=tuple(tag_set.tags), relation_types=tag_set.relation_types)


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a tag set in would do: `change` is to be done, and has no edits where all is there already.

    `tags` and `types` are the names of those that are added, `replaced` those that go for it, `completed` those that
    get attributes, choices or words they have not, `keys_taken` those that come without their key, which another has.
    """

    change: Change
    tags: tuple[str, ...]
    types: tuple[str, ...]
    replaced: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()
    keys_taken: tuple[str, ...] = ()


def take_in(project: Project, tag_set: WrittenTagSet) -> Taken:
    """Return how a tag set comes into a project: in the place of tags that nobody touched or used, else added to them.

    What has one id, else one name, is one, and stays as it is in the project; it gets what it has not of attributes,
    choices, description and examples. Raises InvalidError, which names what conflicts: an id that goes by another name
    here, an attribute defined otherwise, a type of relations between other tags.
    """
    if _untouched(project):
        return _instead(project, tag_set)
    return _Taking(project, tag_set).taken()


def _untouched(project: Project) -> bool:
    """Return whether the tags are those a project begins with, and nothing speaks of them."""
    if tuple(project.tags) not in (DEFAULT_TAGS, EARLIER_DEFAULT_TAGS):
        return False
    if project.relation_types() not in ((), DEFAULT_RELATION_TYPES) or project.relations():
        return False
    statuses, entities = project.statuses(), project.entities()
    return not project.tag_counts() and not statuses and not any(entity.tag for entity in entities)


def _instead(project: Project, tag_set: WrittenTagSet) -> Taken:
    values: tuple[tuple[Tag | RelationType, ...], ...] = (
        (*project.tags, *project.relation_types()),
        (*tag_set.tags, *tag_set.relation_types),
    )
    old, new = ({value.id: value for value in group} for group in values)
    gone = [value for record, value in old.items() if record not in new]
    edits: list[Edit[Value]] = [Edit(value, None) for value in gone]
    edits += [Edit(old.get(record), value) for record, value in new.items() if old.get(record) != value]
    return Taken(
        _change(project, tag_set, edits),
        tuple(tag.name for tag in tag_set.tags if tag.id not in old),
        tuple(kind.name for kind in tag_set.relation_types if kind.id not in old),
        replaced=tuple(value.name for value in gone if isinstance(value, Tag)),
    )


class _Taking:
    """A tag set on its way in: what is matched, what is new, what conflicts."""

    def __init__(self, project: Project, tag_set: WrittenTagSet) -> None:
        self._project, self._set = project, tag_set
        self._ids: dict[str, str] = {}
        self._conflicts: list[str] = []
        self._completed: list[str] = []
        self._keys_taken: list[str] = []
        self._edits: list[Edit[Value]] = []

    def taken(self) -> Taken:
        own = self._project.tags
        pairs, fresh = self._matched(tuple(own), self._set.tags, "tag")
        types, new_types = self._matched(self._project.relation_types(), self._set.relation_types, "relation type")
        for mine, other in pairs:
            self._complete(mine, other)
        for kind, same in types:
            here = self._here(same)
            if ({*kind.from_tags}, {*kind.to_tags}) != ({*here.from_tags}, {*here.to_tags}):
                self._conflicts.append(f"relation type '{kind.name}' (between other tags)")
            else:
                self._complete(kind, same)
        added = self._added(own, fresh)
        self._edits += [Edit(None, tag) for tag in added]
        self._edits += [Edit(None, self._here(kind)) for kind in new_types]
        self._check_whole(own)
        return Taken(
            _change(self._project, self._set, self._edits),
            tuple(tag.name for tag in added),
            tuple(kind.name for kind in new_types),
            completed=tuple(self._completed),
            keys_taken=tuple(self._keys_taken),
        )

    def _matched(self, own: Sequence[V], other: Sequence[V], kind: str) -> tuple[list[tuple[V, V]], list[V]]:
        """Match by id, then by name; return the pairs and what is new."""
        by_id = {value.id: value for value in own}
        by_name = {value.name.casefold(): value for value in own}
        pairs: list[tuple[V, V]] = []
        fresh: list[V] = []
        for value in other:
            same_id, same_name = by_id.get(value.id), by_name.get(value.name.casefold())
            if same_id is not None:
                if same_id.name.casefold() != value.name.casefold():
                    self._conflicts.append(f"{kind} '{value.name}' (here '{same_id.name}')")
                pairs.append((same_id, value))
            elif same_name is not None:
                self._ids[value.id] = same_name.id
                pairs.append((same_name, value))
            else:
                fresh.append(value)
        return pairs, fresh

    def _here(self, value: V) -> V:
        return with_ids(value, self._ids)

    def _complete(self, mine: Tag | RelationType, other: Tag | RelationType) -> None:
        definitions = list(mine.attributes)
        known = {one.name.casefold(): place for place, one in enumerate(definitions)}
        if isinstance(mine, Tag):
            inherited = {one.name.casefold(): one for one in self._project.tags.attributes_of(mine.id)}
        else:
            inherited = {}
        for definition in other.attributes:
            place = known.get(definition.name.casefold())
            here = definitions[place] if place is not None else inherited.get(definition.name.casefold())
            if here is None:
                definitions.append(definition)
            elif (here.name, here.kind) != (definition.name, definition.kind):
                self._conflicts.append(f"the attribute '{definition.name}' of '{mine.name}' (defined otherwise)")
            elif place is not None:
                definitions[place] = with_choices(here, definition)
        after = replace(mine, attributes=tuple(definitions), description=mine.description or other.description)
        if isinstance(after, Tag) and isinstance(other, Tag):
            after = replace(
                after,
                example=after.example or other.example,
                counter_example=after.counter_example or other.counter_example,
            )
        if after != mine:
            self._completed.append(mine.name)
            self._edits.append(Edit(mine, after))

    def _added(self, own: TagSet, fresh: Sequence[Tag]) -> list[Tag]:
        """Return the new tags as they are here: behind those that are there, without keys and colours that others have.

        Where the palette has no free colour left, another pattern tells them apart.
        """
        keys = set(own.keys.inverse)
        looks = {(tag.colour, tag.pattern) for tag in own}
        last = max((tag.position for tag in own), default=0)
        added: list[Tag] = []
        for number, tag in enumerate(fresh, 1):
            shortcut = tag.shortcut
            if shortcut in keys:
                self._keys_taken.append(tag.name)
                shortcut = None
            elif shortcut is not None and not tag.retired:
                keys.add(shortcut)
            colour, pattern = _free_look(tag, looks, {other.colour for other in fresh})
            looks.add((colour, pattern))
            place = min(last + number, MOST_TAGS)
            here = self._here(tag)
            added.append(replace(here, shortcut=shortcut, position=place, colour=colour, pattern=pattern))
        return added

    def _check_whole(self, own: TagSet) -> None:
        """Raise InvalidError where something conflicts, with what."""
        after = {tag.id: tag for tag in own} | {e.after.id: e.after for e in self._edits if isinstance(e.after, Tag)}
        if not self._conflicts:
            check_attributes(TagSet(after.values()))
            return
        more = f" and {len(self._conflicts) - _NAMED} more" if len(self._conflicts) > _NAMED else ""
        raise InvalidError(
            f"nothing was taken from the tag set '{self._set.name}', because these are in the project already, "
            f"but different: {', '.join(self._conflicts[:_NAMED])}{more}; rename them here, or begin a project with it"
        )


def _free_look(tag: Tag, taken: Collection[tuple[str, Pattern]], wanted: Collection[str]) -> tuple[str, Pattern]:
    """Return the colour and pattern of a tag, or free ones where a tag looks like this already.

    `wanted` are the colours of those that come with it.
    """
    colours = {colour for colour, _ in taken}
    if tag.colour not in colours:
        return tag.colour, tag.pattern
    free = next((colour for colour in PALETTE if colour not in colours and colour not in wanted), None)
    if free is not None:
        return free, tag.pattern
    patterns = (tag.pattern, *Pattern)
    return tag.colour, next((one for one in patterns if (tag.colour, one) not in taken), tag.pattern)


def _change(project: Project, tag_set: WrittenTagSet, edits: list[Edit[Value]]) -> Change:
    return Change(ChangeKind.LOAD_TAGS, project.coder.id, now(), tag_set.name, tuple(edits))
