"""From bytes to characters: what the encoding of a file is, in the order of how certain one can be."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from annotator.core.errors import EncodingError, SourceError

# Longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
# Of half a wide text read the wrong way round: controls, private signs and what is no character.
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufff0-\uffff]")
# What Windows writes under the narrower name: the same letters, and more where the narrower one has control characters.
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "iso8859-15": "cp1252",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# Extensions that few files are in, and that have other signs in the places of the backslash and the tilde.
_PLAINER = {"shift_jis_2004": "cp932", "shift_jisx0213": "cp932", "euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp"}
_USUAL = " \n\t.,،、。"


def decode(data: bytes, path: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding. Raises SourceError, in which `path` stands for the data.

    The order: the encoding given; a byte order mark; UTF-32 and UTF-16 without a mark (UTF-16 text can be valid
    UTF-8, full of NULs); UTF-8; then a statistical guess among the older encodings. In UTF-8 with a few broken bytes
    these become U+FFFD, rather than that every other character is misread.
    """
    if encoding is not None:
        return _as_told(data, path, encoding), codecs.lookup(encoding).name
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], path, name), name
    if (wide := _wide(data)) is not None:
        return data.decode(wide, "surrogatepass"), wide
    if b"\x1b" in data and (guess := _guess(data)) is not None and guess.startswith("iso2022"):
        # Switched by escape sequences, these are seven-bit and would pass for UTF-8.
        return data.decode(guess), guess
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if broken * 20 < beyond_ascii - broken:
        return text, "utf-8"
    guess = _guess(data)
    if guess is None:
        raise EncodingError(path, "is either no text or in an unknown encoding; if it is text, name its encoding")
    return data.decode(guess), guess


def _as_told(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise SourceError(path, f"there is no text encoding '{encoding}'") from None
    except UnicodeError as error:
        at = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise SourceError(path, f"is not in the encoding {encoding}{at}; name another, or none") from None


def _marked(data: bytes, path: Path, name: str) -> str:
    try:
        # Lone surrogates pass here and are replaced when the text is made canonical.
        return data.decode(name, "surrogatepass")
    except UnicodeDecodeError as error:
        reason = f"begins like {name.upper()} but is not (byte {error.start}); it is damaged, or else name its encoding"
        raise EncodingError(path, reason) from None


def _wide(data: bytes) -> str | None:
    """Return the name of UTF-32 or UTF-16 where `data` are that without a mark, else None."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or _is_narrow(sample):
        return None
    for name in ("utf-32-le", "utf-32-be"):
        if len(data) % 4 == 0 and _decodes(data, name):
            return name
    if len(data) % 2:
        return None
    # Each way round gives characters; only the right one gives the spaces and full stops of a text.
    names = ("utf-16-le", "utf-16-be")
    usual = [sum(map(sample.decode(name, "replace").count, _USUAL)) for name in names]
    # NULs stand in the high halves: at odd places where the low byte comes first.
    zeros = [sample[1::2].count(0), sample[0::2].count(0)]
    right = max((0, 1), key=lambda way: (usual[way], zeros[way]))
    name = names[right]
    # Of text, one character in fifty or more is such a one; of very short or odd texts, at least all could be Latin.
    likely = usual[right] * 100 > len(sample) or (zeros[right] * 6 > len(sample) and not zeros[1 - right])
    if not likely or not _decodes(data, name):
        return None
    decoded = sample.decode(name, "replace")
    odd = len(_ODD.findall(decoded))
    return name if odd * 100 < len(decoded) else None


def _is_narrow(sample: bytes) -> bool:
    """Return whether bytes with NULs are UTF-8 all the same: readable but for these, which are not many.

    In wide text every other byte is a NUL, or else one that is a control character by itself.
    """
    if sample.count(0) * 4 > len(sample) or _CONTROL.search(sample):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # its end may be cut within a character
    except UnicodeDecodeError:
        return False
    return True


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name, "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> str | None:
    """Return the older encoding that `data` most likely are in and decode in, else None."""
    import chardet  # only here: most files are UTF-8 and need no statistics

    # What tells encodings apart are the bytes beyond ASCII; a long English preface says nothing.
    found = _HIGH.search(data)
    first = found.start() if found else 0
    part = data[max(0, first - 1000) :][: 3 * _SAMPLE]
    # "Nothing fits" comes back as ASCII, in which such data do not decode. No "superset" is asked for: chardet takes
    # Windows-1256 for one of ISO 8859-6, which has its letters elsewhere.
    name = chardet.detect(part, compat_names=False, no_match_encoding="ascii")["encoding"]
    if name is None:
        return None
    name = codecs.lookup(name).name
    for candidate in (_PLAINER.get(name), name, _WIDER.get(name)):
        if candidate is not None and _decodes_cleanly(data, candidate):
            return candidate
    return None


def likely(data: bytes) -> list[str]:
    """Return the encodings that `data` may be in, as Python names them, the likeliest first; none twice."""
    import chardet

    found: dict[str, None] = {}
    wide = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data)
    if wide is not None:
        found[wide] = None
    if _decodes(data, "utf-8"):
        found["utf-8"] = None
    part = data[: 3 * _SAMPLE]
    for guess in chardet.detect_all(part, compat_names=False, ignore_threshold=True):
        name = guess["encoding"] or "ascii"
        try:
            name = codecs.lookup(name).name
        except LookupError:
            continue
        for candidate in (_PLAINER.get(name), name, _WIDER.get(name)):
            if candidate is not None and candidate != "ascii" and _begins_cleanly(part, candidate):
                found[candidate] = None
                break
    return list(found)


def _begins_cleanly(part: bytes, name: str) -> bool:
    """Return whether bytes, which may end within a character, decode in this encoding to no control characters."""
    try:
        return _C1.search(codecs.getincrementaldecoder(name)().decode(part)) is None
    except UnicodeError:
        return False


def _decodes_cleanly(data: bytes, name: str) -> bool:
    try:
        return _C1.search(data.decode(name)) is None
    except UnicodeDecodeError:
        return False
