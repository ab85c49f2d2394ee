"""One document says the same in all its faces.

  equality.py make COUNT FOLDER FILE...   the documents as they are, and COUNT random ones made of them
  equality.py compare FOLDER              what tests/lib/faces has written there: prints what differs, and at the end
                                          how many files of each face were read

A face that is laid out on pages also says what the pages say beside the boxes: heads that stand again, page numbers.
"""
import collections
import glob
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import unicodedata

import ofd
import workbook

# --- random documents ---

PIECES = ["公开", "绩效目标", "项目", "完成", "全部达成预期指标", "道路", "岳阳楼区", "𬬻", "𫖯", "①", "㎡", "10⁻³", "²", "“引号”", "——", "……",
          "（一）", "《预算法》", "、", "。", "；", "km", "Budget", "A4", "0012", "1,234.50", "98.44%", "2025-02-11", "≥90", "=1+1", "+86",
          "-", "@x", "'", "\"", "&", "&amp;", "<", ">", "<b>粗</b>", "<sup>2</sup>", "<scr", "]]>", "_x0041_", "{year}", "|", "\\", "/",
          "12345678901234567890", " ", "　", "ﬁ", "É", "Ω", "ё"]
# What is no text, whatever it is made of, and what chooses the template.
KEPT = {"form", "kind", "year", "id", "code", "budget_code", "parent_code", "operator", "title"}
DECIMAL = re.compile(r"-?\d+(\.\d+)?\Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def random_text(dice):
    return "".join(dice.choice(PIECES) for _ in range(dice.choice([1, 1, 2, 3, 5, 8, 20])))


def random_string(dice, value):
    if dice.random() < 0.4:
        return value
    if DAY.match(value):
        return "%04d-%02d-%02d" % (dice.randint(1990, 2040), dice.randint(1, 12), dice.randint(1, 28))
    if DECIMAL.match(value):
        places = len(value.partition(".")[2])
        number = str(dice.randint(0, 10 ** dice.randint(1, len(value.partition(".")[0]) + 1)))
        return number + ("." + "%0*d" % (places, dice.randint(0, 10 ** places - 1)) if places else "")
    return random_text(dice)


def random_value(dice, value, key=""):
    if isinstance(value, dict):
        return {name: random_value(dice, member, name) for name, member in value.items()
                if name in KEPT or dice.random() < 0.95}
    if isinstance(value, list):
        items = [random_value(dice, item, key) for item in value if dice.random() < 0.9]
        if items and dice.random() < 0.3:
            items.insert(dice.randint(0, len(items)), random_value(dice, dice.choice(value), key))
        if dice.random() < 0.2:
            dice.shuffle(items)
        return items
    return random_string(dice, value) if isinstance(value, str) and key not in KEPT else value


def published(document):
    document.pop("contact", None)
    document["id"] = "x1-2024-1"
    document["published"] = {"revision": 1, "at": "2025-03-01T09:00:00+08:00"}
    return document


def make(count, folder, paths):
    documents = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            documents.append((os.path.basename(path), json.load(file)))
    for name, document in documents:
        write(folder, name, published(dict(document)))
    for seed in range(count):
        dice = random.Random(seed)
        name, document = documents[seed % len(documents)]
        write(folder, "random-%04d-%s" % (seed, name), published(random_value(dice, document)))


def write(folder, name, document):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)


# --- what the faces say ---


def paragraphs(texts):
    """The texts line by line, without those of white space."""
    return collections.Counter(line for text in texts for line in text.split("\n") if line.strip(" \t"))


def characters(text):
    """All but white space: where it stands on a page, layout decides. A reader may give a composed letter or its parts."""
    return collections.Counter("".join(unicodedata.normalize("NFC", text).split()))


def from_boxes(path, said):
    """A face that is made of the boxes says their texts."""
    return paragraphs(said(path)), lambda texts: paragraphs(texts["boxes"])


def from_pages(path, said):
    """A face that is laid out on pages says what stands on them."""
    return characters(said(path)), lambda texts: characters("".join(texts["boxes"]) + texts["page"])


def pdf_text(path):
    return subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout.decode()


# By suffix: how the face is made, and who reads it. tests/lib/faces has read the pages (HTML) itself.
READERS = {"xlsx": (from_boxes, workbook.texts), "pdf": (from_pages, pdf_text), "ofd": (from_pages, ofd.text), "html": None}


def differences(path):
    """What is wrong with the faces of a document, and which were read."""
    faults, read = [], []
    with open(path, encoding="utf-8") as file:
        texts = json.load(file)
    for face in sorted(glob.glob(path[:-len("texts")] + "*")):
        suffix = face.rpartition(".")[2]
        if suffix in ("texts", "json"):
            continue
        read.append(suffix)
        if suffix not in READERS:
            faults.append("%s: nobody reads it" % face)
        elif READERS[suffix] is not None:
            made, said = READERS[suffix]
            found, wanted = made(face, said)
            wanted = wanted(texts)
            if found != wanted:
                faults.append("%s: lost: %s new: %s" % (face, list((wanted - found).elements()), list((found - wanted).elements())))
    return faults, read


def compare(folder):
    read = collections.Counter()
    with multiprocessing.Pool() as pool:
        for faults, suffixes in pool.imap_unordered(differences, sorted(glob.glob(folder + "/*.texts")), 8):
            read.update(suffixes)
            for fault in faults:
                print(fault)
    print(" ".join("%s %d" % one for one in sorted(read.items())))


if sys.argv[1] == "make":
    make(int(sys.argv[2]), sys.argv[3], sys.argv[4:])
else:
    compare(sys.argv[2])
