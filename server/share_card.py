"""The picture that stands beside a link elsewhere: the title in the product's letters and colours."""

import unicodedata
from functools import cache, lru_cache
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
# What no font has: it is drawn as the box that stands for a sign that is lacking.
_NOBODYS = "\U0010ffff"
Font = ImageFont.FreeTypeFont
Draw = ImageDraw.ImageDraw


def drawn(title: str, below: str, above: str) -> bytes:
    """`above` says what it is, `below` whose.

    Where nothing of the title can be written in our letters, what it is stands in its place; the words of the link
    itself, which are drawn elsewhere, tell the title in any letters.
    """
    title, below = written(title), written(below)
    if not title:
        title, above = above, ""
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


def written(text: str) -> str:
    """What our letters can write of it, without boxes: words in other letters are left out, and signs such as emoji.

    Nothing when that is less than half of the letters: "ry" alone names no association.
    """
    whole = unicodedata.normalize("NFC", text)
    left = " ".join(filter(None, map(_written, whole.split())))
    return left if 2 * _letters(left) >= _letters(whole) else ""


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _written(word: str) -> str:
    lacking = {sign for sign in word if not _has(sign)}
    # A letter, its mark or a digit is part of the word: half a word is none.
    if any(unicodedata.category(sign)[0] in "LMN" for sign in lacking):
        return ""
    kept = "".join(sign for sign in word if sign not in lacking)
    # What is seen only with the sign before it, which may be the emoji that is gone.
    return kept if any(unicodedata.category(sign)[0] not in "MC" for sign in kept) else ""


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    font = _font(_file_of(sign), 34, _PLAIN)
    return bytes(font.getmask(sign)) != bytes(font.getmask(_NOBODYS))


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
    found: list[tuple[str, str]] = []
    for sign in text:
        name = _file_of(sign)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + sign)
        else:
            found.append((name, sign))
    return found


def _file_of(sign: str) -> str:
    """Our letters come in two files: those of Western Europe, and the rest of the Latin ones."""
    rest = "\u0100" <= sign <= "\u1eff" and sign not in "\u0131\u0152\u0153"
    return "latin-ext" if rest else "latin"


@cache
def _font(name: str, size: int, weight: int) -> Font:
    font = ImageFont.truetype(_STATIC / "fonts" / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _logo() -> Image.Image:
    svg = (_STATIC / "logo.svg").read_text(encoding="utf-8")
    return Image.open(BytesIO(vl_convert.svg_to_png(svg, scale=1.7))).convert("RGBA")
