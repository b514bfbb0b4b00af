"""The styles, page styles, headers and footers of a flat OpenDocument text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.golden.original import BULLETS

if TYPE_CHECKING:
    from tests.golden.makers.fodt import Layout

_SPACES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "fo": "xsl-fo-compatible",
}
_HEADING_SIZES = (1.6, 1.25, 1.05)
_COUNTRIES = {"en": "GB", "fr": "FR", "es": "ES"}
_FIELDS = {
    "{page}": '<text:page-number text:select-page="current">1</text:page-number>',
    "{pages}": "<text:page-count>1</text:page-count>",
}


def styles(layout: Layout, language: str) -> str:
    """Everything before the body."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _SPACES.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_named(layout, language)}</office:styles>"
        f"<office:automatic-styles>{_automatic(layout)}</office:automatic-styles>"
        f"<office:master-styles>{_masters(layout)}</office:master-styles>"
    )


def _style(name: str, paragraph: str = "", text: str = "", more: str = "", parent: str = "Standard") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}" {more}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def _named(layout: Layout, language: str) -> str:
    align = 'fo:text-align="justify"' if layout.justified else ""
    default = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties fo:font-family="DejaVu Serif" fo:font-size="{layout.size}pt" '
        f'fo:language="{language}" fo:country="{_COUNTRIES[language]}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"/>'
    )
    headings = "".join(
        _style(
            f"Heading_{level}",
            'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
            f'fo:font-size="{layout.size * size:.1f}pt" fo:font-weight="bold"',
            f'style:default-outline-level="{level}"',
        )
        for level, size in enumerate(_HEADING_SIZES, 1)
    )
    return (
        default
        + headings
        + _style("Body", f'fo:margin-bottom="0.22cm" {align}')
        + _style("Item", f'fo:margin-bottom="0.1cm" {align}')
        + _style("Cell", "", f'fo:font-size="{_cell_size(layout):.1f}pt"')
        + _style("CellHead", "", f'fo:font-size="{_cell_size(layout):.1f}pt" fo:font-weight="bold"')
        + _style("Gap", 'fo:margin-bottom="0.2cm"', 'fo:font-size="4pt"')
        + _style(
            "Footnote", 'fo:margin-left="0.5cm" fo:text-indent="-0.5cm"', f'fo:font-size="{layout.size * 0.8:.1f}pt"'
        )
        + _style("Edge", 'fo:text-align="center"', f'fo:font-size="{layout.size * 0.8:.1f}pt"')
        + '<style:style style:name="Anchor" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" '
        'text:citation-body-style-name="Anchor" text:start-numbering-at="document" '
        'text:footnotes-position="page" text:start-value="0"/>'
    )


def _cell_size(layout: Layout) -> float:
    """Small enough for the words of a heading row in half a page's width."""
    return layout.size * (0.62 if layout.columns > 1 or layout.full_title else 0.9)


def _automatic(layout: Layout) -> str:
    turned = "".join(
        _style(f"{name}_{master}", "", "", f'style:master-page-name="{master}"', parent=name)
        for name in ("Body", "Heading_1", "Heading_2", "Heading_3")
        for master in ("Portrait", "Landscape")
    )
    box = 'fo:border="0.5pt solid #000000" fo:padding="0.06cm"'
    return (
        turned
        + _page("Main", layout, landscape=layout.landscape)
        + _page("Turned", layout, landscape=True)
        + _list("Bullets", numbered=False)
        + _list("Numbers", numbered=True)
        + '<style:style style:name="Columns" style:family="section"><style:section-properties>'
        f"{_columns(2)}</style:section-properties></style:style>"
        '<style:style style:name="Table" style:family="table"><style:table-properties table:align="margins"/></style:style>'
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
        "</style:style>"
        f'<style:style style:name="Box" style:family="table-cell"><style:table-cell-properties {box}/></style:style>'
    )


def _columns(count: int) -> str:
    return f'<style:columns fo:column-count="{count}" fo:column-gap="0.8cm"/>'


def _page(name: str, layout: Layout, *, landscape: bool) -> str:
    width, height = sorted(layout.paper, reverse=landscape)
    columns = _columns(layout.columns) if layout.columns > 1 and not layout.full_title else ""
    edge = '<style:header-footer-properties fo:min-height="0.8cm" fo:margin-{side}="0.3cm"/>'
    header = f"<style:header-style>{edge.format(side='bottom')}</style:header-style>" if layout.header else ""
    footer = f"<style:footer-style>{edge.format(side='top')}</style:footer-style>" if layout.footer else ""
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}cm" '
        f'fo:page-height="{height}cm" fo:margin="{layout.margin}cm" '
        f'style:print-orientation="{"landscape" if landscape else "portrait"}">{columns}'
        '<style:footnote-sep style:width="0.02cm" style:distance-before-sep="0.15cm" style:distance-after-sep="0.1cm" '
        'style:line-style="solid" style:rel-width="25%" style:color="#000000"/>'
        f"</style:page-layout-properties>{header}{footer}</style:page-layout>"
    )


def _list(name: str, *, numbered: bool) -> str:
    levels = ""
    for level in (1, 2, 3):
        place = (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="{0.6 * level}cm" '
            'fo:text-indent="-0.5cm"/></style:list-level-properties>'
        )
        if numbered:
            form = "1" if level == 1 else "a"
            lead = f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix=".">'
            levels += f"{lead}{place}</text:list-level-style-number>"
        else:
            lead = f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{BULLETS[level - 1]}">'
            levels += f"{lead}{place}</text:list-level-style-bullet>"
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def _masters(layout: Layout) -> str:
    header, footer = _edge("header", layout.header), _edge("footer", layout.footer)
    pages = (("Standard", "Main"), ("Portrait", "Main"), ("Landscape", "Turned"))
    return "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{page}">{header}{footer}</style:master-page>'
        for name, page in pages
    )


def _edge(side: str, text: str) -> str:
    if not text:
        return ""
    content = escape(text)
    for name, field in _FIELDS.items():
        content = content.replace(name, field)
    return f'<style:{side}><text:p text:style-name="Edge">{content}</text:p></style:{side}>'
