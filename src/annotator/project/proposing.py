"""What may be marked in the articles of a project, step by step, and the one change that accepts some of it.

Nothing is stored before it is accepted. What is long goes on in steps, each of which says how far it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import permutations
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from annotator.analysis.counterparts import Told, told
from annotator.analysis.proposals import Kind, Proposal, Seed, across, again, phrases, seeds
from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import InvalidError, NotFoundError
from annotator.core.ids import new_id, now
from annotator.core.values import Annotation, Article, Entity, Value
from annotator.project.bulk import in_bulk
from annotator.project.entities import called
from annotator.project.many import Place, new_marks
from annotator.project.project import Project
from annotator.project.rules import one_line, require_offered
from annotator.text.span import Span

_AT_ONCE, _MANY = 500_000, 200
"""Code points of texts that are read at once, and articles, however short."""
_KEPT, _ROOM = 128, 500_000
"""Articles of which it is kept what they tell, those of an event and more; and words in them that may be names."""


Known: TypeAlias = "OrderedDict[tuple[str, str | None, Span | None], Told]"
"""What articles tell, by id, language and body; the one that was asked last at the end."""


class Step(Struct, frozen=True):
    """What was found in one more article: `done` of `total` were looked through."""

    done: int
    total: int
    proposals: tuple[Proposal, ...]


class Proposer:
    """Looks through the articles of one project. `sees` says which marks it may learn from (None: from all).

    May be used in another thread, with a project opened there.
    """

    def __init__(
        self, project: Project, sees: Callable[[Annotation], bool] | None = None, known: Known | None = None
    ) -> None:
        """`known` is what articles tell, as far as somebody has kept it: it is kept there."""
        self._project = project
        self._sees = sees
        self._told: Known = OrderedDict() if known is None else known

    def same_words(
        self, sources: Iterable[Annotation], articles: Iterable[Article], *, inflected: bool = False
    ) -> Iterator[Step]:
        """Look for the words of these annotations in these articles: whole words, folded, without proclitics.

        With `inflected` they may have other endings.
        """
        return self.same(seeds(sources, every_tag=True), articles, inflected=inflected)

    def same(self, wanted: Iterable[Seed], articles: Iterable[Article], *, inflected: bool = False) -> Iterator[Step]:
        """Look for words with the tags that they are to get, as `same_words`.

        None are to get a tag that is retired.
        """
        return self._again(Kind.WORDS, list(wanted), list(articles), inflected=inflected)

    def tagged_before(self, articles: Iterable[Article], *, inflected: bool = False) -> Iterator[Step]:
        """Look in these articles for what this coder has tagged in others, with the tag it got most often."""
        with in_bulk():
            mine = self._project.annotations(coders=[self._project.coder.id])
            wanted = seeds(mine, every_tag=False)
        return self._again(Kind.BEFORE, wanted, list(articles), inflected=inflected)

    def across(self, articles: Sequence[Article]) -> Iterator[Step]:
        """Look in each of these articles for what is marked in the others, whatever their languages."""
        return self.across_pairs(list(permutations(articles, 2)))

    def across_pairs(self, pairs: Sequence[tuple[Article, Article]]) -> Iterator[Step]:
        """Look in the second article of each pair for what is marked in the first."""
        marks: dict[str, list[Annotation]] = {}
        given: set[str] = set()
        for done, (source, target) in enumerate(pairs, 1):
            sources = marks.get(source.id)
            if sources is None:
                sources = marks[source.id] = self._there(source.id)
            found: list[Proposal] = []
            if sources:
                offered = self._offered()
                text = self._project.text(target.id)
                found = across(sources, self.told(source), self.told(target), target.id, text, self._there(target.id))
                # Two marks that are there are tied whatever their tags.
                found = [proposal for proposal in found if proposal.mark is not None or proposal.tag in offered]
            new = [proposal for proposal in found if given.isdisjoint(_called(proposal))]
            given.update(name for proposal in new for name in _called(proposal))
            yield Step(done, len(pairs), tuple(new))

    def told(self, article: Article) -> Told:
        """Return what an article tells, kept for the next comparison."""
        key = (article.id, article.language, article.body)
        known = self._told.pop(key, None)
        if known is None:
            known = told(self._project.text(article.id), article.language, article.body)
        self._told[key] = known
        while len(self._told) > 1 and (
            len(self._told) > _KEPT or sum(len(each.sounds) for each in self._told.values()) > _ROOM
        ):
            self._told.popitem(last=False)
        return known

    def _again(self, kind: Kind, wanted: list[Seed], articles: list[Article], *, inflected: bool) -> Iterator[Step]:
        offered = self._offered()
        with in_bulk():
            known = phrases([seed for seed in wanted if seed.tag in offered], inflected=inflected)
        texts: dict[str, str] = {}
        for done, article in enumerate(articles, 1):
            found: list[Proposal] = []
            if known:
                if article.id not in texts:
                    texts = self._project.texts([each.id for each in _room_for(articles[done - 1 :])])
                text = texts.get(article.id)
                if text is None:
                    continue  # Another process has just removed it.
                found = again(kind, known, article.id, text, article.body, partial(self._there, article.id))
                if kind is Kind.BEFORE:
                    found.sort(key=lambda proposal: (-proposal.count, proposal.span))
            yield Step(done, len(articles), tuple(found))

    def _offered(self) -> frozenset[str]:
        """Return the tags (ids) that new marks may have."""
        return frozenset(tag.id for tag in self._project.tags.offered)

    def _there(self, article: str) -> list[Annotation]:
        """Return what is marked in an article, as far as it is seen."""
        found = self._project.annotations(articles=[article])
        return found if self._sees is None else [mark for mark in found if self._sees(mark)]


def _room_for(articles: Sequence[Article]) -> Iterator[Article]:
    """Yield the first articles, of which the texts are read at once."""
    room = _AT_ONCE
    for article in articles[:_MANY]:
        yield article
        room -= article.length
        if room <= 0:
            return


def _called(proposal: Proposal) -> tuple[str, ...]:
    """Return what is the same in two proposals of which one is enough: the place, or the two marks to be tied."""
    pair = " ".join(sorted((proposal.mark, proposal.source or ""))) if proposal.mark is not None else proposal.id
    return (proposal.id, pair)


def accepted(project: Project, proposals: Iterable[Proposal]) -> Change:
    """Return the one change that marks what was proposed, and ties it to what it means.

    What comes from a mark that is tied to no entity is tied together with it to one of its words, made where there is
    none of this name. Raises InvalidError where all of it is marked already, and as `edits.annotate_all` and
    `entities.tie` do.
    """
    chosen = list(proposals)
    if not chosen:
        raise InvalidError("nothing was chosen that could be accepted")
    ties = _Ties(project)
    for each in chosen:
        if each.mark is not None:
            ties.tie(each.mark, ties.entity_of(each))
    places = [
        Place(each.article, each.span, each.tag, ties.entity_of(each), each.note)
        for each in chosen
        if each.mark is None
    ]
    tags = {each.tag for each in chosen}
    unknown = next((tag for tag in tags if project.tags.get(tag) is None), None)
    if unknown is not None:
        raise NotFoundError("tag", unknown, [tag.name for tag in project.tags])
    for place in places:
        require_offered(project.tags[place.tag])
    made = new_marks(project, places)
    edits = (*ties.made, *ties.tied.values(), *made)
    if not edits:
        raise InvalidError("all these places are marked so already")
    subject = project.tags[tags.pop()].name if len(tags) == 1 else ", ".join(sorted(project.tags[t].name for t in tags))
    plain = len(edits) == len(made) and all(edit.before is None for edit in made)
    kind = ChangeKind.ACCEPT
    if plain and "," not in subject:
        kind = ChangeKind.ANNOTATE if len(made) == 1 else ChangeKind.ANNOTATE_ALL
    return Change(kind, project.coder.id, now(), subject, edits)


class _Ties:
    """The entities that accepted proposals are tied to, and what has to be made and tied for that."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.made: list[Edit[Value]] = []
        self.tied: dict[str, Edit[Value]] = {}
        self._known: dict[str, str | None] = {}
        self._new: dict[tuple[str, str], str] = {}

    def entity_of(self, proposal: Proposal) -> str | None:
        """Return the id of the entity that accepting a proposal ties it to; of the mark it comes from, or a new one."""
        if proposal.entity is not None or proposal.kind is not Kind.ACROSS or proposal.source is None:
            return proposal.entity
        if proposal.source not in self._known:
            source = self._project.find_annotation(proposal.source)
            self._known[proposal.source] = None if source is None else self._of(source)
        return self._known[proposal.source]

    def tie(self, mark_id: str, entity: str | None) -> None:
        mark = self._project.find_annotation(mark_id)
        if mark is not None and entity is not None and mark.entity is None:
            self.tied.setdefault(mark.id, Edit(mark, replace(mark, entity=entity, modified=now())))

    def _of(self, source: Annotation) -> str:
        if source.entity is not None:
            return source.entity
        tied = self.tied.get(source.id)
        if tied is not None and isinstance(tied.after, Annotation) and tied.after.entity is not None:
            return tied.after.entity
        name = one_line(source.words)
        key = (name.casefold(), source.tag)
        if key not in self._new:
            known = next((e for e in called(self._project, name) if e.tag in (None, source.tag)), None)
            if known is None:
                entity = Entity(new_id(), name, tag=source.tag)
                self.made.append(Edit(None, entity))
                self._new[key] = entity.id
            else:
                self._new[key] = known.id
        self.tie(source.id, self._new[key])
        return self._new[key]
