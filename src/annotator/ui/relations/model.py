"""The rows of the list of relations, and the sieve that chooses them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    Qt,
)

from annotator.core.tagset import TagSet
from annotator.core.values import Article, AttributeValue, Tag
from annotator.text.folding import find
from annotator.text.isolate import isolate, shorten
from annotator.ui.keyed_rows import Index, KeyedRows
from annotator.ui.override import override
from annotator.ui.relations.parties import Said
from annotator.ui.tips import plain

ROW = Qt.ItemDataRole.UserRole
"""The role under which a view gets the whole `Row`."""
_WORDS = 120
_SOURCE = 24


class RelationSieve(Struct, frozen=True):
    """Which relations are listed: of which type (None: any), touching which articles (None: all), with which words."""

    kind: str | None = None
    articles: tuple[str, ...] | None = None
    words: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it may leave anything out, beside articles that are not open."""
        return self.kind is not None or bool(self.words.strip())

    def fits(self, said: Said) -> bool:
        """Return whether a relation is listed; words are looked for in ends, cue, type and note, folded."""
        if self.kind is not None and said.kind.id != self.kind:
            return False
        if self.articles is not None and said.articles and not set(said.articles) & set(self.articles):
            return False
        words = self.words.strip()
        cue = "" if said.relation.cue is None else said.relation.cue.quote
        # As one text: what is looked for has no such break in it.
        texts = (said.source.words, said.target.words, cue, said.kind.name, said.relation.note or "")
        return not words or bool(find("\n".join(texts), words))


class Row(Struct, frozen=True):
    """A relation with what is known of its ends' tags and its articles."""

    said: Said
    source_tag: Tag | None
    target_tag: Tag | None
    sources: tuple[str, ...]
    coder: str | None = None
    attributes: str = ""

    @property
    def key(self) -> str:
        """The id of the relation."""
        return self.said.relation.id

    @property
    def facts(self) -> tuple[str, ...]:
        """What stands on the last line: the words that say it, where, by whom, and the note."""
        relation = self.said.relation
        cue = "" if relation.cue is None else f"“{shorten(relation.cue.quote, _WORDS)}”"
        parts = (cue, *self.sources, self.attributes, self.coder or "", shorten(relation.note or "", _WORDS))
        return tuple(part for part in parts if part)

    @property
    def sentence(self) -> str:
        """The relation as it is read aloud: issuer, type, addressee."""
        said = self.said
        return f"{isolate(shorten(said.source.words, _WORDS))} {isolate(said.kind.name)} → " + isolate(
            shorten(said.target.words, _WORDS)
        )


def value_text(value: AttributeValue) -> str:
    """Return an attribute's value as it is read: numbers as the locale writes them."""
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("relations", "yes"), QCoreApplication.translate("relations", "no")
        return yes if value else no
    return value if isinstance(value, str) else QLocale().toString(value)


def row_of(said: Said, tags: TagSet, articles: Mapping[str, Article], coders: Mapping[str, str]) -> Row:
    """Return the row of a relation; coders (name by id) are named where they are several."""
    found = [articles[article] for article in said.articles if article in articles]
    names = tuple(dict.fromkeys(shorten(article.source or article.title, _SOURCE) for article in found))
    coder = coders.get(said.relation.coder) if len(coders) > 1 else None
    values = ", ".join(f"{name}: {value_text(value)}" for name, value in said.relation.attributes)
    return Row(said, tags.get(said.source.tag or ""), tags.get(said.target.tag or ""), names, coder, values)


class RelationsModel(KeyedRows[Row]):
    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.sentence
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (row.sentence, *map(isolate, row.facts))
            return ", ".join(parts) if role == Qt.ItemDataRole.AccessibleTextRole else plain("\n".join(parts))
        return None
