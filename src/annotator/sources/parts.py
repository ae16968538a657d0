"""The XML inside office documents and e-books, parsed so that no file can make it fetch, expand or grow."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipInfo

from annotator.core.errors import SourceError
from annotator.sources.archives import members_within_limits, open_member
from annotator.sources.document import Content
from annotator.sources.extras import need

Element = Any
"""An element of lxml, which ships no types."""
_DAMAGED = "is damaged (its XML cannot be read)"
_TOO_LONG = "has over ten million characters in one piece of text; save it as plain text and import that"
TOO_DEEP = "is nested too deeply to be read"


class Package:
    """A ZIP archive of XML parts. All its methods raise SourceError about the archive."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.members: dict[str, ZipInfo] = members_within_limits(content)

    def data(self, name: str) -> bytes:
        """Return the bytes of a part that has to be there."""
        if name not in self.members:
            raise SourceError(self._content.path, f"is damaged (its part '{name}' is missing); get it once more")
        return open_member(self._content, self.members[name])

    def xml(self, name: str) -> Element:
        """Return the root of a part that has to be there."""
        return parse_xml(self.data(name), self._content)

    def maybe_xml(self, name: str | None) -> Element | None:
        """Return the root of a part that describes others. None where it is missing or damaged: the text is not."""
        if name is None or name not in self.members:
            return None
        try:
            return self.xml(name)
        except SourceError:
            return None


def parse_xml(data: bytes, content: Content) -> Element:
    """Return the root element. Raises SourceError where `data`, from `content`, are no XML, or XML made to do harm."""
    etree = need("lxml.etree", content.path)
    # Without huge_tree, libxml2 stops at 256 levels and at texts of 10 MB; entities stay unexpanded.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = str(error).lower()
        reason = TOO_DEEP if "depth" in said else _TOO_LONG if "text node" in said else _DAMAGED
        raise SourceError(content.path, reason) from None
    if root is None:
        raise SourceError(content.path, "is damaged (its XML is empty)")
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace; "" for what is none (an entity)."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace, None where there is none."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name (without namespace)."""
    if element is None:
        return None
    return next(element.iterchildren(f"{{*}}{name}"), None)


def count(root: Element, name: str) -> int:
    """Return how many elements of this name (without namespace) lie below, fast enough for millions."""
    return int(root.xpath("count(.//*[local-name() = $name])", name=name))


def text_at(root: Element | None, name: str) -> str | None:
    """Return the words of the first element of this name (without namespace) anywhere below; None for no words."""
    if root is None:
        return None
    found = next((each for each in root.iter() if local(each) == name), None)
    words = "" if found is None else " ".join("".join(map(str, found.itertext())).split())
    return words or None


def resolved(base: str, target: str) -> str:
    """Return the name of the member that a part named `base` points to by `target`."""
    target = unquote(urlsplit(target).path)
    parts = [] if target.startswith("/") else base.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
