"""Every word that a person reads exists in three languages, and none is left over."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import models
from models import PartnerRequestState, SeatState
from services.home import Block
from ui import menu, texts

ROOT = Path(__file__).parent.parent
ROOMS = ("app.py", "pages", "ui", "server", "services", "models")
REFUSALS = {"WorkspaceError", "NotFound", "Forbidden", "Conflict", "WrongState", "Invalid"}
PARAMETER = re.compile(r"{(\w+)}")
# Journal steps that are no action of the noun's lifecycle have a text all the same.
OPEN_PREFIX = re.compile(r"^[a-z_]+_action\.[a-z_]+$")


@dataclass
class Used:
    """What the code asks for: whole keys, beginnings of keys, and every text that it spells out."""

    keys: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    literals: set[str] = field(default_factory=set)

    def want(self, node: ast.expr | None, where: str, *forms: str) -> None:
        """The text that this expression names, in each of the forms (`errors.{}`)."""
        for form in forms or ("{}",):
            self._want(node, where, form)

    def _want(self, node: ast.expr | None, where: str, form: str) -> None:
        match node:
            case ast.Constant(value=str(key)) if key:
                self.keys.setdefault(form.format(key), where)
            case ast.IfExp():
                self._want(node.body, where, form)
                self._want(node.orelse, where, form)
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                self.prefixes.setdefault(form.split("{}")[0] + start, where)


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        place = ROOT / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[position] if len(call.args) > position else None


def _note_call(used: Used, call: ast.Call, where: str) -> None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "t":
        used.want(_argument(call, 0, "key"), where)
    elif name == "translated":
        used.want(_argument(call, 1, "key"), where)
    elif name in REFUSALS:
        used.want(_argument(call, 0, "key"), where, "errors.{}")
    elif name in ("tell", "tell_lettered"):
        by_mail = _argument(call, 99, "by_mail")
        mailed = by_mail is not None and not (isinstance(by_mail, ast.Constant) and by_mail.value is False)
        forms = ["notices.{}"] + (["mail.{}.subject", "mail.{}.body"] if mailed else [])
        used.want(_argument(call, 3, "key"), where, *forms)
    elif name == "put" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "outbox":
        used.want(_argument(call, 2, "key"), where, "mail.{}.subject", "mail.{}.body")
    elif name == "state_badge":
        used.want(call.args[0], where, "{}.")
    elif name == "history" and isinstance(call.args[0] if call.args else None, ast.Constant):
        used.want(call.args[0], where, "{}_action.")
    for keyword in call.keywords:
        if keyword.arg and keyword.arg.endswith("_key") and where.split("/")[0] != "models":
            used.want(keyword.value, where)


def _note(used: Used, node: ast.AST, where: str) -> None:
    match node:
        case ast.Call():
            _note_call(used, node, where)
        case ast.Constant(value=str(text)):
            used.literals.add(text)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if "." in start:
            used.literals.add(start)
        case ast.ClassDef() if where == "models/errors.py":
            for line in node.body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "key":
                    used.want(line.value, where, "errors.{}")


@cache
def used() -> Used:
    found = Used()
    for where, tree in _sources():
        for node in ast.walk(tree):
            _note(found, node, where)
    for key in [key for key in found.keys if key.endswith(".")]:
        found.prefixes.setdefault(key, found.keys.pop(key))
    for screen in menu.SCREENS:
        found.keys.setdefault(f"{screen.name}.title", "ui/menu.py")
    return found


def enums() -> dict[str, type[StrEnum]]:
    """Every enum of the models by the name that its texts begin with: `idea_state`."""
    kinds = [kind for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    return {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind for kind in kinds}


@pytest.mark.parametrize("locale", texts.LOCALES[1:])
def test_every_language_has_the_same_keys(locale: str) -> None:
    finnish, other = set(texts.catalogue("fi")), set(texts.catalogue(locale))

    assert {"missing": sorted(finnish - other), "too many": sorted(other - finnish)} == {
        "missing": [],
        "too many": [],
    }


@pytest.mark.parametrize("locale", texts.LOCALES[1:])
def test_every_language_fills_in_the_same_parameters(locale: str) -> None:
    finnish, other = texts.catalogue("fi"), texts.catalogue(locale)

    different = {
        key: (_parameters(finnish[key]), _parameters(other[key]))
        for key in finnish.keys() & other.keys()
        if _parameters(finnish[key]) != _parameters(other[key]) or len(finnish[key]) != len(other[key])
    }

    assert different == {}


def _parameters(forms: tuple[str, ...]) -> set[str]:
    return set(PARAMETER.findall(" ".join(forms)))


@pytest.mark.parametrize("locale", texts.LOCALES)
def test_no_text_is_empty_or_written_twice(locale: str) -> None:
    messages = [
        message
        for path in sorted((ROOT / "locales" / locale).glob("*.po"))
        for message in read_po(path.open("rb"), locale=locale)
        if message.id
    ]
    seen = Counter(
        str(message.id[0] if isinstance(message.id, tuple) else message.id) for message in messages
    )

    assert [message.id for message in messages if not all(message.string or "")] == []
    assert [key for key, times in seen.items() if times > 1] == []


def test_every_key_that_the_code_asks_for_exists() -> None:
    known = texts.catalogue("fi")

    missing = {key: where for key, where in used().keys.items() if key not in known}

    assert missing == {}


def test_every_beginning_of_a_key_leads_to_a_text() -> None:
    known = texts.catalogue("fi")

    missing = {
        prefix: where
        for prefix, where in used().prefixes.items()
        if not any(key.startswith(prefix) for key in known)
    }

    assert missing == {}


def test_every_member_of_a_spoken_enum_has_its_text() -> None:
    known = texts.catalogue("fi")
    spoken = {name: kind for name, kind in enums().items() if f"{name}." in used().prefixes}

    missing = [
        f"{name}.{member}"
        for name, kind in spoken.items()
        for member in kind
        if f"{name}.{member}" not in known
    ]

    assert missing == []


# Where the beginning of the key is not called after the enum.
CALLED_OTHERWISE: dict[str, type[StrEnum]] = {
    "home_block": Block,
    "home_action": Block,
    "request_next": PartnerRequestState,
    "seat_told": SeatState,
}


def test_every_member_has_its_text_where_the_key_is_called_otherwise() -> None:
    known = texts.catalogue("fi")
    # Nobody is told of a seat that they have not answered for.
    told = {f"{name}.{member}" for name, kind in CALLED_OTHERWISE.items() for member in kind}

    assert told - known.keys() == {"seat_told.unconfirmed"}


def test_no_text_is_left_over() -> None:
    asked = used()
    beginnings = tuple({*asked.prefixes, *(text for text in asked.literals if text.endswith("."))})

    unused = [
        key
        for key in texts.catalogue("fi")
        if key not in asked.keys and key not in asked.literals and not key.startswith(beginnings)
    ]

    assert unused == []


def test_no_text_of_an_enum_names_a_member_that_is_gone() -> None:
    gone = [
        key
        for key in texts.catalogue("fi")
        for name, _, member in [key.partition(".")]
        if name in enums() and member not in list(enums()[name]) and not OPEN_PREFIX.match(key)
        # A screen may be called what an enum is called: its title is asked for by its whole key.
        if key not in used().keys
    ]

    assert gone == []
