"""The palette can be read: WCAG 2.1 AA contrasts of every pair that stands together, light and dark."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
CSS = (ROOT / "static" / "theme.css").read_text(encoding="utf-8")
HUES = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
WHITE = (255.0, 255.0, 255.0)

Colour = tuple[float, float, float]


def colour(text: str) -> Colour:
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return float(red), float(green), float(blue)


def luminance(of: Colour) -> float:
    linear = [
        (part / 12.92) if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (c / 255 for c in of)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(ink: Colour, ground: Colour, opacity: float) -> Colour:
    red, green, blue = (opacity * a + (1 - opacity) * b for a, b in zip(ink, ground, strict=True))
    return red, green, blue


def grounds(scheme: str) -> list[Colour]:
    theme = THEME[scheme]
    names = ("backgroundColor", "secondaryBackgroundColor")
    return [colour(place[name]) for place in (theme, theme["sidebar"]) for name in names]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_links_stand_out_on_every_ground(scheme: str) -> None:
    inks = [colour(THEME[scheme][name]) for name in ("textColor", "linkColor")]

    assert min(contrast(ink, ground) for ink in inks for ground in grounds(scheme)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_captions_stand_out_on_every_ground(scheme: str) -> None:
    opacity = float(re.findall(r"opacity: (0\.\d+)", CSS)[0])
    ink = colour(THEME[scheme]["textColor"])

    assert min(contrast(over(ink, ground, opacity), ground) for ground in grounds(scheme)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hue", HUES)
def test_badges_and_messages_can_be_read(scheme: str, hue: str) -> None:
    theme = THEME[scheme]
    ink, ground = colour(theme[f"{hue}TextColor"]), colour(theme[f"{hue}BackgroundColor"])

    assert contrast(ink, ground) >= 4.5
    assert contrast(ink, colour(theme["backgroundColor"])) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_one_primary_button_can_be_read_and_found(scheme: str) -> None:
    primary = colour(THEME[scheme]["primaryColor"])

    assert contrast(primary, WHITE) >= 4.5
    assert contrast(primary, colour(THEME[scheme]["backgroundColor"])) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_colours_are_told_from_the_ground(scheme: str) -> None:
    ground = colour(THEME[scheme]["backgroundColor"])

    assert min(contrast(colour(text), ground) for text in THEME[scheme]["chartCategoricalColors"]) >= 3


def test_links_to_screens_have_the_link_colour_of_each_theme() -> None:
    light, dark = THEME["light"]["linkColor"], THEME["dark"]["linkColor"]

    assert f"light-dark({light}, {dark})" in CSS
