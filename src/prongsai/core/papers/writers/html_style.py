"""The style sheet inside every written HTML page: screen (light and dark, down to 360 px) and A4 print; nothing is fetched."""

from __future__ import annotations

from typing import Literal

SCREEN = """
:root { color-scheme: light dark; --ink: #1f2933; --soft: #52606d; --paper: #fff; --ground: #f3f5f8; --rule: #9aa5b1;
  --head: #e8edf3; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --soft: #b3bcc6; --paper: #1b2127; --ground: #12161a; --rule: #5c6873; --head: #2a323a; --link: #8ab8ff; }
}
* { box-sizing: border-box; }
html {
  font: 112.5%/1.65 Sarabun, "Noto Sans Thai", "Leelawadee UI", Thonburi, sans-serif;
  -webkit-text-size-adjust: 100%;
}
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: WIDTH; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem); background: var(--paper); overflow-wrap: break-word; }
h1, h2, h3, h4, h5 { line-height: 1.35; margin: 1.5em 0 .5em; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.1rem; } h4, h5 { font-size: 1rem; }
p { margin: .4em 0; }
a { color: var(--link); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.centre { text-align: center; } .right { text-align: right; } .indented { text-indent: 2.5cm; } .bold { font-weight: 700; }
.item { padding-left: calc(var(--depth, 0) * 1.4em + 1.7em); text-indent: -1.7em; }
.marker { display: inline-block; min-width: 1.45em; text-indent: 0; }
.bare { padding-left: calc(var(--depth, 0) * 1.4em); }
.cover { text-align: center; padding: 4rem 0; } .cover h1 { margin-top: 0; } .cover p { font-size: 1.15rem; font-weight: 700; }
.memo h1 { text-align: center; margin-top: 0; }
.memo p { margin: 0; padding: .2em 0; border-bottom: 1px dotted var(--rule); } .memo p:last-child { border-bottom: 0; }
.memo .pair { display: flex; flex-wrap: wrap; border-bottom: 1px dotted var(--rule); }
.memo .pair p { border: 0; flex: 1 1 14rem; }
.contents ul { list-style: none; padding: 0; } .contents .sub { padding-left: 1.4em; }
.wide { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; min-width: calc(var(--columns) * 5.5rem); font-size: .92rem; line-height: 1.5; }
caption { text-align: left; font-weight: 700; padding: .3em 0; }
th, td { border: 1px solid var(--rule); padding: .35em .5em; vertical-align: top; text-align: left; }
th { background: var(--head); text-align: center; vertical-align: middle; }
td p { margin: 0; } td .item { padding-left: calc(var(--depth, 0) * 1em + 1.4em); text-indent: -1.4em; } td .marker { min-width: 1.15em; }
td .bare { padding-left: calc(var(--depth, 0) * 1em); }
td.centre, td.centre .item, td.centre .bare { text-align: center; } td.right { text-align: right; }
.signature { margin: 2.5em 0 0 auto; width: min(100%, 24rem); text-align: center; break-inside: avoid; }
.opinion { break-after: avoid; margin-top: 1.5em; }
.break { border: 0; border-top: 1px solid var(--rule); margin: 2.5em 0; }
"""

PRINT = """
@page { size: A4 ORIENTATION; margin: 2.5cm 2cm 2cm 3cm; @top-center { content: counter(page, DIGITS); } }
@media print {
  :root { --ink: #000; --paper: #fff; --ground: #fff; --rule: #555; --head: #eee; --link: #000; }
  html { font-size: 12pt; line-height: 1.5; }
  body, main { background: none; } main { max-width: none; padding: 0; }
  a { text-decoration: none; }
  h1, h2, h3, h4, h5, caption { break-after: avoid; } p { orphans: 2; widows: 2; }
  .wide { overflow: visible; } table { min-width: 0; } thead { display: table-header-group; } tr.short { break-inside: avoid; }
  .cover { page: cover; padding-top: 7cm; break-after: page; } .contents { break-before: page; break-after: page; }
  .break { visibility: hidden; margin: 0; height: 0; break-after: page; }
}
@page cover { @top-center { content: none; } }
"""


def style_sheet(*, is_landscape: bool, digits: Literal["thai", "arabic"]) -> str:
    """The whole style sheet for a page direction and the digits of printed page numbers."""
    screen = SCREEN.replace("WIDTH", "72rem" if is_landscape else "52rem")
    page = PRINT.replace("ORIENTATION", "landscape" if is_landscape else "portrait").replace(
        "DIGITS", "thai" if digits == "thai" else "decimal"
    )
    return screen + page
