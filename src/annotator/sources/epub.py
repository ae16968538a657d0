"""E-books (EPUB): chapters in the order of reading, without cover and table of contents, notes at the chapter's end."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.dates import is_published
from annotator.core.errors import SourceError
from annotator.sources.blocks import Blocks, Stated, made
from annotator.sources.document import Content, Document, Reading
from annotator.sources.hypertext import Hypertext, parse
from annotator.sources.parts import TOO_DEEP, Element, Package, attribute, child, local, resolved
from annotator.sources.recognition import BOOK
from annotator.text.direction import Direction

_LEFT_OUT = ("cover", "toc", "title-page-image")
_PROTECTED = "is protected against copying (DRM) and can only be read in the app of its shop"


def read(content: Content, reading: Reading) -> Iterator[Document]:
    """Give the book as one document. Raises SourceError, also where it is protected."""
    try:
        yield _book(content, reading)
    except RecursionError:
        raise SourceError(content.path, TOO_DEEP) from None


def _book(content: Content, reading: Reading) -> Document:
    package = Package(content)
    rootfile = next((each for each in package.xml(BOOK).iter() if local(each) == "rootfile"), None)
    path = attribute(rootfile, "full-path")
    if path is None:
        raise SourceError(content.path, "is damaged (it names no list of chapters); get it once more")
    opf = package.xml(path)
    chapters = _chapters(opf, path)
    secret = _secret(package)
    if any(name in secret for name in chapters):
        raise SourceError(content.path, _PROTECTED)
    blocks = Blocks(content)
    text = Hypertext(blocks)
    for name in chapters:
        if name in package.members:
            root = parse(package.data(name), content)
            text.write(next((each for each in root.iter() if local(each).lower() == "body"), root))
            text.write_notes()
    heading = min(text.headings, key=lambda each: each[0], default=None)
    return made(content, reading, blocks.text, _stated(opf, None if heading is None else heading[1]))


def _chapters(opf: Element, path: str) -> list[str]:
    """Return the members that are chapters, in the order of reading; what stands beside it comes last."""
    items = {attribute(each, "id"): each for each in opf.iter() if local(each) == "item"}
    guides = (each for each in opf.iter() if local(each) == "reference" and attribute(each, "type") in _LEFT_OUT)
    left_out = {resolved(path, attribute(each, "href") or "") for each in guides}
    found: dict[str, bool] = {}
    for each in opf.iter():
        if local(each) != "itemref":
            continue
        item = items.get(attribute(each, "idref"))
        kind = attribute(item, "media-type") or ""
        name = resolved(path, attribute(item, "href") or "")
        is_nav = "nav" in (attribute(item, "properties") or "").split()
        if item is not None and ("html" in kind or "xml" in kind) and "svg" not in kind and not is_nav:
            found.setdefault(name, attribute(each, "linear") != "no")
    names = [name for name in found if name not in left_out] or list(found)
    return sorted(names, key=lambda name: not found[name])


def _secret(package: Package) -> set[str]:
    """Return the members that are encrypted. Fonts often are; of them nobody reads a word."""
    root = package.maybe_xml("META-INF/encryption.xml")
    references = [] if root is None else [each for each in root.iter() if local(each) == "CipherReference"]
    return {resolved("", attribute(each, "URI") or "") for each in references}


def _stated(opf: Element, heading: str | None) -> Stated:
    metadata = child(opf, "metadata")
    found: dict[str, list[Element]] = {}
    for each in () if metadata is None else metadata.iter():
        if each.text and each.text.strip():
            found.setdefault(local(each), []).append(each)

    def first(name: str) -> str | None:
        return " ".join(found[name][0].text.split()) if name in found else None

    authors = [each for each in found.get("creator", []) if (attribute(each, "role") or "aut") == "aut"]
    progression = attribute(child(opf, "spine"), "page-progression-direction")
    return Stated(
        heading=heading,
        title=first("title"),
        language=first("language"),
        direction={"rtl": Direction.RTL, "ltr": Direction.LTR}.get(progression or ""),
        author=", ".join(" ".join(each.text.split()) for each in authors) or None,
        published=_date(found.get("date", [])),
        source=first("publisher"),
        deliberate=True,
    )


def _date(dates: list[Element]) -> str | None:
    """Return the day of publication: not that of a conversion or change."""
    events = {attribute(each, "event"): each.text.strip() for each in reversed(dates)}
    found = events.get("publication", events.get("original-publication", events.get(None)))
    if found is None:
        return None
    day = found.split("T")[0]
    return next((each for each in (found, day) if is_published(each)), None)
