"""Finding a record by its id or by a unique ending of it, as the command line names them."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.errors import AmbiguousError, NotFoundError

SHORTEST = 4
"""Shown endings are at least this long, so that they stay unique for a while."""


def resolve(kind: str, reference: str, ids: Sequence[str]) -> str:
    """Return the one of `ids` that is `reference` or ends in it, whatever its case.

    `kind` is the word for the record in the errors. Raises NotFoundError or AmbiguousError.
    """
    wanted = reference.strip().lower()
    if wanted in ids:
        return wanted
    found = [record for record in ids if wanted and record.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(kind, reference)
    raise AmbiguousError(kind, reference, list(endings(found).values()))


def endings(ids: Sequence[str]) -> dict[str, str]:
    """Return for each id its shortest ending that no other one has, at least SHORTEST characters.

    Ids made together share their beginnings (they start with the time), so endings tell them apart soonest.
    """
    turned = sorted(record[::-1] for record in ids)
    shortest: dict[str, str] = {}
    for place, record in enumerate(turned):
        neighbours = (turned[place - 1] if place else "", turned[place + 1] if place + 1 < len(turned) else "")
        shared = max(_shared(record, other) for other in neighbours)
        shortest[record[::-1]] = record[: max(SHORTEST, shared + 1)][::-1]
    return {record: shortest[record] for record in ids}


def _shared(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
