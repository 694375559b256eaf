"""Case files: what is typed stays what it is, there and back; what is wrong is one sentence with the key's name."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from form_strategies import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.errors import FormError
from perfeval_xl.files import casefile
from perfeval_xl.model import Agency, Form, Indicator, Task

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))


def load(tmp_path, content):
    path = tmp_path / "某局.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return casefile.load(path)


def refused(tmp_path, content):
    with pytest.raises(FormError) as caught:
        load(tmp_path, content)
    sentence = str(caught.value)
    assert (
        sentence.startswith("某局.json：") and sentence.endswith("。") and "\n" not in sentence and len(sentence) < 120
    )
    return sentence


def test_numbers_are_decimals_texts_are_texts_null_is_absent(tmp_path):
    text = """{"fiscal_year": 2021, "agency": {"name": "示例区某局", "phone": null, "preparer": ""},
               "tasks": [{"budget": 50, "outturn": 113.28, "execution_rate": "100.00%"}, {}],
               "indicators": [{"target": "=1+1", "actual": 0.1}]}"""
    form, notes = load(tmp_path, text)
    assert notes == ()
    assert form.fiscal_year == Decimal(2021)
    assert form.agency == Agency(name="示例区某局", preparer="")
    assert form.tasks == (Task(budget=Decimal(50), outturn=Decimal("113.28"), execution_rate="100.00%"), Task())
    assert form.indicators == (Indicator(target="=1+1", actual=Decimal("0.1")),)


@pytest.mark.parametrize(
    ("number", "held"),
    [
        ("0.1234567890123456789", "0.123456789012346"),
        ("1E2", "100"),
        ("-0.0", "0"),
        ("1e-400", "0"),
        ("12345678901234567", "12345678901234600"),
    ],
)
def test_a_number_is_what_excel_would_hold(tmp_path, number, held):
    form, _ = load(tmp_path, f'{{"declared": {{"total": {number}}}}}')
    assert format(form.declared.total, "f") == held


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_shipped_cases_come_back_key_by_key(path):
    form, notes = casefile.load(path)
    assert notes == ()
    assert casefile.to_dict(form) == json.loads(path.read_text(encoding="utf-8"))


def test_dump_is_plain_utf8_in_the_order_of_the_contract(tmp_path):
    form = Form(scheme="s", agency=Agency(name="某局"), tasks=(Task(outturn=Decimal("463.18"), budget=Decimal(50)),))
    casefile.dump(form, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_bytes().decode("utf-8") == (
        '{\n  "scheme": "s",\n  "agency": {\n    "name": "某局"\n  },\n'
        '  "tasks": [\n    {\n      "budget": 50,\n      "outturn": 463.18\n    }\n  ]\n}\n'
    )


@settings(deadline=None, max_examples=60)
@given(forms())
def test_dump_and_parse_give_the_same_form(form):
    assert casefile.from_dict(casefile._parse(casefile.dumps(form), "x"))[0] == form


def test_dotted_keys_at_the_top_are_understood(tmp_path):
    form, notes = load(
        tmp_path, '{"budget.total.final": 5, "budget": {"total": {"outturn": 4}}, "agency.name": "某局"}'
    )
    assert (form.budget.total.final, form.budget.total.outturn, form.agency.name) == (Decimal(5), Decimal(4), "某局")
    assert notes == ()


def test_unknown_keys_stay_out_but_are_told(tmp_path):
    form, notes = load(tmp_path, '{"agency": {"nmae": "某局"}, "tasks": [{"budgets": 1}], "zzz": {"total": [1]}}')
    assert form == Form(tasks=(Task(),))
    assert [note.partition("：")[2] for note in notes] == [
        "不认识“agency.nmae”，没有读入，是否应为“agency.name”？",
        "不认识“tasks[0].budgets”，没有读入，是否应为“tasks[0].budget”？",
        "不认识“zzz”，没有读入。",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"tasks": {"name": "x"}}', "tasks 应是一个列表"),
        ('{"tasks": ["x"]}', "tasks[0] 应是一个对象"),
        ('{"agency": "某局"}', "agency 应是一个对象"),
        ('{"agency": []}', "agency 应是一个对象"),
        ('{"agency": {"name": {"x": 1}}}', "agency.name 应是文本或数字，现在是对象"),
        ('{"indicators": [{}, {"points": true}]}', "indicators[1].points 应是文本或数字，现在是true/false"),
        ('{"indicators": [{"points": [1]}]}', "indicators[0].points 应是文本或数字，现在是列表"),
        ('{"declared": {"total": NaN}}', "declared.total 的值 NaN 不是数"),
        ('{"declared": {"total": -Infinity}}', "declared.total 的值 -Infinity 不是数"),
        ('{"declared": {"total": 1e400}}', "declared.total 的数太大"),
        ('{"declared": {"total": 1e999999999}}', "declared.total 的数太大"),
        (f'{{"declared": {{"total": {"9" * 5000}}}}}', "declared.total 的数太大"),
        ('{"declared": {"total": 1e99999999999999999999}}', "有一个数大得无法读取"),
        ('{"scheme": 5}', "scheme 应是文本"),
        ('{"narrative": ["x"]}', "narrative 应是一个对象"),
        ('{"narrative": {"问题": ["x"]}}', "narrative.问题 应是文本或数字，现在是列表"),
        ('{"scheme": "a", "scheme": "b"}', "“scheme”在同一处写了两次"),
        ('{"agency.name": "a", "agency": {"name": "b"}}', "“agency.name”在两处写了两次"),
        ('{"agency.name": "a", "agency": 5}', "agency 应是一个对象"),
        ("[1]", "最外层应是一个 JSON 对象 {…}，现在是列表"),
        ('"x"', "现在是文本"),
        ("null", "现在是空值"),
        ('{"a": 1,}', "第1行第"),
        ('{"a"\n : }', "第2行第"),
        ("   \n", "没有内容"),
        ("", "文件是空的"),
        ("[" * 200_000, "嵌套太深"),
        ('{"a":' * 200_000, "嵌套太深"),
        ("not json", "不是有效的 JSON"),
    ],
)
def test_a_wrong_case_is_one_sentence_that_names_the_key(tmp_path, text, key):
    assert key in refused(tmp_path, text)


def test_encodings(tmp_path):
    text = '{"agency": {"name": "示例区某局"}}'
    for encoding in ("utf-8-sig", "utf-16"):
        form, notes = load(tmp_path, text.encode(encoding))
        assert (form.agency.name, notes) == ("示例区某局", ())
    form, notes = load(tmp_path, text.encode("gbk"))
    assert form.agency.name == "示例区某局" and "GBK" in notes[0]
    assert "编码" in refused(tmp_path, b'{"a": "\xff\xff\xff"}')
    assert "Office" in refused(tmp_path, b"PK\x03\x04 ...")


def test_characters_that_no_document_can_hold_are_removed_and_told(tmp_path):
    form, notes = load(tmp_path, '{"agency": {"name": "某\\u0000局\\ud800"}}')
    assert form.agency.name == "某局" and "agency.name 中有不可打印的字符" in notes[0]


@settings(deadline=None, max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["agency", "tasks", "budget", "total", "name", "narrative", "scheme", "agency.name", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_a_form_or_a_formerror(table):
    try:
        form, _ = casefile.from_dict(table)
    except FormError as error:
        assert "。" in str(error)
    else:
        assert isinstance(form, Form)
