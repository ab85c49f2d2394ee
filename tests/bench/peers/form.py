"""What the peers in Python share: the data as it is printed, and the timed loop."""

import os
import sys
import time
from decimal import Decimal

AT_LEAST = 4
TAGGED = "PEERS_TAGGED" in os.environ


def loop(render):
    """Call render(JSON bytes) -> PDF bytes as the command line asks, PEER DATA PDF COUNT SECONDS:
    COUNT times, or fewer if SECONDS are over, and print how many milliseconds each took."""
    data, pdf, count, seconds = sys.argv[1:5]
    with open(data, "rb") as file:
        document = file.read()
    start = time.perf_counter()
    for i in range(int(count)):
        begin = time.perf_counter()
        if i >= AT_LEAST and begin - start > float(seconds):
            break
        result = render(document)
        print(f"{(time.perf_counter() - begin) * 1000:.3f}", flush=True)
    with open(pdf, "wb") as file:
        file.write(result)


def amount(text):
    """'196876.30' -> '196,876.3'"""
    whole, _, cents = text.partition(".")
    cents = cents.rstrip("0")
    return f"{Decimal(whole):,}" + (f".{cents}" if cents else "")


def or_dash(row, key):
    return row.get(key, "-")


def head(doc):
    """The texts above the indicators: a dict."""
    return {
        "title": doc["title"],
        "year": f"（{doc['year']}年度）",
        "filled_on": "填报日期：" + doc["filled_on"].replace("-", ""),
        "project": doc["project"]["name"],
        "department": f"[{doc['department']['budget_code']}]{doc['project']['supervising_department']}",
        "unit": doc["project"]["implementing_unit"],
    }


def funds(doc):
    """Rows of the money block: (depth, the seven texts)."""
    for fund in doc["funds"]:
        yield fund["depth"], [
            fund["label"] + "：",
            amount(fund["initial_budget"]),
            amount(fund["annual_budget"]),
            amount(fund["executed"]),
            or_dash(fund, "weight"),
            or_dash(fund, "execution_rate"),
            or_dash(fund, "score"),
        ]


def indicators(doc):
    """Rows of the indicators: (first level, rows that it spans), (second level, rows that it
    spans), seven texts. A level is None where the row above has begun it."""
    for first in doc["indicators"]:
        label = (f"{first['name']}\n({first['weight']}分)", sum(len(s["children"]) for s in first["children"]))
        for second in first["children"]:
            second_label = (second["name"], len(second["children"]))
            for third in second["children"]:
                yield label, second_label, [
                    third["name"],
                    third["target"]["text"],
                    third["actual"]["text"],
                    third["weight"],
                    third["score"],
                    third.get("deviation", ""),
                    third.get("remark", ""),
                ]
                label = second_label = None


HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值\n(A)", "实际完成值\n(B)", "分值", "得分", "未完成原因分析", "备注"]
FUND_HEADS = ["资金来源", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率", "得分"]
