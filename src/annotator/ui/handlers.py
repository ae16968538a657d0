"""What the actions do that concern the pages and what stands around them, by their names in `actions.ACTIONS`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from annotator.ui.files import Files
from annotator.ui.theme import Theme


def handlers(sides: Any, files: Files, theme: Callable[[], Theme]) -> dict[str, Callable[[], object]]:
    """Return them all; parts that know their own actions tell them themselves.

    `sides` are the `Sides`, which import this module: so they are not named as a type.
    """
    marking, panes, articles = sides.marking, sides.panes, sides.article_commands
    return {
        "load": files.load,
        "copy_project": files.save_copy,
        "merge": sides.merging.open,
        "export": lambda: files.export(articles.current(), theme()),
        "copy": sides.copy,
        "paste_article": files.paste,
        "find": sides.begin_find,
        "find_next": lambda: sides.finder.step(1),
        "find_previous": lambda: sides.finder.step(-1),
        "search": sides.begin_search,
        "tag_found": sides.tag_all.open,
        "next_mark": lambda: marking.step(1),
        "previous_mark": lambda: marking.step(-1),
        "edit_note": sides.edit_note,
        **sides.relating.handlers(),
        "ends_to_selection": marking.ends_to_selection,
        "cut_proclitic": sides.cutting.step,
        "add_to_mark": marking.add_to_mark,
        "take_out_of_mark": marking.take_out_of_mark,
        "copy_cited": marking.copy_with_source,
        **{
            f"{end}_{side}{unit}": partial(
                marking.move_end, right=side == "right", start=end == "start", letters=bool(unit)
            )
            for end in ("end", "start")
            for side in ("right", "left")
            for unit in ("", "_letter")
        },
        "delete_mark": marking.delete,
        **sides.tag_commands.handlers(),
        "article_details": articles.edit_details,
        "body_begins": sides.bounding.begin_here,
        "body_ends": sides.bounding.end_here,
        "body_whole": sides.bounding.take_all,
        "import_again": articles.import_again,
        "change_encoding": articles.change_encoding,
        "remove_article": lambda: articles.remove(),
        **sides.coders.handlers(),
        **sides.veiling.handlers(),
        **sides.filing.handlers(),
        **sides.versioning.handlers(),
        **sides.suggesting.handlers(),
        **sides.steps.handlers(),
        **sides.tools.handlers(),
        "settle": sides.settling.open,
        "conflicts": sides.conflicts.open,
        "add_pane": articles.open_beside,
        "close_pane": lambda: panes.close_pane(),
        "swap_panes": lambda: panes.swap(),
        "next_pane": panes.go_to_next,
        "entities": sides.open_entities,
    }
