"""Old forms and reports, .xls and .docx, harmed: for `import`, `roll`, `diff` and `check --report`."""

import random
import struct
import tempfile
from functools import cache
from pathlib import Path

from importing import old_forms
from importing.old_forms import Style

from attack import packages
from perfeval_xl import report
from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, word

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*-office-2021.json"))


@cache
def good(suffix: str) -> tuple[bytes, ...]:
    """Files as people have them: drawn forms, and for .docx also our own reports."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(CASES):
            form, _ = casefile.load(case)
            style = Style(words=number % 3, two_lines=bool(number % 2), totals=True)
            drawn, path = old_forms.draw(form, style), Path(folder, f"{number}{suffix}")
            if suffix == ".docx":
                old_forms.write_docx(path, drawn, ("2021年度某局部门整体绩效自评报告", "一、概况", "二、问题"))
                made.append(path.read_bytes())
                word.write(report.build(form, schemes.get(form.scheme), evaluate(form, schemes.get(form.scheme))), path)
            elif suffix == ".xls":
                old_forms.write_xls(path, drawn, style)
            else:
                old_forms.write_xlsx(path, drawn, style)
            made.append(path.read_bytes())
    return tuple(made)


def content(suffix: str, hand: random.Random) -> bytes:
    """The bytes of a harmed file of this kind."""
    whole = hand.choice(good(suffix))
    if suffix != ".xls":
        return packages.harmed(whole, hand)
    return _records_changed(whole, hand) if hand.random() < 0.7 else packages.bytes_changed(whole, hand)


def _records_changed(data: bytes, hand: random.Random) -> bytes:
    """An .xls in which records of its workbook stream were changed: kind, length, indices, texts."""
    changed = bytearray(data)
    start = 512  # xlwt writes the workbook stream first
    places, at = [], start
    while at + 4 < len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0 and length == 0:
            break
        places.append((at, length))
        at += 4 + length
    for _ in range(hand.choice((1, 1, 3, 10))):
        at, length = hand.choice(places)
        deed = hand.random()
        if deed < 0.15:
            struct.pack_into("<H", changed, at, hand.choice((0x0A, 0x3C, 0xFC, 0x85, 0xE5, 0x2F, 0x809, 0x208, 0xFFFF)))
        elif deed < 0.3:
            struct.pack_into("<H", changed, at + 2, hand.choice((0, 1, 0x2020, 0xFFFF, max(length - 1, 0))))
        elif length >= 2:
            place = at + 4 + hand.randrange(length - 1)
            struct.pack_into("<H", changed, place, hand.choice((0, 1, 0xFF, 0x7FFF, 0xFFFF, hand.randrange(1 << 16))))
    return bytes(changed)
