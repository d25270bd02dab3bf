"""The arrow: pages → ui → services → models, never up; and rooms that stay small enough to see through."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "services", "ui", "pages", "server")
# What a room may not import, by the beginning of the name.
BARRED = {
    "models": ("services", "ui", "pages", "server", "streamlit", "babel"),
    "services": ("ui", "pages", "server", "streamlit", "babel", "starlette"),
    "ui": ("pages", "server"),
    "pages": ("server", "sqlmodel", "sqlalchemy", "services.database"),
    "server": ("pages",),
}
NEVER_A_ROOM = ("utils", "core", "common", "helpers", "schemas", "repositories")
MOST_LINES = {"pages": 120, "app.py": 100}
MOST_LINES_OF_A_FUNCTION = 40


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def climbs(room: str, source: str) -> list[str]:
    """The imports that look up the stairs."""
    return [
        name for name in imported(source) if any(f"{name}.".startswith(f"{bar}.") for bar in BARRED[room])
    ]


def long_functions(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]


def files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_looks_up_the_stairs(room: str) -> None:
    found = {path.name: climbs(room, path.read_text(encoding="utf-8")) for path in files(room)}

    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize("room", [*ROOMS, "tests", "benchmarks"])
def test_functions_fit_in_the_eye(room: str) -> None:
    found = {str(path): long_functions(path.read_text(encoding="utf-8")) for path in files(room)}

    assert {name: names for name, names in found.items() if names} == {}


def test_pages_and_frame_stay_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files("pages")}
    frame = len((ROOT / "app.py").read_text(encoding="utf-8").splitlines())

    assert {path.name: length for path, length in lengths.items() if length > MOST_LINES["pages"]} == {}
    assert frame <= MOST_LINES["app.py"]


def test_there_is_no_room_for_everything() -> None:
    folders = {path.parent.name for room in ROOMS for path in files(room)} | {
        path.name for path in ROOT.iterdir()
    }

    assert folders & set(NEVER_A_ROOM) == set()


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("models", "from services import ideas"),
        ("services", "import streamlit as st"),
        ("services", "from streamlit.runtime import get_instance"),
        ("services", "from ui.texts import t"),
        ("ui", "import server"),
        ("pages", "from sqlmodel import select"),
        ("pages", "from services import database"),
        ("services", "def late():\n    import streamlit"),
    ],
)
def test_the_arrow_is_held(room: str, source: str) -> None:
    assert climbs(room, source) != []


def test_what_only_begins_alike_is_no_climb() -> None:
    assert climbs("services", "import streamlit_authenticator\nfrom models import Idea") == []


def test_a_function_of_41_lines_is_seen() -> None:
    body = "\n".join(["    pass"] * 40)

    assert long_functions(f"def long():\n{body}\n") == ["long"]
    assert long_functions(f"def fits():\n{body[9:]}\n") == []
