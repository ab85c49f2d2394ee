"""Workbooks by openpyxl, which nobody here wrote: read for their texts, and edited as people edit them.

  workbook.py compare FOLDER        the texts of each NAME.xlsx beside a NAME.json are those of that list;
                                    prints what is lost and what is new
  workbook.py lists FOLDER          each NAME.xlsx of a list says what its NAME.csv says, typed;
                                    prints what differs
  workbook.py edit FROM TO < JSON   a list of edits, one after the other:
      ["set", ROW, COLUMN, VALUE]   where the row of the cell that says ROW meets the column of the one that says COLUMN
      ["say", TEXT, VALUE]          the cell that says TEXT
      ["at", CELL, VALUE]           a cell by its name
      ["date", CELL, DAY]           a day, as a number with the format of a day
      ["percent", ROW, COLUMN, VALUE]
      ["insert", ROW, {COLUMN: VALUE}]   a row below the one that says ROW
      ["copy", ROW, {COLUMN: VALUE}]     the same, with all that stands in it
      ["delete", ROW]
      ["formula", CELL, FORMULA]
      ["epoch", 1904], ["sheet", NAME], ["rename", NAME]
  workbook.py patch FROM TO < JSON  [PART, OLD, NEW]: in a part of the file, NEW for OLD; without OLD, another part
"""
import collections
import csv
import datetime
import glob
import json
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def find(sheet, text, above=None):
    """The first cell that says the text; above a row, the last one."""
    found = None
    for row in sheet.iter_rows(max_row=above):
        for cell in row:
            if cell.value is not None and str(cell.value) == text:
                if above is None:
                    return cell
                found = cell
    if found is None:
        raise SystemExit("no cell says " + text)
    return found


def meet(sheet, row, column):
    row = find(sheet, row).row
    return sheet.cell(row, find(sheet, column, row).column)


def put(cell, value):
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def insert(sheet, edit):
    row = find(sheet, edit[1]).row
    columns = {name: find(sheet, name, row).column for name in edit[2]}
    merged = [str(area) for area in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(area)
    sheet.insert_rows(row + 1)
    # openpyxl leaves merged cells where they are: as a program of tables does, they move down or grow.
    for area in merged:
        left, top, right, bottom = openpyxl.utils.range_boundaries(area)
        top += 1 if top > row else 0
        bottom += 1 if bottom > row else 0
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    if edit[0] == "copy":
        for cell in sheet[row]:
            below = sheet.cell(row + 1, cell.column)
            if not isinstance(below, MergedCell):
                below.value = cell.value
    for name, value in edit[2].items():
        put(sheet.cell(row + 1, columns[name]), value)


def delete(sheet, edit):
    row = find(sheet, edit[1]).row
    merged = [str(area) for area in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(area)
    sheet.delete_rows(row)
    for area in merged:
        left, top, right, bottom = openpyxl.utils.range_boundaries(area)
        if top == bottom == row:
            continue
        top -= 1 if top > row else 0
        bottom -= 1 if bottom >= row else 0
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def edit(book, edits):
    sheet = book.worksheets[0]
    for one in edits:
        if one[0] == "set":
            put(meet(sheet, one[1], one[2]), one[3])
        elif one[0] == "percent":
            cell = meet(sheet, one[1], one[2])
            cell.value = one[3]
            cell.number_format = "0.00%"
        elif one[0] == "say":
            put(find(sheet, one[1]), one[2])
        elif one[0] == "at":
            put(sheet[one[1]], one[2])
        elif one[0] == "date":
            sheet[one[1]].value = datetime.date.fromisoformat(one[2])
            sheet[one[1]].number_format = "yyyy/m/d"
        elif one[0] in ("insert", "copy"):
            insert(sheet, one)
        elif one[0] == "delete":
            delete(sheet, one)
        elif one[0] == "formula":
            sheet[one[1]].value = one[2]
        elif one[0] == "epoch":
            book.epoch = CALENDAR_MAC_1904
        elif one[0] == "sheet":
            book.create_sheet(one[1])["A1"] = "x"
        elif one[0] == "rename":
            sheet.title = one[1]
        else:
            raise SystemExit("unknown edit " + one[0])


def shown_number(value, code):
    """A number in the formats that the writer uses."""
    sections = code.split(";")
    if value == 0 and len(sections) > 2:
        return sections[2].strip('"')
    code = sections[0]
    if code == "General":
        return format(value, ".15g")
    percent = code.endswith("%")
    places = len(code.rstrip("%").split(".")[1]) if "." in code else 0
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(rounded, ("," if "," in code else "") + "." + str(places) + "f") + ("%" if percent else "")


def shown_day(day, code):
    text = code.replace("\\", "").replace('"', "")
    for sign, value in (("yyyy", "%04d" % day.year), ("mm", "%02d" % day.month), ("dd", "%02d" % day.day),
                        ("m", str(day.month)), ("d", str(day.day))):
        text = text.replace(sign, value, 1)
    return text


def texts(path):
    shown = []
    values = openpyxl.load_workbook(path, data_only=True)
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if value is None or value == "":
                    continue
                if isinstance(value, datetime.datetime):
                    value = shown_day(value, cell.number_format)
                elif not isinstance(value, str):
                    value = shown_number(value, cell.number_format)
                shown.append(value)
    return shown


def compare(folder):
    for path in sorted(glob.glob(folder + "/*.json")):
        with open(path, encoding="utf-8") as file:
            wanted = collections.Counter(json.load(file))
        found = collections.Counter(texts(path[:-len("json")] + "xlsx"))
        if wanted != found:
            print(path, "lost:", list(wanted - found), "new:", list(found - wanted))


# What programs get and readers do not need, and what is a word for readers.
FOR_PROGRAMS = {"currency", "unit", "rate_unit", "marks"}
WORDS = {"excellent": "优", "good": "良", "fair": "中", "poor": "差", "met": "达到", "missed": "未达到", "title": "标题",
         "goal": "目标", "indicators": "指标", "text": "正文", "publication": "公开", "correction": "更正", "withdrawal": "撤回"}
FORMATS = {"year": "0", "_budget": "#,##0.00", "executed": "#,##0.00", "_rate": "0.00", "code": "@", "id": "@",
           "_at": "yyyy-mm-dd hh:mm:ss"}


def says(cell, name, value):
    """Does a cell say what the value of that column is, as the type that it should have?"""
    if value == "":
        return cell.value is None
    wanted = [code for end, code in FORMATS.items() if name.endswith(end) and "reported" not in name]
    if wanted and cell.number_format != wanted[0]:
        return False
    if isinstance(cell.value, datetime.datetime):
        return cell.value.isoformat() + "+08:00" == value
    if isinstance(cell.value, (int, float)):
        return not name.endswith("code") and Decimal(repr(cell.value)) == Decimal(value)
    if value.replace(".", "").isdigit() and len(value) < 16 and not name.endswith(("code", "text", "years", "unit", "name")):
        return False
    return cell.value in (value, value.replace(";", "、"), WORDS.get(value))


def lists(folder):
    for path in sorted(glob.glob(folder + "/*.csv")):
        book = openpyxl.load_workbook(path[:-len("csv")] + "xlsx")
        sheet = book.worksheets[0]
        with open(path, encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        kept = [i for i, name in enumerate(names) if name not in FOR_PROGRAMS]
        wrong = []
        if sheet.freeze_panes != "A2" or sheet.auto_filter.ref != sheet.dimensions:
            wrong.append("frozen %s, filtered %s of %s" % (sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions))
        if sheet.max_row != len(rows) + 1 or sheet.max_column != len(kept):
            wrong.append("%d rows, %d columns" % (sheet.max_row, sheet.max_column))
        for cell in sheet[1]:
            if not isinstance(cell.value, str) or not cell.value.strip() or "." in cell.value:
                wrong.append("%s: %r is no name" % (cell.coordinate, cell.value))
        for i, row in enumerate(rows):
            wrong += ["%s %s: %r, %s, not %r" % (cell.coordinate, names[at], cell.value, cell.number_format, row[at])
                      for cell, at in zip(sheet[i + 2], kept) if not says(cell, names[at], row[at])]
        for fault in wrong:
            print(path, fault)


def patch(source, target, part, old, new):
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name == part:
                if old not in text:
                    raise SystemExit(part + " has no " + old)
                text = text.replace(old, new, 1)
            after.writestr(name, text)
        if not old:
            after.writestr(part, new)


def main():
    if sys.argv[1] == "compare":
        compare(sys.argv[2])
    elif sys.argv[1] == "lists":
        lists(sys.argv[2])
    elif sys.argv[1] == "patch":
        patch(*sys.argv[2:4], *json.load(sys.stdin))
    else:
        workbook = openpyxl.load_workbook(sys.argv[2])
        edit(workbook, json.load(sys.stdin))
        workbook.save(sys.argv[3])


if __name__ == "__main__":
    main()
