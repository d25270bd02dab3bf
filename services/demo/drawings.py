"""Small pictures for the demo's stories, drawn here: nobody's photograph, and nobody in them."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 600)
_GROUND = 400
Draw = ImageDraw.ImageDraw


def drawn(name: str) -> bytes:
    """A summer landscape, and in it what the name says: a house, a boat or a table."""
    picture = Image.new("RGB", SIZE, "#cfe4ea")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((740, 60, 850, 170), fill="#f3cf73")
    draw.ellipse((-200, 260, 560, 760), fill="#8fb89a")
    draw.ellipse((420, 300, 1200, 820), fill="#6f9f7e")
    draw.rectangle((0, _GROUND + 60, *SIZE), fill="#5c8a68")
    _birch(draw, 120)
    _birch(draw, 860)
    _THINGS[name](draw)
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _birch(draw: Draw, x: int) -> None:
    draw.rectangle((x - 9, 250, x + 9, _GROUND + 80), fill="#f4f1ea")
    for y in range(265, _GROUND + 70, 34):
        draw.rectangle((x - 9, y, x + 1, y + 7), fill="#3c3f3a")
    draw.ellipse((x - 80, 120, x + 80, 310), fill="#7fae57")


def _house(draw: Draw) -> None:
    draw.rectangle((330, 270, 650, 500), fill="#a2382f")
    draw.polygon([(300, 280), (490, 160), (680, 280)], fill="#4b4640")
    draw.rectangle((455, 380, 525, 500), fill="#3f6f9a")
    for x in (365, 560):
        draw.rectangle((x, 320, x + 60, 390), fill="#f7edc9", outline="#f4f1ea", width=7)


def _boat(draw: Draw) -> None:
    draw.rectangle((0, 430, *SIZE), fill="#5b93ad")
    for y in range(455, 600, 36):
        draw.line((60, y, 900, y), fill="#7fb0c6", width=4)
    draw.polygon([(330, 430), (650, 430), (600, 500), (380, 500)], fill="#8a5a2f")
    draw.line((490, 430, 490, 230), fill="#4b4640", width=10)
    draw.polygon([(500, 240), (500, 410), (630, 410)], fill="#f4f1ea")


def _table(draw: Draw) -> None:
    draw.rectangle((250, 370, 710, 395), fill="#8a5a2f")
    for x in (280, 660):
        draw.rectangle((x, 395, x + 22, 520), fill="#6f4725")
    for x in (320, 430, 540, 630):
        draw.rectangle((x, 330, x + 40, 370), fill="#f4f1ea")
        draw.arc((x + 28, 335, x + 56, 362), 270, 90, fill="#f4f1ea", width=6)
    draw.ellipse((455, 285, 515, 335), fill="#b0762b")


_THINGS = {"house": _house, "boat": _boat, "table": _table}
