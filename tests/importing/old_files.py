"""Old forms as blocks for the core and as .xlsx, .xls and .docx files."""

from decimal import Decimal

from importing.old_drawing import Table

from perfeval_xl.figures import rate_of, text_of
from perfeval_xl.importing import Cell, Grid, Line


def pasted(drawn):
    """The drawing as one big table, its lines as rows over the whole width, as people paste a form."""
    whole = Table(0)
    width = max(item.width() for item in drawn if not isinstance(item, str))
    for item in drawn:
        if isinstance(item, str):
            whole.row([(1, item, width)])
            continue
        whole.puts += [(whole.rows + row, *rest) for row, *rest in item.puts]
        whole.rows += item.rows
    return [whole]


def grids(drawn, *, apart=False):
    """The drawing as blocks for the core: one grid for all, or a grid for each table."""
    blocks, top, cells, number = [], 0, [], 0
    for item in drawn:
        if isinstance(item, str):
            if apart:
                blocks.append(Line(item, f"第{len(blocks)}段"))
            else:
                top += 1
                cells.append(Cell(top, 1, item, f"表!A{top}", 1, 9))
            continue
        number += 1
        placed = [
            Cell(top + row, column, value, f"表{number if apart else ''}!R{top + row}C{column}", rows, columns)
            for row, column, rows, columns, value in item.puts
        ]
        if apart:
            blocks.append(Grid(f"表{number}", tuple(placed), item.width()))
        else:
            cells += placed
            top += item.rows
    return blocks if apart else [Grid("表", tuple(cells), max(cell.right for cell in cells))]


def _number(value, numbers):
    """A value as a cell of a spreadsheet: a number, a ratio with a percent format, or a text."""
    if isinstance(value, Decimal):
        return float(value), ""
    text = text_of(value)
    rate = rate_of(text) if text.endswith("%") else None
    return (float(rate), "0.00%") if numbers and rate is not None else (text, "")


def _sheets(drawn, style):
    """By sheet, the cells of the drawing stacked one below the other."""
    pages, tops = {}, {}
    for item in drawn:
        page = item.page if not isinstance(item, str) and style.pages == "sheets" else 0
        top = tops.get(page, 0)
        puts = [(1, 1, 1, 9, item)] if isinstance(item, str) else item.puts
        pages.setdefault(page, []).extend(
            (top + row, column, rows, cols, value) for row, column, rows, cols, value in puts
        )
        tops[page] = top + (1 if isinstance(item, str) else item.rows)
    return pages


def write_xlsx(path, drawn, style):
    """The drawing as .xlsx."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0.00%"})
        for page, puts in _sheets(drawn, style).items():
            sheet = book.add_worksheet(("自评表", "指标")[min(page, 1)] + ("" if page < 2 else str(page)))
            for row, column, rows, columns, value in puts:
                shown, form = _number(value, style.numbers)
                formats = [percent] if form else []
                if rows > 1 or columns > 1:
                    sheet.merge_range(row - 1, column - 1, row + rows - 2, column + columns - 2, "", *formats)
                if isinstance(shown, str):
                    sheet.write_string(row - 1, column - 1, shown)
                else:
                    sheet.write_number(row - 1, column - 1, shown, *formats)


def write_xls(path, drawn, style):
    """The drawing as .xls."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    percent, plain = xlwt.easyxf(num_format_str="0.00%"), xlwt.XFStyle()
    for page, puts in _sheets(drawn, style).items():
        sheet = book.add_sheet(f"表{page + 1}")
        for row, column, rows, columns, value in puts:
            shown, form = _number(value, style.numbers)
            look = percent if form else plain
            sheet.write_merge(row - 1, row + rows - 2, column - 1, column + columns - 2, shown, look)
    book.save(str(path))


def write_docx(path, drawn, narrative=()):
    """The drawing as .docx: lines as paragraphs, a Word table for each table, `narrative` in front."""
    from docx import Document

    document = Document()
    for text in narrative:
        document.add_paragraph(text)
    for item in drawn:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        width = item.width()
        table = document.add_table(item.rows, width)
        cells = [row.cells for row in table.rows]
        for row, column, rows, columns, value in item.puts:
            cell = cells[row - 1][column - 1]
            if rows > 1 or columns > 1:
                cell = cell.merge(cells[row + rows - 2][column + columns - 2])
            cell.text = text_of(value)
        document.add_paragraph("")
    document.save(str(path))
