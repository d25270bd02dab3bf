"""The picture that stands beside a link elsewhere: the title in the product's letters and colours."""

from functools import cache
from io import BytesIO
from pathlib import Path

import vl_convert
from PIL import Image, ImageDraw, ImageFont

# What the services that show it ask for.
SIZE = (1200, 630)
_STATIC = Path(__file__).parent.parent / "static"
_PAPER, _INK, _QUIET, _ACCENT = "#fdfcf9", "#22302a", "#525b55", "#2f6b4f"
_MARGIN, _BAND = 80, 24
_WIDTH = SIZE[0] - 2 * _MARGIN
# From short titles to long ones: the largest that fits in so many lines.
_TITLES = ((76, 3), (60, 4), (48, 5))
_BOLD, _PLAIN = 700, 400
_LINE = 1.2
Font = ImageFont.FreeTypeFont
Draw = ImageDraw.ImageDraw


def drawn(title: str, below: str, above: str) -> bytes:
    """`above` says what it is, `below` whose."""
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, _BAND, SIZE[1]), fill=_ACCENT)
    y = float(_MARGIN)
    if above:
        _write(draw, above, y, 34, _BOLD, _ACCENT)
        y += 34 * 1.8
    size, lines = _fitted(title)
    for line in lines:
        _write(draw, line, y, size, _BOLD, _INK)
        y += size * _LINE
    if below:
        for line in _wrapped(below, 34, _PLAIN)[:2]:
            _write(draw, line, y + 20, 34, _PLAIN, _QUIET)
            y += 34 * _LINE
    logo = _logo()
    picture.paste(logo, (_MARGIN, SIZE[1] - logo.height - 48), logo)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _fitted(title: str) -> tuple[int, list[str]]:
    for size, most in _TITLES:
        lines = _wrapped(title, size, _BOLD)
        if len(lines) <= most:
            return size, lines
    # Shortened until the mark fits in too.
    last = lines[most - 1]
    while last and _length(f"{last} …", size, _BOLD) > _WIDTH:
        last = last[:-1]
    return size, [*lines[: most - 1], f"{last} …"]


def _wrapped(text: str, size: int, weight: int) -> list[str]:
    """Broken between words; a word that is longer than the line anywhere."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if _length(joined, size, weight) <= _WIDTH:
            lines[-1] = joined
            continue
        lines.append("")
        for sign in word:
            if _length(lines[-1] + sign, size, weight) > _WIDTH:
                lines.append("")
            lines[-1] += sign
    return [line for line in lines if line] or [""]


def _write(draw: Draw, text: str, y: float, size: int, weight: int, colour: str) -> None:
    x = float(_MARGIN)
    for name, part in _runs(text):
        font = _font(name, size, weight)
        draw.text((x, y), part, font=font, fill=colour)
        x += font.getlength(part)


def _length(text: str, size: int, weight: int) -> float:
    return sum(_font(name, size, weight).getlength(part) for name, part in _runs(text))


def _runs(text: str) -> list[tuple[str, str]]:
    """Our letters come in two files: those of Western Europe, and the rest of the Latin ones."""
    found: list[tuple[str, str]] = []
    for sign in text:
        name = "latin-ext" if "\u0100" <= sign <= "\u1eff" and sign not in "\u0131\u0152\u0153" else "latin"
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + sign)
        else:
            found.append((name, sign))
    return found


@cache
def _font(name: str, size: int, weight: int) -> Font:
    font = ImageFont.truetype(_STATIC / "fonts" / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _logo() -> Image.Image:
    svg = (_STATIC / "logo.svg").read_text(encoding="utf-8")
    return Image.open(BytesIO(vl_convert.svg_to_png(svg, scale=1.7))).convert("RGBA")
