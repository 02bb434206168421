"""Looks at the pages that LibreOffice makes of Word documents.

Every heading, paragraph, table cell and endnote of the file has to be on the pages, and in the order of the file; no page is
empty; and a document has no more pages than its form allows.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# The most pages that a form may have; None for any number.
MOST = {"brief": {"01-violence-to-a-partner": 4}, "court": {None: 1}, "full": {}, "sheet": {}}
# How much of a paragraph is looked for: what fits on a line, since a page may end after it.
START = 40


def words(element):
    """The words of an element without its drawings, with the marks of its endnotes."""
    found = []
    for child in element:
        if child.tag == CHOICE or child.tag == WORD + "instrText":
            continue
        if child.tag == WORD + "t":
            found.append(child.text or "")
        elif child.tag == WORD + "endnoteReference":
            found.append(child.get(WORD + "id"))
        else:
            found.append(words(child))
    return "".join(found)


def packed(text):
    return re.sub(r"\s", "", text)


def part(file, name):
    return ElementTree.fromstring(zipfile.ZipFile(file).read(name))


def pages_of(file):
    text = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(file.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def check(file):
    name, detail = file.name.split(".")[:2]
    pages = pages_of(file)
    problems = [f"page {number} is empty" for number, page in enumerate(pages, 1) if not page.strip()]
    limit = MOST[detail].get(name, MOST[detail].get(None))
    if limit is not None and len(pages) > limit:
        problems.append(f"has {len(pages)} pages, and may have {limit}")
    whole = packed("".join(pages))
    body = part(file, "word/document.xml").find(WORD + "body")
    blocks = [block for block in body if block.tag in (WORD + "p", WORD + "tbl")]
    notes = [note for note in part(file, "word/endnotes.xml") if note.get(WORD + "type") is None]
    at, seen = 0, 0
    for block in blocks + notes:
        if block.tag == WORD + "tbl":
            # Cells of a row stand side by side, so their lines take turns.
            for cell in block.iter(WORD + "tc"):
                seen += 1
                lost = [word for word in words(cell).split() if whole.find(packed(word), at) < 0]
                problems += [f"{word!r} of a table is not there" for word in lost]
            continue
        start = packed(words(block))[:START]
        found = whole.find(start, at)
        if found < 0:
            problems.append(f"{start!r} is not there, or not in its place")
        else:
            at, seen = found + len(start), seen + 1
    if seen < 8:
        problems.append(f"only {seen} parts were found")
    return len(pages), problems


def main(files):
    failed = False
    for file in files:
        pages, problems = check(file)
        print(f"office test: {file.name}: {pages} pages")
        for problem in problems:
            failed = True
            print(f"office test: FAILED, {file.name}: {problem}", file=sys.stderr)
    if failed or not files:
        sys.exit(1)


main([Path(name) for name in sys.argv[1:]])
