"""A call that is being typed, as JSON in the form of `data/calls.json`, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.calls.cleaning import CallWords
from services.calls.terms import CallTerms, terms_from


def spelled(typed: CallWords) -> dict[str, Any]:
    said: dict[str, Any] = plain(asdict(typed))
    return said | {"limits": {key: most for key, most in typed.limits.items() if most}}


def with_spelled(terms: CallTerms, said: Mapping[str, Any]) -> CallTerms:
    """The terms with these fields as they are spelled."""
    read = terms_from(said)
    return replace(
        terms, **{each.name: getattr(read, each.name) for each in fields(CallWords) if each.name in said}
    )


def plain(value: Any) -> Any:
    """Days and numbers as texts, so that 0.8 and 0.8000 are one rate."""
    match value:
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    return value
