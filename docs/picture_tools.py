"""What the scripts that make pictures share: numbers drawn on a picture, fewer colours, pages side by side.

Needs Pillow (the extra `docs`) and poppler; not needed to read or test the documents.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

LIMIT = 150_000
"""Bytes of the largest picture in docs/pictures."""
_COLOURS = 48
_RED = (192, 0, 0)
_RADIUS = 12


def font(size: int) -> ImageFont.FreeTypeFont:
    """黑体, or what stands in for it here."""
    call = ["fc-match", "-f", "%{file}", "黑体:lang=zh-cn"]
    return ImageFont.truetype(subprocess.run(call, capture_output=True, check=True, text=True).stdout, size)


def page(printed: Path, number: int, target: Path, dpi: int) -> Path:
    """One page of a PDF as a picture."""
    call = ["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(number), "-l", str(number), printed]
    subprocess.run([*call, target.with_suffix("")], check=True)
    return target


def number(path: Path, places: Iterable[tuple[int, int]]) -> None:
    """Draws 1, 2, 3 … in red circles at places given in pixels."""
    image = Image.open(path).convert("RGB")
    draw, digits = ImageDraw.Draw(image), font(_RADIUS + 5)
    for step, (x, y) in enumerate(places, start=1):
        x, y = min(max(x, _RADIUS), image.width - _RADIUS), min(max(y, _RADIUS), image.height - _RADIUS)
        draw.ellipse((x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS), fill=_RED)
        draw.text((x, y), str(step), fill="white", font=digits, anchor="mm")
    image.save(path)


def beside(parts: Sequence[Path], target: Path, gap: int = 12) -> Path:
    """Pictures side by side, each in a thin frame."""
    images = [Image.open(part).convert("RGB") for part in parts]
    width, height = sum(image.width for image in images) + gap * (len(images) + 1), max(one.height for one in images)
    whole, x = Image.new("RGB", (width, height + 2 * gap), "white"), gap
    for image in images:
        whole.paste(image, (x, gap))
        ImageDraw.Draw(whole).rectangle((x, gap, x + image.width - 1, gap + image.height - 1), outline=(150, 150, 150))
        x += image.width + gap
    whole.save(target)
    return target


def cut(path: Path, margin: int = 12) -> Path:
    """The picture without the white around it."""
    image = Image.open(path).convert("RGB")
    left, top, right, bottom = ImageChops.invert(image).getbbox() or (0, 0, *image.size)
    area = (left - margin, top - margin, right + margin, bottom + margin)
    image.crop((max(area[0], 0), max(area[1], 0), *area[2:])).save(path)
    return path


def settle(path: Path) -> Path:
    """The picture with few colours, which makes it small; RuntimeError where it is larger than LIMIT all the same."""
    with Image.open(path) as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > LIMIT:
        raise RuntimeError(f"{path} has {path.stat().st_size} bytes, more than {LIMIT}")
    return path
