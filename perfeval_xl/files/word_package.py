"""The parts of a Word package around its text: content types, relationships, properties, theme."""

from __future__ import annotations

from datetime import UTC, datetime

from perfeval_xl import MADE_BY
from perfeval_xl.files.word_styles import BODY_FONT, LATIN_FONT, XML
from perfeval_xl.files.word_text import escape
from perfeval_xl.report.blocks import Document

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"


def content_types(charts: list[str]) -> str:
    """The part [Content_Types].xml; `charts` are the names of the chart parts below word/."""
    word = f"{_TYPES}.wordprocessingml"
    parts = [
        ("word/document.xml", f"{word}.document.main+xml"),
        ("word/styles.xml", f"{word}.styles+xml"),
        ("word/settings.xml", f"{word}.settings+xml"),
        ("word/fontTable.xml", f"{word}.fontTable+xml"),
        ("word/theme/theme1.xml", f"{_TYPES}.theme+xml"),
        ("word/footer1.xml", f"{word}.footer+xml"),
        ("word/footer2.xml", f"{word}.footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", f"{_TYPES}.extended-properties+xml"),
        *((f"word/{name}", f"{_TYPES}.drawingml.chart+xml") for name in charts),
    ]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(*links: tuple[str, str, str]) -> str:
    """A relationships part from (id, type, target)."""
    body = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def core_properties(document: Document, created: datetime | None) -> str:
    """The part docProps/core.xml: title, subject, author, our version, language, and the date if one is given."""
    moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if created else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
        if moment
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(document.author)}</cp:lastModifiedBy>"
        f"<dc:description>{MADE_BY}</dc:description>"
        f"{dates}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def app_properties(document: Document) -> str:
    """The part docProps/app.xml: the agency as the company."""
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Company>{escape(document.author)}</Company></Properties>"
    )


def theme_xml() -> str:
    """The part word/theme/theme1.xml, which Word expects; styles and charts name their fonts and colours themselves."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colors = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4"}
    colors |= {"accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47"}
    colors |= {"hlink": "0563C1", "folHlink": "954F72"}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{LATIN_FONT}"/><a:ea typeface="{BODY_FONT}"/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
        for kind in ("major", "minor")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        f'{XML}<a:theme xmlns:a="{main}" name="report"><a:themeElements><a:clrScheme '
        f'name="report">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="report">{fonts}</a:fontScheme><a:fmtScheme name="report">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )
