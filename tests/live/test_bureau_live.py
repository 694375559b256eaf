"""汇总.xlsm through its own VBA: the folder is chosen, Excel goes on, the summary is written, noted and opened."""

import time

import calc_session
import generated_returns as made
import live_book
import openpyxl
import pytest

from perfeval_xl.bureau import desk

BOOK = live_book.ROOT / "workbook" / desk.FILE_NAME


class Desk(live_book.LiveBook):
    """The bureau's workbook, open."""

    def said(self):
        """What the user was told last."""
        return self.press("PerfSheet.LastWords")

    def finished(self, patience=60):
        """Waits as the user does, touching nothing: what stood in the status bar meanwhile, the last of it included."""
        told, end = [], time.monotonic() + patience
        while time.monotonic() < end:
            told.append(self.said())
            if not told[-1].startswith(("正在", "已读")):
                return told
            time.sleep(0.3)
        raise AssertionError(told[-3:])

    def runs(self):
        """The lines of the list of runs that hold something."""
        _, left, first, right, last = self.named("bureau.runs")
        rows = self.sheet(desk.SHEET).getCellRangeByPosition(left, first, right, last).DataArray
        return [row for row in rows if row[0]]


@pytest.fixture
def returns(tmp_path):
    (folder := tmp_path / "报 送").mkdir()
    for name, data in made.many(range(6)):
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


@pytest.fixture
def opened(live_office, tmp_path):
    """Opens the workbook; what it opens in its turn is closed in the end."""
    before = {component.URL for component in documents(live_office)}
    books = []

    def open_desk(*, server=True):
        books.append(live_book.open_live(live_office, BOOK, tmp_path, server=server))
        return Desk(live_office, books[-1].document)

    yield open_desk
    for component in documents(live_office):
        if component.URL not in before:
            component.close(True)


@pytest.fixture
def choose(down):
    """Says which path the user chooses in the next dialogs."""
    file = live_book.picked(down)
    yield lambda path: file.write_text(str(path), "utf-8")
    file.unlink(missing_ok=True)


def documents(office):
    return [component for component in office.desktop.Components if hasattr(component, "Sheets")]


def shown(office, path):
    """The open document of a file, None when it is not open."""
    url = calc_session._url(path)
    return next((component for component in documents(office) if url == component.URL), None)


def test_the_button_collects_the_chosen_folder_and_opens_the_summary(opened, choose, returns, live_office, tmp_path):
    book = opened()
    choose(returns)
    book.press("BureauActions.PerfCollect")
    assert book.said().startswith("正在")
    # The call has returned: the user works on meanwhile.
    assert book.key("B12", "示例区财政局", desk.SHEET).get("B12", desk.SHEET) == "示例区财政局"
    told = book.finished()
    summary = tmp_path / "报 送-汇总.xlsx"
    assert told[-1] == "已汇总 6 个单位。"
    assert shown(live_office, summary).Sheets.ElementNames[:2] == ("总览", "排名")
    assert book.shows("bureau.folder") == str(returns)
    [run] = book.runs()
    assert run[1:4] == (str(returns), 6, "—") and run[7] == summary.name
    assert f'HYPERLINK("{summary}"' in book.formula(book.at("bureau.runs").replace("A", "H"), desk.SHEET)
    assert book.sheet(desk.SHEET).isProtected()
    assert openpyxl.load_workbook(summary)["排名"].max_row == 8


def test_what_the_reviewer_wrote_survives_although_the_summary_stood_open(
    opened, choose, returns, live_office, tmp_path
):
    book, summary = opened(), tmp_path / "报 送-汇总.xlsx"
    choose(returns)
    book.press("BureauActions.PerfCollect")
    book.finished()
    sheet = shown(live_office, summary).Sheets.getByName("复核")
    headings = [sheet.getCellByPosition(column, 1).String for column in range(12)]
    unit = sheet.getCellByPosition(0, 4).String
    sheet.getCellByPosition(headings.index("复核意见"), 4).String = "已核对"
    # Unsaved: the user is asked; nobody is here to agree, so nothing is closed and nothing is lost.
    book.press("BureauActions.PerfCollectAgain")
    assert book.said() == desk.TEXTS["left_open"]
    assert shown(live_office, summary).Sheets.getByName("复核").getCellByPosition(0, 4).String == unit
    shown(live_office, summary).store()
    (returns / "新来的.xlsx").write_bytes(made.workbook(9))
    book.press("BureauActions.PerfCollectAgain")
    assert book.finished()[-1] == "已汇总 7 个单位。"
    again = shown(live_office, summary).Sheets.getByName("复核")
    opinions = {again.getCellByPosition(0, row).String: row for row in range(2, 9)}
    column = [again.getCellByPosition(column, 1).String for column in range(12)].index("复核意见")
    assert again.getCellByPosition(column, opinions[unit]).String == "已核对"
    assert [run[2] for run in book.runs()] == [7, 6], "the newest on top"


def test_letters_roster_and_deadline_are_taken_from_the_cells(opened, choose, returns, tmp_path):
    import docx
    import xlsxwriter

    roster = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(roster) as workbook:
        workbook.add_worksheet().write_column(0, 0, ["单位名称", *(made.unit_name(number) for number in range(8))])
    (letters := tmp_path / "退回").mkdir()
    book = opened()
    for button, path in (("PerfPickRoster", roster), ("PerfPickLetters", letters), ("PerfPickTarget", letters)):
        choose(path)
        book.press(f"BureauActions.{button}")
    assert (book.shows("bureau.roster"), book.shows("bureau.target")) == (str(roster), str(letters))
    book.put("bureau.sender", "示例区财政局")
    book.put("bureau.deadline", "2022-04-30")
    book.press("BureauActions.CollectFolder", str(returns))
    assert "未报送 2 个；退回意见" in book.finished()[-1]
    assert (letters / "报 送-汇总.xlsx").exists()
    text = "\n".join(item.text for item in docx.Document(str(next(letters.glob("*.docx")))).paragraphs)
    assert "请于2022年4月30日前修改" in text and "示例区财政局" in text
    assert book.runs()[0][3] == 2


def test_stopping_writes_what_was_read(opened, returns, tmp_path):
    for number in range(6, 60):
        (returns / f"{number}.xlsx").write_bytes(made.workbook(number % 4, agency=f"示例区第{number}局"))
    book = opened()
    book.press("BureauActions.PerfStop")
    assert book.said() == desk.TEXTS["idle"]
    book.press("BureauActions.CollectFolder", str(returns))
    book.press("BureauActions.CollectFolder", str(returns))
    assert book.said() == desk.TEXTS["busy"]
    book.press("BureauActions.PerfStop")
    assert book.finished()[-1].startswith("已停止，还有 ")
    assert book.runs()[0][8].startswith("已停止，还有 ")
    assert (tmp_path / "报 送-汇总.xlsx").exists()


def test_choosing_nothing_does_nothing(opened):
    book = opened()
    book.press("BureauActions.PerfCollect")
    book.press("BureauActions.PerfPickRoster")
    assert book.said() in ("", desk.TEXTS["starting"]) and not book.shows("bureau.folder") and not book.runs()


def test_what_cannot_be_collected_is_one_sentence(opened, tmp_path):
    book = opened()
    book.press("BureauActions.CollectFolder", str(tmp_path / "没有"))
    assert book.finished()[-1] == "没有：找不到这个文件夹，请指定放自评表的文件夹。"
    book.press("BureauActions.CollectFolder", "相对路径")
    assert "请写完整的路径" in book.said()
    assert not book.runs()


def test_without_a_component_the_buttons_say_so(opened, returns):
    book = opened(server=False)
    for button, arguments in (("CollectFolder", (str(returns),)), ("PerfDoctor", ())):
        book.press("BureauActions.PerfStop")  # says something else
        book.press(f"BureauActions.{button}", *arguments)
        assert book.said() == desk.TEXTS["no_server"], button


def test_a_component_that_falls_silent_on_the_way_is_told_and_the_work_is_done_all_the_same(
    opened, returns, down, tmp_path
):
    book = opened()
    book.press("BureauActions.CollectFolder", str(returns))
    down.touch()
    try:
        assert book.finished()[-1] == desk.TEXTS["lost"]
    finally:
        down.unlink()
    end = time.monotonic() + 30
    while not (tmp_path / "报 送-汇总.xlsx").exists() and time.monotonic() < end:
        time.sleep(0.2)
    assert openpyxl.load_workbook(tmp_path / "报 送-汇总.xlsx")["排名"].max_row == 8


def test_only_the_last_runs_are_kept(opened, returns):
    book = opened()
    for _ in range(3):
        book.press("BureauActions.CollectFolder", str(returns))
        book.finished()
    _, _, first, _, last = book.named("bureau.runs")
    for _ in range(last - first + 1):
        book.press("BureauActions.CollectFolder", str(returns))
        book.finished()
    assert len(book.runs()) == last - first + 1


def test_help_says_that_the_component_answers(opened):
    book = opened()
    book.press("BureauActions.PerfHelp")
    assert book.said().startswith("计分组件正常，版本")


def test_the_large_button_on_the_sheet_collects(opened):
    page = opened().sheet(desk.SHEET).DrawPage
    controls = [page.getByIndex(index).Control for index in range(page.Count)]
    assert [control.Label for control in controls][:3] == ["选择文件夹并汇总", "停止", "汇总这个文件夹"]
    events = page.Forms.getByIndex(0).getScriptEvents(0)
    assert "BureauActions.PerfCollect?" in events[0].ScriptCode
