"""The typography of an official document (GB/T 9704—2012) as Word styles, fonts, page and settings.

Every measure stands in this file once. A4 with margins 37/35/28/26 mm leaves 156 × 225 mm for 22 lines of 28
characters, which is a line of 28.95 pt. Chinese fonts are the usual ones with substitutes for machines that lack them;
Latin letters and digits are set in Times New Roman, page numbers in 宋体.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TITLE_FONT, BODY_FONT, HEAD_FONT, KAI_FONT, SONG_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN_FONT = "Times New Roman"
FONTS = {
    TITLE_FONT: "华文中宋",
    BODY_FONT: "仿宋",
    HEAD_FONT: "SimHei",
    KAI_FONT: "楷体",
    SONG_FONT: "SimSun",
}
"""Each Chinese font and the one that Word takes where it is not installed."""

LINE = 579
"""One of 22 lines on a page, in twentieths of a point."""
TIGHT = -5
"""What is taken from the width of each character, in twentieths of a point: 28 × 15.75 pt fit 156 mm, 28 × 16 do not.

A character grid would do the same in Word, but LibreOffice gives each character of such a grid two cells.
"""
PORTRAIT_WIDTH = 8844
LANDSCAPE_WIDTH = 12757
"""The width of the text area in twips: 156 mm upright, 225 mm on landscape pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: sizes in points, indents in characters of its own size, spacing in twips.

    `tight` is added to the width of each character, in twentieths of a point. `line` is an exact line height in twips,
    0 for the height of the text; `outline` is the level in the navigation pane, 0 for none.
    """

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    font: str = ""
    latin: str = ""
    size: float = 0
    tight: int = 0
    bold: bool = False
    color: str = ""
    align: str = ""
    first_line: int | None = None
    left: int = 0
    right: int = 0
    line: int | None = None
    before: int | None = None
    after: int | None = None
    outline: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    on_grid: bool = True
    right_tab: int = 0


_heading = partial(Style, next="BodyText", align="left", first_line=2, keep_next=True, keep_lines=True)
_page_number = partial(Style, font=SONG_FONT, latin=SONG_FONT, size=14, line=0, on_grid=False)
STYLES = (
    Style(id="Normal", name="Normal", based_on="", font=BODY_FONT, latin=LATIN_FONT, size=16, tight=TIGHT, align="both",
          line=LINE),
    Style(id="BodyText", name="Body Text", first_line=2),
    Style(id="BodyTextEnd", name="正文末段", based_on="BodyText", keep_next=True),
    Style(id="Salutation", name="Salutation", next="BodyText", align="left", keep_next=True),
    Style(id="Title", name="Title", next="BodyText", font=TITLE_FONT, size=22, align="center", line=700, after=LINE,
          keep_next=True, keep_lines=True),
    _heading(id="Heading1", name="heading 1", font=HEAD_FONT, outline=1),
    _heading(id="Heading2", name="heading 2", font=KAI_FONT, outline=2),
    _heading(id="Heading3", name="heading 3", bold=True, outline=3),
    _heading(id="Heading4", name="heading 4", outline=4),
    Style(id="Draft", name="草案提示", font=HEAD_FONT, size=14, color="C00000", align="center"),
    Style(id="Caption", name="caption", font=HEAD_FONT, size=14, align="center", before=LINE // 4, keep_next=True),
    Style(id="Figure", name="图", align="center", line=0, before=LINE // 4, after=LINE // 4, on_grid=False),
    Style(id="Attachment", name="附件说明", first_line=2, before=LINE, keep_next=True),
    Style(id="Signature", name="Signature", align="center", left=11, before=2 * LINE, keep_next=True, keep_lines=True),
    Style(id="Date", name="Date", align="center", left=11, keep_lines=True),
    Style(id="AppendixMark", name="附件标识", next="Title", font=HEAD_FONT, align="left", keep_next=True),
    Style(id="AppendixTitle", name="附件标题", based_on="Title", next="AppendixYear", after=0, outline=1),
    Style(id="AppendixYear", name="附件年度", align="center", size=14, line=480, keep_next=True),
    Style(id="FormLine", name="表头说明", size=10.5, align="left", line=320, keep_next=True, right_tab=LANDSCAPE_WIDTH),
    Style(id="TableText", name="表格文字", size=12, align="center", line=0, before=40, after=40, on_grid=False),
    Style(id="TableProse", name="表格叙述", based_on="TableText", align="left"),
    Style(id="TableKept", name="表格文字（与下行同页）", based_on="TableText", keep_next=True),
    Style(id="TableProseKept", name="表格叙述（与下行同页）", based_on="TableProse", keep_next=True),
    Style(id="TableLabel", name="表格项目", based_on="TableText", font=HEAD_FONT),
    Style(id="TableHead", name="表格栏目", based_on="TableLabel", keep_next=True),
    Style(id="TableEnd", name="表后", size=1, line=160, on_grid=False),
    Style(id="FormText", name="自评表文字", size=9, align="center", line=0, before=15, after=15,
          on_grid=False),
    Style(id="FormProse", name="自评表叙述", based_on="FormText", align="left"),
    Style(id="FormHead", name="自评表栏目", based_on="FormText", font=HEAD_FONT),
    Style(id="FormGap", name="表间", size=1, line=30, on_grid=False),
    Style(id="FormNote", name="表注", size=9, align="both", line=0, before=40, on_grid=False),
    _page_number(id="PageNumberRight", name="页码（单页）", align="right", right=1),
    _page_number(id="PageNumberLeft", name="页码（双页）", align="left", left=1),
)  # fmt: skip

_MENDED = '<w:shd w:val="clear" w:color="auto" w:fill="FFEB9C"/>'
MARKS = {
    "Missing": ("待填", f'<w:b/><w:color w:val="9C0006"/>{_MENDED}'),
    "PromptLeft": ("未改提示", f'<w:color w:val="9C0006"/><w:u w:val="double"/>{_MENDED}'),
    "OtherYear": ("年度待核", f'<w:color w:val="9C0006"/><w:u w:val="wave"/>{_MENDED}'),
}
"""The character styles for what a person must mend: name, formatting. A sign or line stands beside every colour."""


def styles_xml() -> str:
    """The part word/styles.xml."""
    sizes = {"": 16.0}
    body = []
    for style in STYLES:
        sizes[style.id] = style.size or sizes[style.based_on]
        body.append(_style(style, sizes[style.id]))
    for name, (label, properties) in MARKS.items():
        body.append(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{label}"/>'
            f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
        )
    return (
        f'{XML}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT, LATIN_FONT)}'
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{''.join(body)}{_DEFAULTS}{_TABLE_STYLE}</w:styles>"
    )


_DEFAULTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name '
    'w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
    "<w:semiHidden/><w:unhideWhenUsed/></w:style>"
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority '
    'w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f'<w:uiPriority w:val="39"/><w:tblPr><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    "</w:tblPr></w:style>"
)
_BUILT_IN = ("Normal", "Body Text", "Title", "caption", "Signature", "Date")


def _style(style: Style, size: float) -> str:
    built_in = style.name in _BUILT_IN or style.name.startswith("heading ")
    kind = ' w:default="1"' if style.id == "Normal" else "" if built_in else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        + (f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else "")
        + (f'<w:next w:val="{style.next}"/>' if style.next else "")
        + f"<w:qFormat/><w:pPr>{_paragraph_properties(style, size)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr>"
        "</w:style>"
    )


def _paragraph_properties(style: Style, size: float) -> str:
    spacing = [
        f'w:{side}="{value}"' for side, value in (("before", style.before), ("after", style.after)) if value is not None
    ]
    if style.line is not None:
        spacing.append(f'w:line="{style.line or 240}" w:lineRule="{"exact" if style.line else "auto"}"')
    indents = [
        f'w:{side}Chars="{count * 100}" w:{side}="{round(count * size * 20)}"'
        for side, count in (("left", style.left), ("right", style.right), ("firstLine", style.first_line))
        if count
    ]
    return "".join(
        (
            "<w:keepNext/>" if style.keep_next else "",
            "<w:keepLines/>" if style.keep_lines else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{style.right_tab}"/></w:tabs>' if style.right_tab else "",
            "" if style.on_grid else '<w:snapToGrid w:val="0"/>',
            f"<w:spacing {' '.join(spacing)}/>" if spacing else "",
            f"<w:ind {' '.join(indents)}/>" if indents else "",
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "",
        )
    )


def _run_properties(style: Style) -> str:
    half_points = round(style.size * 2)
    return "".join(
        (
            _fonts(style.font, style.latin) if style.font else "",
            "<w:b/><w:bCs/>" if style.bold else "",
            f'<w:color w:val="{style.color}"/>' if style.color else "",
            f'<w:spacing w:val="{style.tight}"/>' if style.size else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if style.size else "",
        )
    )


def _fonts(font: str, latin: str = "") -> str:
    western = f' w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{LATIN_FONT}"' if latin else ""
    return f'<w:rFonts w:hint="eastAsia"{western} w:eastAsia="{font}"/>'


def font_table_xml() -> str:
    """The part word/fontTable.xml: every font with its substitute."""
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, substitute in FONTS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN_FONT}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch '
        'w:val="variable"/></w:font>'
    )
    return f'{XML}<w:fonts xmlns:w="{MAIN}">{chinese}{latin}</w:fonts>'


def settings_xml() -> str:
    """The part word/settings.xml: odd and even pages differ, Chinese punctuation is compressed."""
    return (
        f'{XML}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        "<w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def footer_xml(style: str) -> str:
    """A footer with the page number between two dashes, in the given paragraph style."""
    return (
        f'{XML}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>'
        '<w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        "</w:r>"
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def section_xml(*, landscape: bool = False) -> str:
    """The page of a section. A landscape page is the upright one turned: its head lies at the binding edge."""
    footers = '<w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
    if landscape:
        return (
            f'<w:sectPr>{footers}<w:type w:val="nextPage"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            '<w:pgMar w:top="1588" w:right="2098" w:bottom="1474" w:left="1984" w:header="851" w:footer="850" '
            'w:gutter="0"/>'
            "</w:sectPr>"
        )
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1304" '
        'w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )
