"""Two projects become one, as values: the same in either order, and nothing more where one is in the other already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import Edit
from annotator.core.definitions import agreeing
from annotator.core.errors import InvalidError
from annotator.core.ids import derived_id
from annotator.core.references import circles, references, with_ids
from annotator.core.tagset import PALETTE, TagSet
from annotator.core.values import (
    BY_WORD,
    Annotation,
    Article,
    Bundle,
    Coder,
    Conflict,
    Entity,
    Event,
    Judgement,
    Merged,
    Pattern,
    ProjectInfo,
    Relation,
    RelationType,
    Status,
    Tag,
    Value,
)
from annotator.project.merging import threads
from annotator.project.merging.deciding import decide
from annotator.project.merging.freeing import freed
from annotator.project.merging.same import find_same, saying
from annotator.project.merging.sides import Key, Side, Snapshot, encoded, renamed_rows, timeless

_WORD = {kind: word for word, kind in BY_WORD.items()}
_AND = " + "
_UPWARDS: tuple[tuple[type[Value], str], ...] = ((Tag, "parent"), (Entity, "part_of"), (Article, "replaces"))


class Joined(Struct, frozen=True):
    """What two projects came to. `found` are the conflicts that this merge adds.

    `renamed` are names of tags, events and relation types that had to change because another one has the name,
    `keys_taken` names of tags that lost their shortcut key to another one.
    """

    snapshot: Snapshot
    found: tuple[Conflict, ...] = ()
    renamed: tuple[str, ...] = ()
    keys_taken: tuple[str, ...] = ()


def join(one: Snapshot, other: Snapshot, names: Mapping[str, str] | None = None) -> Joined:
    """Return the two as one project. `names` says which tags are one (see `same.find_same`).

    Raises InvalidError where an article's id stands for two texts, ValueError where a history is damaged.
    """
    ranked = sorted(((one.mark(), one), (other.mark(), other)), key=lambda side: (side[0], sorted(side[1].changes())))
    for (mark, part), (whole_mark, whole) in (ranked, ranked[::-1]):
        # A change is only ever where the project is in which it was made, or one that goes on from it.
        known = bool(part.rows) or mark == whole_mark or Merged(mark) in whole.bundle.merged
        if known and part.changes() <= whole.changes():
            return Joined(whole)
    return _Join(ranked[0], ranked[1], names or {}).joined()


class _Join:
    """One merge: the sides by the same ids, what is decided, and what that leaves to mend."""

    def __init__(self, one: tuple[str, Snapshot], other: tuple[str, Snapshot], names: Mapping[str, str]) -> None:
        self.marks = (one[0], other[0])
        snapshots = (one[1], other[1])
        self.names = names
        self.infos = sorted((s.bundle.project for s in snapshots), key=lambda info: (info.id, info.created, info.name))
        self.same = find_same(snapshots[0].bundle, snapshots[1].bundle, names)
        ids = self.same.ids()
        self.rows = (renamed_rows(one[1].rows, ids), renamed_rows(other[1].rows, ids))
        shared = one[1].changes() & other[1].changes()
        self.related = bool(shared)
        self.sides = (Side(one[1], self.rows[0], shared, ids), Side(other[1], self.rows[1], shared, ids))
        self._require_one_text()
        self.kept: dict[Key, Value] = {}
        self.found: dict[str, Conflict] = {}
        self.renamed: list[str] = []
        self.keys_taken: list[str] = []

    def _require_one_text(self) -> None:
        one, other = ({article.id: article for article in side.bundle.articles} for side in self.sides)
        for record in sorted(one.keys() & other.keys()):
            if one[record].sha256 != other[record].sha256:
                raise InvalidError(f"the article '{one[record].title}' ({record}) has another text in each project")

    def joined(self) -> Joined:
        for key in sorted({*self.sides[0].values, *self.sides[1].values}, key=lambda key: (key[0].__name__, key[1])):
            outcome = decide(key, *self.sides, related=self.related)
            if outcome.value is not None:
                self.kept[key] = outcome.value
            if outcome.open and outcome.side is not None:
                self._open(key, outcome.other, outcome.side)
        self._call_back()
        self._cut_cycles()
        for key, value in freed(self.kept).items():
            self._open(key, self.kept[key], None)
            self.kept[key] = value
        self._name_tags()
        self._name_others()
        self._colour_tags()
        self._define_tags()
        twins = self._join_twins()
        edits = tuple(self._unaccounted())
        for conflict in self.found.values():
            self.kept[Conflict, conflict.id] = conflict
        names = {name for info in self.infos for name in info.name.split(_AND)}
        info = replace(self.infos[0], name=_AND.join(sorted(names)))
        rows = threads.together(*self.rows)
        if twins:
            rows = list(renamed_rows(rows, twins))
        time = max(info.created for info in self.infos)
        history = threads.seal(rows, self.marks, info.name, time, edits)
        bundle = self._bundle(info)
        found = tuple(self.found[record] for record in sorted(self.found))
        return Joined(Snapshot(bundle, tuple(history)), found, tuple(self.renamed), tuple(self.keys_taken))

    def _open(self, key: Key, other: Value | None, side: Side | None) -> None:
        """Keep a value that does not stand, to be settled."""
        written = None if other is None else encoded(other)
        time, coder = side.last(key) if side is not None else ("", None)
        own = derived_id("conflict", key[1], written or "")
        self.found[own] = Conflict(own, _WORD[key[0]], key[1], written, coder, time or None)

    def _call_back(self) -> None:
        """Keep what is referred to, though one side has removed it."""
        gone = any(key not in self.kept for side in self.sides for key in side.values)
        waiting = list(self.kept.values()) if gone else []
        while waiting:
            for reference in references(waiting.pop()):
                key = (BY_WORD[reference.kind], reference.id)
                if key in self.kept:
                    continue
                # Whoever refers to it may be the side that has it no more, in a list that nothing checks.
                had = [side for side in self.sides if key in side.values]
                if had:
                    self.kept[key] = had[0].values[key]
                    waiting.append(self.kept[key])
                    without = [side for side in self.sides if key not in side.values]
                    self._open(key, None, without[0] if without else None)

    def _cut_cycles(self) -> None:
        """Two sides may each have put a record below the other one's: one of them goes back to the top."""
        for kind, field in _UPWARDS:
            above = {key[1]: getattr(value, field) for key, value in self.kept.items() if key[0] is kind}
            for record in circles(dict(sorted(above.items()))):
                value = self.kept[kind, record]
                changes: dict[str, Any] = {field: None}
                self.kept[kind, record] = replace(value, **changes)
                self._open((kind, record), value, None)

    def _name_tags(self) -> None:
        """No two tags share a name or a key: the one that came first keeps them."""
        taken: set[str] = set()
        keys: set[str] = set()
        wanted = {name.casefold(): name for name in self.names.values()}
        tags = [tag for key, tag in sorted(self.kept.items(), key=lambda item: item[0][1]) if isinstance(tag, Tag)]
        there = {tag.name.casefold() for tag in tags}
        for tag in tags:
            name = tag.name
            target = self.names.get(name.casefold())
            if target is not None and target.casefold() not in there:
                name = wanted[target.casefold()]
            number = 1
            while name.casefold() in taken:
                number += 1
                name = f"{tag.name} ({number})"
            if number > 1:
                self.renamed.append(name)
            shortcut = None if tag.retired else tag.shortcut
            if shortcut in keys:
                self.keys_taken.append(name)
                shortcut = None
            elif shortcut is not None:
                keys.add(shortcut)
            taken.add(name.casefold())
            if (name, shortcut) != (tag.name, tag.shortcut):
                self.kept[Tag, tag.id] = replace(tag, name=name, shortcut=shortcut)

    def _name_others(self) -> None:
        """Nor do two events, or two types of relations: the name would not say which is meant."""
        for kind in (Event, RelationType):
            taken = {value.name.casefold() for key, value in self.kept.items() if isinstance(value, kind)}
            seen: set[str] = set()
            for key, value in sorted(self.kept.items(), key=lambda item: item[0][1]):
                if not isinstance(value, kind):
                    continue
                name, number = value.name, 1
                while name.casefold() in seen or (number > 1 and name.casefold() in taken):
                    number += 1
                    name = f"{value.name} ({number})"
                seen.add(name.casefold())
                if number > 1:
                    self.renamed.append(name)
                    self.kept[key] = replace(value, name=name)

    def _colour_tags(self) -> None:
        """Two people who make a new tag each are proposed the same colour: the tag that came later gets a free one."""
        looks: dict[tuple[str, Pattern], str] = {}
        tags = [tag for _, tag in sorted(self.kept.items(), key=lambda item: item[0][1]) if isinstance(tag, Tag)]
        used = {tag.colour for tag in tags}
        for tag in tags:
            holder = looks.setdefault((tag.colour, tag.pattern), tag.id)
            meant = any((Tag, holder) in side.values and (Tag, tag.id) in side.values for side in self.sides)
            free = next((colour for colour in PALETTE if colour not in used), None)
            if holder != tag.id and not meant and free is not None:
                used.add(free)
                self.kept[Tag, tag.id] = replace(tag, colour=free)

    def _define_tags(self) -> None:
        """Two sides may each define an attribute of one name, one tag below the other: that of the upper one counts."""
        tags = TagSet(value for value in self.kept.values() if isinstance(value, Tag))
        for record, definitions in sorted(agreeing(tags).items()):
            self.kept[Tag, record] = replace(tags[record], attributes=definitions)
            self._open((Tag, record), tags[record], None)

    def _join_twins(self) -> dict[str, str]:
        """Join annotations that have come to say the same by edits of the two sides; return the ids that are gone."""
        by_content: dict[tuple[object, ...], list[Annotation]] = {}
        for value in self.kept.values():
            if isinstance(value, Annotation):
                by_content.setdefault(saying(value), []).append(value)
        gone: dict[str, str] = {}
        for marks in by_content.values():
            if len(marks) < 2 or any(self._twins_in(side, marks) for side in self.sides):
                continue
            first, *others = sorted(marks, key=lambda mark: mark.id)
            for mark in others:
                gone[mark.id] = first.id
                self.same.join(mark.id, first.id)
                del self.kept[Annotation, mark.id]
                other = replace(mark, id=first.id)
                if timeless(other) != timeless(first):
                    holder = next((s for s in self.sides if s.values.get((Annotation, mark.id)) == mark), None)
                    time, coder = holder.last((Annotation, mark.id)) if holder else (mark.modified, mark.coder)
                    own = derived_id("conflict", first.id, encoded(other))
                    self.found[own] = Conflict(own, _WORD[Annotation], first.id, encoded(other), coder, time or None)
        if gone:
            self.kept = {key: with_ids(value, gone) for key, value in self.kept.items()}
            self.found = {own: with_ids(conflict, gone) for own, conflict in self.found.items()}
        return gone

    @staticmethod
    def _twins_in(side: Side, marks: list[Annotation]) -> bool:
        """Return whether a side had two of them as twins itself: then it wants them."""
        held = [side.values.get((Annotation, mark.id)) for mark in marks]
        said = [saying(mark) for mark in held if isinstance(mark, Annotation)]
        return len(said) > len(set(said))

    def _unaccounted(self) -> Iterator[Edit[Value]]:
        """Give edits from a side's value to what stands, where the other side's history does not lead there."""
        one, other = self.sides
        for key in sorted(self.kept, key=lambda key: (key[0].__name__, key[1])):
            value = self.kept[key]
            open_ = {
                encoded(was): was
                for side, opposite in ((one, other), (other, one))
                if (was := side.values.get(key)) not in (None, value) and not opposite.was(key, was)
            }
            for before, after in pairwise([*(open_[written] for written in sorted(open_)), value]):
                yield Edit(before, after)

    def _bundle(self, info: ProjectInfo) -> Bundle:
        def of(kind: type[Any]) -> tuple[Any, ...]:
            return tuple(self.kept[key] for key in sorted((k for k in self.kept if k[0] is kind), key=lambda k: k[1]))

        texts: dict[str, str] = {}
        for side in self.sides:
            for record, text in side.bundle.texts.items():
                if (Article, self.same.of(record)) in self.kept:
                    texts.setdefault(self.same.of(record), text)
        marks = sorted(of(Annotation), key=lambda mark: (mark.article, mark.start, mark.end, mark.id))
        return Bundle(
            info, of(Coder), of(Tag), of(RelationType), of(Event), of(Entity), of(Article), dict(sorted(texts.items())),
            of(Status), tuple(marks), of(Relation), of(Conflict), self._merged(), of(Judgement),
        )  # fmt: skip

    def _merged(self) -> tuple[Merged, ...]:
        merged = {mark: Merged(mark) for mark in self.marks}
        for side in self.sides:
            for was in side.bundle.merged:
                merged[was.id] = was if was.into is None else Merged(was.id, self.same.of(was.into))
        for record, into in self.same.ids().items():
            merged[record] = Merged(record, into)
        return tuple(merged[record] for record in sorted(merged))
