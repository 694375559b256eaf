"""The score of a row by every route there is: cell function, command line, case, workbook, summary, submission.

A score is a Decimal, or None where a person must judge; a route that cannot take a row gives SKIPPED.
"""

import contextlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from consistency.rows import YEAR, Held, Percent, Row, seen
from perfeval_xl import cells, cli
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.record import LINE, record_of
from perfeval_xl.figures import is_blank, number_of, round_half_up, text_of
from perfeval_xl.files import casefile, reader, submission, template
from perfeval_xl.model import Agency, Form, Indicator

SKIPPED = "—"
Score = Decimal | str | None
_COMPUTED = LINE.index("computed")
_DAY = re.compile(r"(?:19|20)\d{6}")
_EPOCH = datetime(1899, 12, 30)


def of_form(rows: list[Row], folder: Path) -> dict[str, list[Score]]:
    """The scores of rows of one scheme, which make up one form, by route."""
    form = form_of(rows)
    case, book, copy = folder / "案例.json", folder / "表.xlsm", folder / "送审件.xlsx"
    casefile.dump(form, case, force=True)
    write_book(rows, book)
    given = reader.read(book)
    submission.write(copy, given, force=True)
    handed_in = reader.read(copy)
    return {
        "单元格函数": [_by_cell(row) for row in rows],
        "eval": [_by_eval(row) for row in rows],
        "score 案例": _by_score(case),
        "score 工作簿": _by_score(book),
        "汇总读工作簿": _by_record(book),
        "送审件": _by_record(copy),
        "工作簿里保存的得分": _saved(given, len(rows)),
        "送审件里保存的得分": _saved(handed_in, len(rows)),
    }


def differing(rows: list[Row], scores: dict[str, list[Score]]) -> Iterator[tuple[Row, dict[str, Score]]]:
    """The rows of which two routes say different things, to the cent: JSON has two decimals."""
    for index, row in enumerate(rows):
        said = {route: _to_the_cent(found[index]) for route, found in scores.items()}
        if len({value for value in said.values() if value != SKIPPED}) > 1:
            yield row, said


def _to_the_cent(score: Score) -> Score:
    return round_half_up(score) if isinstance(score, Decimal) else score


def write_book(rows: list[Row], path: Path) -> None:
    """The live workbook of such a form, percentages and dates in their cells as a person types them."""
    form = form_of(rows)
    template.write(path, form, schemes.get(form.scheme), live=True)
    _put_formats(path, rows)


def form_of(rows: list[Row]) -> Form:
    """The form of some rows of one scheme."""
    indicators = tuple(
        Indicator(
            category="产出指标",
            name=row.name,
            target=seen(row.target),
            unit=row.unit,
            actual=seen(row.actual),
            points=row.points,
            tier=row.tier,
            criterion=row.criterion,
            deviation_reason=f"第{number}行的说明",  # a row with nothing in it would be none
        )
        for number, row in enumerate(rows)
    )
    return Form(
        scheme=rows[0].scheme, fiscal_year=Decimal(YEAR), agency=Agency(name="示例区某局"), indicators=indicators
    )


def _by_cell(row: Row) -> Score:
    """What the formula in the sheet shows: by the scoring standard where there is no target, else by the target."""
    scheme = f"{row.scheme}@{YEAR}"
    target, actual, points = handed_over(row.target), handed_over(row.actual), handed_over(row.points)
    if all(value in (None, "") for value in (row.name, target, actual, points)):
        return None
    if target in (None, "") and row.criterion not in (None, ""):
        found = cells.perf_rule(row.criterion, actual, points, row.unit, scheme)
    else:
        found = cells.perf_score(
            target, actual, points, row.unit, handed_over(row.name), scheme, row.tier, row.criterion
        )
    return found if isinstance(found, Decimal) else None


def handed_over(held: Held) -> Any:
    """What the wrapper of a cell function hands over: numbers as floats, percentages as text, dates as dates."""
    if isinstance(held, Percent):
        return f"{float(held.ratio) * 100:.15g}%"
    return float(held) if isinstance(held, Decimal) else held


def _by_eval(row: Row) -> Score:
    points = number_of(row.points)
    if points is None or points < 0 or row.tier not in (None, ""):
        return SKIPPED  # the command line refuses such points, and has no tier
    if any(isinstance(held, Decimal) and _DAY.fullmatch(text_of(held)) for held in (row.target, row.actual)):
        return SKIPPED  # it hands over texts only: 20211220 typed as a text is a day, as a number a number
    words = ["eval", "--json", f"--scheme={row.scheme}", f"--year={YEAR}"]
    for option, value in (("unit", row.unit), ("name", row.name), ("criterion", row.criterion)):
        words += [] if value is None else [f"--{option}={text_of(value) if isinstance(value, Decimal) else value}"]
    asked = [held if isinstance(held := seen(value), str) else text_of(held) for value in (row.target, row.actual)]
    return _number(json.loads(_said([*words, "--", *asked, text_of(row.points)]))["score"])


def _by_score(path: Path) -> list[Score]:
    return [_number(line["computed"]) for line in json.loads(_said(["score", str(path), "--json"]))["lines"]]


def _said(words: list[str]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert cli.main(words) == 0, words
    return said.getvalue()


def _by_record(path: Path) -> list[Score]:
    record = record_of(path.name, path.read_bytes())
    assert not record.head.problem, record.head.problem
    return [_number(line[_COMPUTED]) for line in record.lines]


def _saved(given: reader.Return, count: int) -> list[Score]:
    return [_number(given.cached.get(f"indicators[{index}].score")) for index in range(count)]


def _number(value: Any) -> Score:
    return None if isinstance(value, str) or is_blank(value) else Decimal(str(value))


def _put_formats(book: Path, rows: list[Row]) -> None:
    """Puts the percentages and dates into their cells as numbers with formats, as a person does who types them so."""
    odd: dict[str, tuple[str, str]] = {}
    addresses = reader.read(book).addresses
    for index, row in enumerate(rows):
        for term, held in (("target", row.target), ("actual", row.actual)):
            place = addresses[f"indicators[{index}].{term}"].partition("!")[2]
            if isinstance(held, Percent):
                odd[place] = "percent", repr(float(held.ratio))
            elif isinstance(held, datetime):
                odd[place] = "date", repr((held - _EPOCH).total_seconds() / 86400)
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = parts["xl/styles.xml"].decode("utf-8")
    opening = re.search(r'<cellXfs count="(\d+)">', styles)
    count = int(opening[1])
    numbers = {"percent": count, "date": count + 1}
    more = '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    more += more.replace('"10"', '"22"')
    styles = styles.replace(opening[0], f'<cellXfs count="{count + 2}">').replace("</cellXfs>", f"{more}</cellXfs>")
    parts["xl/styles.xml"] = styles.encode("utf-8")

    def cell(found: re.Match) -> str:
        kind, value = odd.get(found[1], ("", ""))
        return f'<c r="{found[1]}" s="{numbers[kind]}"><v>{value}</v></c>' if kind else found[0]

    sheet = "xl/worksheets/sheet2.xml"
    text = parts[sheet].decode("utf-8")
    changed, done = re.subn(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', cell, text)
    missing = {place for place, (kind, _) in odd.items() if f'r="{place}" s="{numbers[kind]}"' not in changed}
    assert done and not missing, missing
    parts[sheet] = changed.encode("utf-8")
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
