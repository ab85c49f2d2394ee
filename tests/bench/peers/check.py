"""What a PDF of form E1 has lost: texts, and labels of groups that go on on another page."""

import json
import re
import subprocess
from collections import Counter

import form


def bare(text):
    return re.sub(r"\s", "", text)


def texts(doc):
    """Every text that the form prints, labels of groups apart."""
    head = form.head(doc)
    yield from head.values()
    yield from ("单位（盖章）：", "联系人：" + doc["contact"]["name"], "项目名称", "主管部门及代码", "实施单位", "项目资金\n（元）",
                "年度\n总体\n目标", "预期目标", "实际完成情况", "总　　分", "自评\n结论")
    yield from doc["texts"].values()
    yield from form.FUND_HEADS
    yield from form.HEADS
    yield from doc["total"].values()
    for _, cells in form.funds(doc):
        yield from cells
    for _, _, cells in form.indicators(doc):
        yield from cells


def groups(doc):
    """Of each group of indicators, on both levels: its label and the names of its rows."""
    for first in doc["indicators"]:
        yield first["name"], {bare(third["name"]) for second in first["children"] for third in second["children"]}
        for second in first["children"]:
            yield second["name"], {bare(third["name"]) for third in second["children"]}


def pages_of(pdf):
    # In the order of the page's content, where the lines of a cell stand together.
    output = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout
    return [bare(page) for page in output.split("\f")[:-1]]


def check(data, pdf):
    """(texts lost, labels found on pages, labels wanted on pages) of the PDF of a document."""
    with open(data, encoding="utf-8") as file:
        doc = json.load(file)
    wanted = Counter(filter(None, map(bare, texts(doc))))
    found = Counter()
    label_found = label_wanted = 0
    # Longer texts are taken out first, so that none is found inside another.
    order = sorted(wanted, key=len, reverse=True)
    long_order = [text for text in order if len(text) > 1]
    groups_of_doc = list(groups(doc))
    for page in pages_of(pdf):
        names = set()
        for text in long_order:
            count = page.count(text)
            if count:
                found[text] += count
                names.add(text)
                page = page.replace(text, "|")
        for text in order[len(long_order):]:
            found[text] += page.count(text)
        labels = Counter(label for label, rows in groups_of_doc if not rows.isdisjoint(names))
        label_wanted += sum(labels.values())
        label_found += sum(min(count, page.count(label)) for label, count in labels.items())
    lost = sum(max(0, count - found[text]) for text, count in wanted.items())
    return lost, label_found, label_wanted
