"""Which of the names that are known is meant by what somebody types: the beginning of a word, in any script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex
from msgspec import Struct

from annotator.analysis.across import comparable, countries, sounds
from annotator.core.values import Entity
from annotator.text.folding import Folded, find, fold
from annotator.text.scripts import main_script

_KEPT = 1 << 15
MOST = 8
"""Proposals at a time: more would have to be read."""
_HEARD = 3
"""Sounds from which on a name may be meant in another script: two are in every text."""
_NAMED = 4
"""Sounds that tell a name of which something else than the beginning is meant."""
_OPEN = frozenset("cgkpstz")
"""Latin letters whose sound the next one may change, as in "ch"."""
_BEGINS = regex.compile(r"(?:^|[^\p{L}\p{M}\p{N}])(?:ال)?\Z")
"""What stands before a word, and the Arabic article that is written together with it."""


class Proposal(Struct, frozen=True):
    """An entity, and the one of its names that fits what was typed."""

    entity: Entity
    name: str


def proposed(typed: str, entities: Iterable[Entity], most: int = MOST) -> list[Proposal]:
    """Return the entities that may be meant by what was typed, the likeliest first.

    Names that begin so come before those of which a later word does, and those before names in another script.
    """
    wanted = Typed(typed)
    found: list[tuple[int, str, str, Proposal]] = []
    for entity in entities:
        fits = [(rank, name) for name in (entity.name, *entity.aliases) if (rank := wanted.rank(name)) is not None]
        if fits:
            rank, name = min(fits, key=lambda fit: fit[0])
            found.append((rank, entity.name.casefold(), entity.id, Proposal(entity, name)))
    return [proposal for *_, proposal in sorted(found, key=lambda one: one[:3])[:most]]


class Typed:
    """What somebody has typed so far of a name."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._blank = not words.strip()
        self._script = main_script(words)
        self._heard = _beginnings(words, self._script)
        self._countries = frozenset(countries(words))

    def stands_in(self, name: str) -> bool:
        """Return whether it is anywhere in a name, or may begin it in another script."""
        return self._blank or bool(find(folded(name), self._words)) or self._heard_in(name)

    def rank(self, name: str) -> int | None:
        """Return how well it begins a name: the lower the better, None for not at all. Nothing begins every name."""
        if self._blank:
            return 0
        starts = [span.start for span in find(folded(name), self._words)]
        if 0 in starts:
            return 0
        if any(_BEGINS.search(name, 0, start) for start in starts):
            return 1
        return 2 if self._heard_in(name) else None

    def _heard_in(self, name: str) -> bool:
        script = _script(name)
        if script == self._script:
            return False
        if self._countries and self._countries == _countries(name):
            return True
        if not comparable(self._script, script):
            return False
        for place, heard in enumerate(_sounds(name)):
            least = _NAMED if place else _HEARD
            # A vowel that a name begins with may be a consonant in another script: Яндекс is Yandex.
            for one in self._heard:
                if len(one.removeprefix("A")) >= least and heard.removeprefix("A" * (one[0] != "A")).startswith(one):
                    return True
        return False


def _beginnings(words: str, script: str) -> frozenset[str]:
    """Return what may be heard of a name that is not typed to its end."""
    unsettled = script == "Latin" and words[-1:].lower() in _OPEN
    return frozenset(
        heard[0] for heard in (sounds(words), sounds(words[:-1]) if unsettled else ()) if heard and heard[0]
    )


@lru_cache(maxsize=_KEPT)
def folded(name: str) -> Folded:
    """Return a name folded, as it is wanted again at each letter that is typed."""
    return fold(name)


@lru_cache(maxsize=_KEPT)
def _sounds(name: str) -> tuple[str, ...]:
    return sounds(name)


@lru_cache(maxsize=_KEPT)
def _countries(name: str) -> frozenset[str]:
    return frozenset(countries(name))


@lru_cache(maxsize=_KEPT)
def _script(name: str) -> str:
    return main_script(name)
