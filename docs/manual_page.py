"""用户手册 as one page that opens by a double click, without the Internet: the Markdown pages, pictures inside.

`python docs/manual_page.py FILE` (or `make manual`) writes it; the offline bundle carries it. No script, nothing is
loaded from elsewhere. The same sources give the same bytes.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from messages import anchor

FOLDER = Path(__file__).parent
PAGES = (
    "manual/index.md",
    "manual/first-day.md",
    "buttons.md",
    "manual/faq.md",
    "manual/messages.md",
    "import.md",
    "native.md",
    "install.md",
    "manual/bureau.md",
    "collect.md",
    "schemes.md",
    "criteria.md",
    "functions.md",
    "cli.md",
    "manual/maintainer.md",
)
"""In order; a link to any other page becomes plain text."""
_UP = '<a class="up" href="#top">↑ 目录</a>\n'
_CHINESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef“”‘’…—]")
_TECHNICAL = "## How it is built"
"""Where a page turns to those who change the program."""
_STYLE = """
body{font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#222;margin:0}
main{max-width:60em;margin:0 auto 6em;padding:0 1.5em}
nav{background:#f2f5f8;border-bottom:1px solid #ccd;padding:.6em 1.5em;font-size:14px}
nav a{margin-right:1em;white-space:nowrap}
article{border-top:3px solid #217346;margin-top:4em}
h1{font-size:1.7em} h2{font-size:1.3em;margin-top:2em;border-bottom:1px solid #ddd} h3{font-size:1.1em}
a{color:#0b57a4;text-decoration:none} a:hover{text-decoration:underline}
table{border-collapse:collapse;margin:1em 0;font-size:.93em}
th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}
th{background:#eef2f6;white-space:nowrap}
code{background:#f3f3f3;padding:0 .2em;border-radius:3px;font-family:Consolas,"Noto Sans Mono CJK SC",monospace}
pre{background:#f7f7f7;border:1px solid #ddd;padding:.8em;overflow-x:auto;line-height:1.45;font-size:.87em}
pre code{background:none;padding:0}
img{max-width:100%;border:1px solid #ccc;box-sizing:border-box}
.up{float:right;font-size:14px;margin-top:1em}
@media screen{table{display:block;overflow-x:auto} code{overflow-wrap:anywhere}}
@media screen and (min-width:70em){
img{display:block;max-width:calc(100vw - 5em);margin-left:50%;transform:translateX(-50%)}}
@page{size:A4;margin:16mm}
@media print{
body{font-size:10.5pt;line-height:1.5} main{max-width:none;margin:0;padding:0}
nav,.up{display:none} article{border:0;margin:0} article+article{page-break-before:always}
table{font-size:9pt} tr,img{page-break-inside:avoid} h1,h2,h3{page-break-after:avoid} img{max-height:230mm}
pre{white-space:pre-wrap} code{overflow-wrap:anywhere}
}
""".strip()


def content() -> str:
    """The page as HTML."""
    texts = {name: _text(FOLDER / name) for name in PAGES}
    titles = {name: re.search(r"^# (.+)$", text, re.MULTILINE)[1] for name, text in texts.items()}
    links = "".join(f'<a href="#{_key(name)}">{title}</a>' for name, title in titles.items())
    articles = "".join(
        f'<article id="{_key(name)}">\n{_UP}{_html(name, text)}</article>\n' for name, text in texts.items()
    )
    head = f'<meta charset="utf-8"><title>{titles[PAGES[0]]}</title><style>\n{_STYLE}\n</style>'
    body = f"<nav>{links}</nav><main>\n{articles}</main>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body id="top">{body}</body></html>\n'


def _text(path: Path) -> str:
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return text.partition(_TECHNICAL)[0]


def _key(name: str) -> str:
    return Path(name).stem


def _html(name: str, text: str) -> str:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            token.attrSet("id", f"{_key(name)}--{anchor(following.content)}")
        if token.children:
            _settle(token.children, name)
    return parser.renderer.render(tokens, parser.options, {})


def _settle(tokens: Sequence[Token], name: str) -> None:
    """Links lead to places in this page, or are plain text; pictures are in it; Chinese lines close up."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "softbreak" and _CHINESE.match(before.content[-1:]) and _CHINESE.match(after.content[:1]):
            token.type = "text"
    for token in tokens:
        if token.type == "image":
            picture = (FOLDER / name).parent / str(token.attrGet("src"))
            token.attrSet("src", "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode("ascii"))
        elif token.type == "link_open":
            address = _place(str(token.attrGet("href")), name)
            if address:
                token.attrSet("href", address)
            else:
                token.tag, token.attrs = "span", {}
        elif token.type == "link_close":
            token.tag = _opened(tokens, token).tag


def _opened(tokens: Sequence[Token], closing: Token) -> Token:
    before = tokens[: next(index for index, token in enumerate(tokens) if token is closing)]
    return next(token for token in reversed(before) if token.type == "link_open" and token.level == closing.level)


def _place(link: str, name: str) -> str:
    """Where a link of a page leads in this page; empty where that is not in it."""
    if re.match("https?:", link):
        return link
    path, _, part = unquote(link).partition("#")
    target = _within(name, path) if path else name
    if target not in PAGES:
        return ""
    return f"#{_key(target)}--{part}" if part else f"#{_key(target)}"


def _within(name: str, path: str) -> str:
    """A path as a page writes it, seen from docs/."""
    parts: list[str] = list(Path(name).parent.parts)
    for part in Path(path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content(), encoding="utf-8", newline="\n")
    print(f"{target}（{target.stat().st_size / 1e6:.1f} MB）")
