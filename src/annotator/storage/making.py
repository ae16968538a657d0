"""A new project's file, made of values: under another name first, so that it is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from annotator.core.errors import ConflictError
from annotator.core.values import ArticleOriginal, Bundle
from annotator.storage import history, migrations, placing, schema, writes
from annotator.storage.dialects import reasons, sqlite
from annotator.storage.history import Told


def make(
    path: Path,
    bundle: Bundle,
    originals: Iterable[ArticleOriginal] = (),
    told: Iterable[Told] = (),
    *,
    more: Callable[[Connection], None] | None = None,
    like: Path | None = None,
) -> None:
    """Make a project file of what the bundle holds. Never overwrites; raises ProjectError where it cannot be made.

    `originals` are the files that its articles were read from, `told` the changes that led here, none of which can be
    taken back; `more` writes what else shall be in it. Who may read it is told by the umask, and where it is made of
    another file, `like` that one.
    """
    placing.require_free(path)
    with placing.beside(path) as draft:
        engine = sqlite.engine(draft, mode="rwc")
        try:
            with reasons.explained(path), engine.connect() as connection:
                sqlite.mark_as_ours(connection)
                with sqlite.transaction(connection, write=True):
                    schema.METADATA.create_all(connection)
                    migrations.stamp(connection)
                    writes.fill(connection, bundle, originals)
                    history.tell(connection, told)
                    if more is not None:
                        more(connection)
        except IntegrityError as error:
            raise ConflictError("something that this refers to") from error
        finally:
            engine.dispose()
        if like is not None:
            placing.as_private(draft, like)
        placing.place(draft, path)
