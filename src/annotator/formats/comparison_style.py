"""The looks of a comparison as a web page: light and dark, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.analysis.comparison import RowState
from annotator.core.values import Pattern, Tag

STACKED = 5
"""Reports from which on a page is printed row by row instead of in columns, which would be too narrow to read."""

_SCREEN = """
:root { color-scheme: light dark; --paper: #fdfcf9; --page: #ffffff; --ink: #1c1b19; --quiet: #66625a;
  --line: #dedad1; --head: #f4f1ea; --same: #1b6e3c; --differs: #a33a06; --only-here: #2456a6; --open: #73600a;
  --mix: 100%; --to: #000; }
@media (prefers-color-scheme: dark) { :root { --paper: #191a1c; --page: #202124; --ink: #e9e6df; --quiet: #a5a198;
  --line: #3a3b3f; --head: #27282c; --same: #7cc897; --differs: #f0a37a; --only-here: #94b9f2; --open: #d9c36a;
  --mix: 55%; --to: #fff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 112em; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font: 600 30px/1.25 "Noto Serif", "Source Serif 4", Charter, Georgia, serif; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 40px 0 12px; display: flex; align-items: baseline; gap: 12px; }
h2 .count, .quiet { color: var(--quiet); font-weight: 400; font-size: 13px; }
p { margin: 0; }
a { color: inherit; }
.q { font-family: "Noto Serif", "Source Serif 4", Charter, Georgia, serif; font-size: 16px; line-height: 1.55; }
.q:lang(ar), .q:lang(fa), .q:lang(ur), .q:lang(ps), .q:lang(ckb), .q:lang(ug) {
  font-family: "Noto Naskh Arabic", Amiri, "Geeza Pro", "Sakkal Majalla", "Noto Serif", serif; font-size: 19px;
  line-height: 1.75; letter-spacing: 0; }
.q:lang(ur) { font-family: "Noto Nastaliq Urdu", "Noto Naskh Arabic", "Noto Serif", serif; font-size: 16px;
  line-height: 2.4; }
.q:lang(he), .q:lang(yi) { font-family: "Noto Serif Hebrew", "Frank Ruehl CLM", "Noto Serif", serif; font-size: 17px; }
.q:lang(zh) { font-family: "Noto Serif CJK SC", "Songti SC", "Source Han Serif SC", SimSun, "Noto Serif", serif; }
.q:lang(zh-Hant), .q:lang(zh-TW), .q:lang(zh-HK) { font-family: "Noto Serif CJK TC", "Songti TC", PMingLiU, serif; }
.q:lang(ja) { font-family: "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif", serif; }
.q:lang(ko) { font-family: "Noto Serif CJK KR", AppleMyungjo, Batang, "Noto Serif", serif; }
.q:lang(hi), .q:lang(mr), .q:lang(ne) { font-family: "Noto Serif Devanagari", "Kohinoor Devanagari", Mangal,
  "Noto Serif", Georgia, serif; font-size: 17px; }
.q, .note, .words { overflow-wrap: anywhere; }
.reports { padding: 0; margin: 20px 0 0; list-style: none; display: flex; flex-wrap: wrap; gap: 8px 32px; }
.reports li { max-width: 36em; }
.reports .q { display: block; }
.timeline { list-style: none; display: flex; flex-wrap: wrap; row-gap: 14px; padding: 0; margin: 24px 0 0; }
.timeline li { border-top: 2px solid var(--line); padding: 8px 24px 0 0; position: relative; min-width: 8em; }
.timeline li::before { content: ""; position: absolute; top: -6px; left: 0; width: 10px; height: 10px;
  border-radius: 5px; background: var(--only-here); }
.timeline time { display: block; font-variant-numeric: tabular-nums; font-weight: 600; font-size: 13px; }
.legend { margin: 24px 0 0; display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; font-size: 13px; }
.legend dd { margin: 0; color: var(--quiet); }
.filter { margin: 24px 0 0; display: flex; flex-wrap: wrap; gap: 8px; }
.filter label { border: 1px solid var(--line); border-radius: 16px; padding: 3px 12px; font-size: 13px;
  cursor: pointer; background: var(--page); }
.filter .state { border: 0; padding: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; background: var(--page); border: 1px solid var(--line); width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 12px 16px; vertical-align: top; text-align: start; }
td { min-width: 15em; max-width: 36em; }
thead th { background: var(--head); font-size: 13px; font-weight: 600; }
thead th .quiet { display: block; font-weight: 400; }
tbody th { font-weight: 400; width: 19em; min-width: 14em; background: var(--page);
  border-inline: 1px solid var(--line); }
.two table { max-width: 91em; } .two td { width: 40%; }
.many tbody th { position: sticky; left: 0; z-index: 1; }
.name { font-weight: 600; font-size: 15px; }
.name:dir(rtl) { font-weight: 400; font-size: 17px; }
.state { display: inline-block; font-size: 12px; font-weight: 600; padding: 0 8px; border-radius: 10px;
  border: 1px solid currentColor; white-space: nowrap; }
.said, .proposed { margin-top: 8px; font-size: 13px; }
.said { border-inline-start: 3px solid var(--differs); padding-inline-start: 8px; }
.proposed { color: var(--quiet); }
.sign { font-weight: 400; font-family: "Noto Sans Math", "DejaVu Sans", "Segoe UI Symbol", system-ui, sans-serif; }
[dir="rtl"] > .ours { text-align: right; }
.about { margin: -8px 0 10px; }
.depth { color: var(--quiet); }
td p + p { margin-top: 6px; }
.silent { color: var(--quiet); font-style: italic; font-size: 13px; }
.silent.not-said { color: var(--ink); }
.attribute, .note, .clause, .parts, .times { font-size: 13px; color: var(--quiet); }
.clause { border-inline-start: 2px solid var(--line); padding-inline-start: 8px; }
.clause .q { font-size: 14px; color: var(--ink); }
.clause .q:lang(ar), .clause .q:lang(fa) { font-size: 17px; }
.elsewhere { display: none; }
.from { display: none; }
details { margin-top: 8px; font-size: 13px; }
summary { color: var(--quiet); cursor: pointer; }
details ul { margin: 4px 0 12px; padding-inline-start: 24px; }
footer { margin-top: 48px; font-size: 12px; color: var(--quiet); }
.skip { position: absolute; left: -999em; }
.swatch { display: inline-block; width: 2.4em; height: 0; align-self: center; }
"""

_PRINT = """
@page { size: A4 %(orientation)s; margin: 14mm 12mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --page: #fff; --ink: #000; --quiet: #444; --line: #bbb; --head: #f2f2f2;
    --same: #1b6e3c; --differs: #a33a06; --only-here: #2456a6; --open: #73600a; --mix: 100%%; --to: #000; }
  body { padding: 0; max-width: none; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .filter { display: none; }
  .scroll { overflow: visible; }
  h1 { font-size: 18pt; } h2 { font-size: 12pt; break-after: avoid; margin-top: 18pt; }
  .q { font-size: 10pt; } .q:lang(ar), .q:lang(fa) { font-size: 12.5pt; } .q:lang(ur) { font-size: 10.5pt; }
  .clause .q { font-size: 9pt; } .clause .q:lang(ar), .clause .q:lang(fa) { font-size: 11pt; }
  .about { break-after: avoid; }
  thead { display: table-header-group; }
  tr, li, .legend { break-inside: avoid; }
  th, td { padding: 5pt 7pt; } td, tbody th { min-width: 0; width: auto; }
  .two td { width: 38%%; }
  .many tbody th { position: static; }
  .many table { table-layout: fixed; } .many thead th:first-child { width: 24%%; }
  a { text-decoration: none; }
}
"""

_PRINT_STACKED = """
@media print {
  .many table, .many tbody, .many tr, .many th, .many td { display: block; border: 0; width: auto; max-width: none; }
  .many tr { break-inside: auto; } .many th { break-after: avoid; } .many td { break-inside: avoid; }
  .many table { background: none; } .many thead, .many td.empty { display: none; }
  .many tr { border-top: 1px solid var(--line); padding: 6pt 0; }
  .many th, .many td { padding: 2pt 0; }
  .many td { display: grid; grid-template-columns: 9em 1fr; padding-inline-start: 12pt; }
  .many td > * { grid-column: 2; }
  .many td > .from { display: block; grid-column: 1; grid-row: 1 / span 40; font-weight: 600; font-size: 8.5pt; }
  .many .elsewhere { display: block; margin-top: 4pt; font-size: 8.5pt; }
}
"""


def style(tags: Iterable[Tag], reports: int) -> str:
    """Return the style sheet of a page with these tags and so many columns."""
    orientation = "portrait" if reports <= 2 or reports >= STACKED else "landscape"
    parts = [_SCREEN, _PRINT % {"orientation": orientation}]
    if reports >= STACKED:
        parts.append(_PRINT_STACKED)
    for name in ("all", *(state.value for state in RowState)):
        label = f'~ .filter label[for="show-{name}"]'
        parts.append(
            f"#show-{name}:checked {label} {{ border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }}\n"
        )
        parts.append(f"#show-{name}:focus-visible {label} {{ outline: 3px solid var(--only-here); }}\n")
    for state in RowState:
        parts.append(f".state.{state.value} {{ color: var(--{state.value}); }}\n")
        shown = f"#show-{state.value}:checked ~ main"
        parts.append(f"{shown} tbody tr:not(.has-{state.value}) {{ display: none; }}\n")
        parts.append(f"{shown} section:not(:has(tr.has-{state.value})) .scroll {{ display: none; }}\n")
    for number, tag in enumerate(tags):
        parts.append(f".tag-{number} {{ {_swatch(tag)} }}\n")
    return "".join(parts)


def _swatch(tag: Tag) -> str:
    """A stroke in the tag's colour and pattern; in the dark it is mixed with white, so that it stays readable."""
    digits = tag.colour.removeprefix("#")
    known = len(digits) == 6 and all(one in "0123456789abcdef" for one in digits.casefold())
    colour = f"#{digits}" if known else "#666666"
    mixed = f"color: {colour}; color: color-mix(in oklab, {colour} var(--mix), var(--to));"
    if tag.pattern is Pattern.WAVY:
        return f"{mixed} text-decoration: wavy underline 2px;"
    kinds = {Pattern.SOLID: "3px solid", Pattern.DOUBLE: "5px double", Pattern.DOTTED: "3px dotted"}
    return f"{mixed} border-top: {kinds.get(tag.pattern, '3px dashed')} currentColor;"
