"""Every message is in the manual with what to do about it; a new one that is not makes a test here fail."""

from __future__ import annotations

import documents
import pytest

import collected  # isort: skip
import messages  # isort: skip
from message_cures import CURES, MARKS  # isort: skip

PAGE = (documents.FOLDER / "manual" / "messages.md").read_text(encoding="utf-8")


def test_every_module_that_speaks_belongs_to_one_theme():
    assert messages.unassigned() == [], "put the module into THEMES or NOT_MESSAGES of docs/messages.py"


def test_every_message_says_what_to_do_or_the_manual_does():
    assert messages.without_cure() == [], "say in the message what to do, or in docs/message_cures.py"


def test_no_cure_and_no_piece_is_left_over():
    said = {text for theme in messages.THEMES for text in messages.messages(theme)}
    assert [text for text in CURES if text not in said] == []
    everything = {text for path in collected.PACKAGE.rglob("*.py") for text in collected.sentences(path)}
    assert [text for text in messages.PIECES if text not in everything] == []


def test_every_mark_of_the_form_is_explained():
    """✔ and ✔ 手填 are put together from pieces."""
    modules = ("indicator_table", "component_block", "result_messages", "money_tables", "formulas", "native_findings")
    found = {mark for name in modules for mark in collected.marks(collected.PACKAGE / "files" / f"{name}.py")}
    assert found == MARKS.keys() - {"✔", "✔ 手填"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise FormError(f"{file}：这是一个坏文件")', ["〔文件〕：这是一个坏文件"]),
        ('raise FormError(f"{shown(path)}：{where}已经坏了，请{what}。")', ["〔文件〕：…已经坏了，请…。"]),
        ('x = "请检查" "文件名。"', ["请检查文件名。"]),
        ('"""请看文档说明。"""\nx = "单位名称"', []),
        ('@check(title="这是文档，请看。")\ndef f():\n    return "这一格要改。"', ["这一格要改。"]),
        ('parser.add_argument("-o", help="请写文件的名称。")', []),
        ('x = f"，是否应为{a}？"', []),
    ],
)
def test_what_counts_as_a_message(tmp_path, source, found):
    path = tmp_path / "m.py"
    path.write_text(source, encoding="utf-8")
    assert collected.sentences(path) == found


def test_a_message_can_be_found_in_the_page_by_its_words():
    for words in ("计分组件没有启动", "文件正在 Word、Excel 或 WPS 中打开", "缺原因", "install.cmd"):
        assert words in PAGE
    assert PAGE.count("\n- **") > 250
