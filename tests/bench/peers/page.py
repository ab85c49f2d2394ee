"""Form E1 as HTML, for the peers that print HTML."""

import json
from html import escape

import form

STYLE = """
@page {
	size: A4;
	margin: 13mm 14mm 12mm;
	@bottom-center { content: "— " counter(page) " —"; font: 9pt "Noto Serif CJK SC"; }
}
body { margin: 0; font: 9pt/1.25 "Noto Serif CJK SC"; }
h1 { margin: 0; font: 19pt/1.35 "Noto Sans CJK SC"; text-align: center; }
.year { font-size: 11pt; line-height: 1.4; text-align: center; }
.line { display: flex; justify-content: space-between; font: 10pt/1.7 "Noto Sans CJK SC"; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; }
table + table { margin-top: -.5pt; }
tr.total { break-before: avoid; }
th, td { border: .5pt solid; padding: 1.3pt 3.4pt; overflow-wrap: anywhere; }
th { padding: 1.3pt 2.4pt; text-align: center; font: 9pt/1.25 "Noto Sans CJK SC"; }
td { text-align: justify; }
td.short { padding: 1.3pt 1.4pt; text-align: center; }
td.amount { text-align: right; }
td.fund { text-align: left; }
.side { line-height: 1.5; }
thead .side { border-bottom: 0; }
tbody .side { border-top: 0; }
"""


def text(value):
    return escape(value).replace("\n", "<br>")


def table(columns, *rows):
    cols = "".join(f'<col style="width:{width}%">' for width in columns)
    return f'<table><colgroup>{cols}</colgroup>{"".join(rows)}</table>'


def th(value, attributes=""):
    return f"<th {attributes}>{text(value)}</th>"


def td(value, style="", attributes=""):
    return f'<td class="{style}" {attributes}>{text(value)}</td>'


def project(head):
    return table(
        (16, 18, 16, 12, 19, 19),
        "<tr>", th("项目名称"), td(head["project"], "short", "colspan=5"), "</tr>",
        "<tr>", th("主管部门及代码"), td(head["department"], "short", "colspan=2"),
        th("实施单位"), td(head["unit"], "short", "colspan=2"), "</tr>",
    )


def fund(depth, cells):
    indent = f'style="padding-left:{4 + 9 * depth}pt"'
    return "<tr>" + td(cells[0], "fund", indent) + "".join(
        td(cell, "amount" if i < 3 else "short") for i, cell in enumerate(cells[1:])) + "</tr>"


def funds(doc):
    rows = list(form.funds(doc))
    return table(
        (10, 23, 14, 16, 16, 7, 7, 7),
        "<tr>", th("项目资金\n（元）", f"rowspan={len(rows) + 1}"), *map(th, form.FUND_HEADS), "</tr>",
        *(fund(depth, cells) for depth, cells in rows),
    )


def goals(texts):
    return table(
        (10, 34, 56),
        "<tr>", th("年度\n总体\n目标", "rowspan=2"), th("预期目标"), th("实际完成情况"), "</tr>",
        "<tr>", td(texts["goal"]), td(texts["completion"]), "</tr>",
    )


def label(level):
    return th(level[0], f"rowspan={level[1]}") if level else ""


def indicators(doc):
    rows = list(form.indicators(doc))
    side = th("\n".join("绩效指标"), f'class="side" rowspan={len(rows)}')
    body = []
    for first, second, cells in rows:
        body += "<tr>", side, label(first), label(second), td(cells[0]), *(
            td(cell, "short") for cell in cells[1:5]), td(cells[5]), td(cells[6]), "</tr>"
        side = ""
    total = doc["total"]
    return table(
        (4, 10, 10, 19, 13, 13, 5, 6, 15, 5),
        '<thead><tr><th class="side">', *map(th, form.HEADS), "</tr></thead><tbody>",
        *body,
        '<tr class="total">', th("总　　分", "colspan=6"), td(total["weight"], "short"), td(total["score"], "short"),
        td(""), td(""), "</tr></tbody>",
    )


def html(data, whole):
    """JSON bytes -> HTML, with the selector of what no page break may cut."""
    doc = json.loads(data)
    head = form.head(doc)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><meta charset="utf-8"><title>{text(head["title"])}</title><style>{STYLE} {whole} {{ break-inside: avoid }}</style>
<h1>{text(head["title"])}</h1>
<div class="year">{text(head["year"])}</div>
<div class="line"><span>单位（盖章）：</span><span>{text(head["filled_on"])}</span></div>
{project(head)}{funds(doc)}{goals(doc["texts"])}{indicators(doc)}
{table((10, 90), "<tr>", th("自评" + chr(10) + "结论"), td(doc["texts"]["conclusion"]), "</tr>")}
<div class="line"><span>联系人：{text(doc["contact"]["name"])}</span></div>
</html>"""
