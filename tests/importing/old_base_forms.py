"""The second family as it is found: base data in parts, goals, panel, narrative, then a table of standards and scores.

Only what such a form has a place for is drawn: 上年数 stand in its narrative alone, and staff on post as well unless
`style.extra` adds the cells.
"""

from decimal import Decimal

from importing.old_drawing import NOTE, Table, amount, broken, cell, halves, label_cells, order, run_of, spread

from perfeval_xl.comparison import values
from perfeval_xl.figures import number_of, text_of

ACCOUNTS = {
    "revenue": (
        ("年度收入情况（万元）", "部门年度收入情况", "收入情况"),
        {
            "institution": ("机构名称", "机构名称", "单位（机构）名称"),
            "total": ("收入合计", "年度收入合计", "收入总计"),
            "carried_over": ("上年结转", "上年结转", "上年结转结余"),
            "fiscal": ("公共财政拨款", "一般公共预算拨款", "财政拨款"),
            "fund": ("政府基金拨款", "政府性基金拨款", "政府性基金预算拨款"),
            "special_account": ("纳入专户管理的非税收入拨款", "专户管理非税收入", "非税收入拨款"),
            "other": ("其他收入", "其他收入", "其它收入"),
        },
        {},
    ),
    "expenditure": (
        ("部门（单位）年度支出和结余情况（万元）", "年度支出和结余情况", "支出情况"),
        {
            "institution": ("机构名称", "机构名称", "单位（机构）名称"),
            "total": ("支出合计", "年度支出合计", "支出总计"),
            "basic": ("基本支出", "基本支出", "基本支出小计"),
            "personnel": ("人员支出", "人员经费", "人员经费支出"),
            "public": ("公用支出", "公用经费", "日常公用支出"),
            "project": ("项目支出", "项目支出", "项目支出"),
            "surplus": ("当年结余", "本年结余", "当年结余"),
            "accumulated": ("累计结余", "累计结余", "累计结转结余"),
        },
        {
            "personnel": ("其中：", "其中："),
            "public": ("其中：", "其中："),
            "surplus": ("结余",),
            "accumulated": ("结余",),
        },
    ),
    "official": (
        ("", "三公经费支出情况（万元）", ""),
        {
            "institution": ("机构名称", "机构名称", "单位（机构）名称"),
            "total": ("三公经费合计", "“三公”经费合计", "三公经费总额"),
            "reception": ("公务接待费", "公务接待费", "接待费"),
            "vehicle_running": ("公务用车运维费", "公务用车运行维护费", "公车运行费"),
            "vehicle_purchase": ("公务用车购置费", "公务用车购置费", "公车购置费"),
            "abroad": ("因公出国费", "因公出国（境）费", "出国费"),
        },
        {},
    ),
    "assets": (
        ("", "固定资产情况（万元）", ""),
        {
            "institution": ("机构名称", "机构名称", "单位（机构）名称"),
            "total": ("固定资产合计", "固定资产总额", "固定资产总值"),
            "in_use": ("在用固定资产", "在用固定资产", "在用"),
            "leased": ("出租固定资产", "出租出借固定资产", "出租"),
            "other": ("其他", "其他", "其它"),
        },
        {"other": ()},
    ),
}
SCORES = {
    "category": ("一级指标", "指标类别", "一级"),
    "subcategory": ("二级指标", "二级", "二级指标"),
    "name": ("三级指标", "三级指标名称", "三级指标"),
    "criterion": ("评分标准", "指标解释及评分标准", "评价标准"),
    "points": ("分值", "标准分值", "权重分值"),
    "score": ("自评得分", "得分", "自评分"),
    "deviation_reason": ("扣分原因和其他说明", "扣分原因", "扣分原因及说明"),
}
HINTS = {"产出目标": "（部门工作实绩）", "效益目标": "（预期实现的效益）"}
DATE = "2022年7月15日"
NARRATIVE = {
    "主要职能": "1.负责文稿起草和会议服务。\n2.负责督查督办和信息工作。",
    "机构情况": "内设七个科室，下辖一个事业机构。",
    "人员情况": "年末实有人数 36人，其中在职人员31人，离休干部1人和退休干部4人。",
    "基本支出情况": "基本支出516.14万元，比上年增加１５２.０９万元，增长41.78%，主要是会议增多。",
    "项目支出情况": "其他项目支出为78.83万元，比上年减少51.57万元；没有新购网络设备。",
    "政府性基金预算支出情况": "无",
    "国有资本经营预算支出情况": "无",
    "社会保险基金预算支出情况": "无",
    "整体支出绩效情况": "1.履职方面。工作按时完成。\n2.财务管理方面。“三公”经费5270元，比上年减少6828元。",
    "问题和原因": "部分科目的预算与支出有差异，编制时分析预测不够。",
    "改进措施": "细化预算编制，提高完整性。",
    "其他说明": "无",
}
"""Words of a department, by the section they belong to: invented, but for the figures that only sentences give."""


def story():
    """The narrative as lines, its sections numbered as such reports number them."""
    words = NARRATIVE
    return [
        "一、部门（单位）概况",
        "（一）主要职能",
        *words["主要职能"].split("\n"),
        "（二）机构情况",
        words["机构情况"],
        "（三）人员情况",
        words["人员情况"],
        "二、一般公共预算支出情况",
        "（一）基本支出情况",
        words["基本支出情况"],
        "（二）项目支出情况",
        words["项目支出情况"],
        "政府性基金预算支出情况",
        words["政府性基金预算支出情况"],
        "四、国有资本经营预算支出情况",
        words["国有资本经营预算支出情况"],
        "五、社会保险基金预算支出情况",
        words["社会保险基金预算支出情况"],
        "六、部门整体支出绩效情况",
        *words["整体支出绩效情况"].split("\n"),
        "七、存在的问题及原因分析",
        words["问题和原因"],
        "八、下一步改进措施",
        words["改进措施"],
        "九、其他需要说明的情况",
        words["其他说明"],
    ]


def draw(form, style):
    """The form as lines and tables in the order of the printed one; its narrative where `style.narrative` wants it."""
    year = text_of(form.fiscal_year)
    title = "部门整体支出绩效评价自评报告"
    lines = [
        f"示例区{year}年度",
        spread(title) if style.broken else title,
        f"部门（单位）名称：     {text_of(form.agency.name)}          ",
        f"预算编码：      {text_of(form.profile.budget_code)}      ",
        "评价方式：部门（单位）绩效自评",
        f"报告日期：{DATE}",
    ]
    tables = [_profile(form, style), *(_account(form, part, style) for part in ACCOUNTS), _goals(form, style)]
    tables += [_result(form, style), _panel(form, style)]
    return [*lines, *tables, *_words(style), style.title, *_scores(form, style), NOTE]


def absent(form, style):
    """The names of the values that the drawing has no place for."""
    if style.narrative != "none":
        return set()
    parts = ("comparison",) if style.extra else ("comparison", "staffing.on_post", "staffing.retired")
    return {name for name, value in values(form) if name.startswith(parts) and value is not None}


def _words(style):
    """The last part, 综述: as lines, or in one cell of a table."""
    heading = "五、评价报告综述"
    if style.narrative == "none":
        return []
    if style.narrative == "lines":
        return ["填报人（签名）：          联系电话：", heading, *story()]
    table = Table(0)
    table.row([(1, "\n\n".join([heading, *story()]), 8)])
    return [table]


def _profile(form, style):
    table, staff = Table(0, columns=8), form.staffing
    table.row([(1, "一、部门（单位）基本概况", 8)])
    table.row([(1, "联系人", 2), (3, form.agency.preparer, 2), (5, "联络电话", 2), (7, text_of(form.agency.phone), 2)])
    label = ("人员编制", "编制人数", "人员编制数")[style.words]
    people = "人" if style.unit_words else ""
    table.row(
        [
            (1, broken(label, style), 2),
            (3, _people(staff.establishment, people), 2),
            (5, ("实有人数", "实有人员", "年末实有人数")[style.words], 2),
            (7, _people(staff.total, people), 2),
        ]
    )
    if style.extra:
        table.row(
            [
                (1, "在职人员", 2),
                (3, _people(staff.on_post, people), 2),
                (5, "离退休人员", 2),
                (7, _people(staff.retired, people), 2),
            ]
        )
    table.row([(1, "职能职责概述", 2), (3, NARRATIVE["主要职能"], 6)])
    table.row([(1, broken("年度主要工作内容", style), 2), (3, form.objective.text, 6)])
    table.row([(1, "年度部门（单位）总体运行\n\n情况及取得的成绩", 2), (3, form.objective.result, 6)])
    return table


def _people(value, word):
    return f"{text_of(value)}{word}" if word and value is not None else value


def _account(form, part, style):
    """A table of institutions: its header in up to three lines, or flat; two printed rows are left empty."""
    captions, headers, uppers = ACCOUNTS[part]
    table = Table(0, columns=8)
    if part == "revenue":
        table.row([(1, "二、部门（单位）收支情况", 8)])
    if caption := captions[style.words]:
        table.row([(1, caption.replace("万元", style.unit), 8)])
    names = order(headers, style, ("institution", "total"))
    columns = {name: place for place, name in enumerate(names, 1)}
    words = {name: broken(listed[style.words], style) for name, listed in headers.items()}
    if style.unit == "元" and "万元" not in caption:
        words |= {name: f"{word}（元）" for name, word in words.items() if name != "institution"}
    if style.flat or style.mixed:
        table.row([(columns[name], words[name]) for name in names])
    else:
        _header(table, words, columns, uppers)
    for row in getattr(form, part):
        table.row([(columns["institution"], row.institution), *_amounts(row, columns, style)])
    for number in (1, 2):
        table.row([(1, f"{number + 1}、二级机构{number}")])
    return table


def _amounts(row, columns, style):
    return [(columns[name], amount(getattr(row, name), style)) for name in columns if name != "institution"]


def _header(table, words, columns, uppers):
    """The header as printed: above a column stand its upper words, each over all columns that it belongs to."""
    names = list(columns)
    paths = [() if name in ("institution", "total") else uppers.get(name, ("其中：",)) for name in names]
    height = 1 + max(map(len, paths))
    for line in range(height):
        shared = [path[: line + 1] if len(path) > line else None for path in paths]
        cells = []
        for place, (name, path) in enumerate(zip(names, paths, strict=True)):
            first, run = run_of(shared, place)
            if line == len(path):
                cells.append((columns[name], words[name], 1, height - line))
            elif line < len(path) and first:
                cells.append((columns[name], path[line], run))
        table.row(cells)


def _goals(form, style):
    table = Table(1, columns=8)
    table.row([(1, "三、部门（单位）整体支出绩效自评情况", 8)])
    table.row(
        [(1, "整体支出绩效定性目标及实施计划完成情况", 1, 2), (2, "预期目标", 4), (6, broken("实际完成", style), 3)]
    )
    table.row([(2, form.objective.text, 4), (6, form.objective.result, 3)])
    target = ("绩效目标", "预期目标", "目标值")[style.words]
    result = ("完成情况", "实际完成情况", "实际完成")[style.words]
    side = (1, "整体支出\n\n绩效定量目标及实施计划完成情况", 1, 1 + len(form.goals))
    head = [(2, "评价内容"), (3, "指标")] if style.flat else [(2, "评价内容", 2)]
    table.row([side, *head, (4, target, 2), (6, broken(result, style), 3)])
    for place, goal in enumerate(form.goals):
        keys = [item.category for item in form.goals]
        hinted = style.categories in ("merged", "first") and not style.flat
        value = f"{goal.category}\n\n{HINTS[goal.category]}" if hinted else goal.category
        shown = label_cells(keys, place, 2, value, run_of(keys, place)[1], style)
        table.row([*shown, (3, goal.name), (4, goal.target, 2), (6, goal.result, 3)])
    return table


def _result(form, style):
    table = Table(1, columns=8)
    total = ("绩效自评综合得分", "自评总分", "自评得分")[style.words]
    table.row([(1, total, 4), (5, f"{text_of(form.declared.total)}分", 4)])
    table.row([(1, broken("评价等次", style), 4), (5, form.declared.grade, 4)])
    return table


def _panel(form, style):
    table = Table(1, columns=8)
    table.row([(1, "四、评价人员", 8)])
    table.row(
        [
            (1, "姓  名", 2),
            (3, ("职务/职称", "职务", "职务（职称）")[style.words], 2),
            (5, "单  位", 2),
            (7, "签  字", 2),
        ]
    )
    for member in form.panel:
        table.row([(1, _apart(member.name), 2), (3, member.post, 2), (5, member.institution, 2)])
    table.row([])
    date = "\n\n                    年    月    日"
    table.row([(1, f"评价组组长（签字）：{date}", 8)])
    table.row([(1, f"部门（单位）意见：\n\n          部门（单位）负责人（签章）：{date}", 8)])
    table.row([(1, f"财政部门归口业务股室意见：\n\n     财政部门归口业务股室负责人（签章）：{date}", 8)])
    return table


def _apart(name):
    return "  ".join(name) if name and len(name) == 2 else name


def _scores(form, style):
    """The table of standards: spread over two pages where the style says so, its labels and standards merged."""
    headers = {name: words[style.words] for name, words in SCORES.items()}
    names = order(headers, style, ("category", "subcategory", "name"))
    if style.extra:
        names = ["序号", *names[:3], "备注", *names[3:]]
    columns = {name: place for place, name in enumerate(names, 1)}
    rows = list(enumerate(form.indicators))
    tables = []
    for number, part in enumerate([rows] if style.pages == "one" else halves(rows)):
        table = Table(2 + number if style.pages == "sheets" else 2, columns=len(names))
        if number == 0 or style.pages != "bare":
            table.row([(columns[name], broken(headers.get(name, name), style)) for name in names])
        for place in range(len(part)):
            _score_row(table, part, place, columns, style)
        tables.append(table)
    if style.totals:
        scores = sum((number_of(row.score) or Decimal(0) for row in form.indicators), Decimal(0))
        tables[-1].row(
            [(columns["category"], "总 分", 1), (columns["points"], Decimal(100)), (columns["score"], scores)]
        )
    return tables


def _score_row(table, part, place, columns, style):
    """One indicator; one that names several things takes a row for each, its other cells merged over them."""
    index, row = part[place]
    pieces = text_of(row.name).split("、") if style.categories != "every" else [text_of(row.name)]
    tall = len(pieces) if style.categories == "merged" else 1
    put = [(columns[name], cell(row, name, style), 1, tall) for name in ("points", "score", "deviation_reason")]
    for name in _KEYS:
        put += _merged(part, place, name, columns[name], style)
    if "序号" in columns:
        put += [(columns["序号"], Decimal(index + 1)), (columns["备注"], "见附件" if index == 1 else None)]
    for number, piece in enumerate(pieces):
        table.row([*([] if number else put), (columns["name"], broken(piece, style))])


def _merged(part, place, name, column, style):
    """A label or a standard that counts for a run of rows; a standard is in every row where it is not merged."""
    keys = [tuple(getattr(row, each) for each in _KEYS[name]) for _, row in part]
    value = cell(part[place][1], name, style)
    if name == "criterion" and style.categories != "merged":
        return [(column, value)]
    rows = sum(len(text_of(row.name).split("、")) for _, row in part[place : place + run_of(keys, place)[1]])
    return label_cells(keys, place, column, value, rows, style)


_KEYS = {
    "category": ("category",),
    "subcategory": ("category", "subcategory"),
    "criterion": ("category", "subcategory", "criterion"),
}
