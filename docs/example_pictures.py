"""Makes what docs/example shows: the sample project's comparison as a web page, and a picture of who tells whom."""

from __future__ import annotations

from pathlib import Path

from annotator.core.values import Event
from annotator.project import Project
from annotator.project.comparing import comparison, export
from annotator.project.counting import Numbers
from annotator.project.samples import make_sample
from annotator.ui.numbers.asked import Asked, What, answer
from annotator.ui.numbers.canvas import as_png
from annotator.ui.numbers.look import Look
from annotator.ui.theme import LIGHT

_WIDTH = 900
_PAGE = Path(__file__).parent / "example" / "velmar.html"


def draw_example(folder: Path, out: Path) -> None:
    """Write the page beside its description, and the picture into `out`. `folder` is one to work in."""
    with make_sample(folder / "Example.annot") as project:
        (event,) = project.events()
        _write_page(project, event)
        numbers = Numbers(project)
        look = Look(LIGHT, False, _colours(project), "none")
        picture = answer(numbers, Asked(What.NETWORK)).picture(look, _WIDTH)
        (out / "network.png").write_bytes(as_png(picture, LIGHT))


def _write_page(project: Project, event: Event) -> None:
    export(project, comparison(project, event), _PAGE, "html")


def _colours(project: Project) -> dict[str, str]:
    return {tag.id: tag.colour for tag in project.tags}
