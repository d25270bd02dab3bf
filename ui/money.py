"""Euros, hours and shares in the reader's way of writing."""

from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from babel import numbers

from ui.texts import region

_CENTS = "#,##0.00"
_TENTH = Decimal("0.001")


def cents(value: Decimal) -> str:
    """Euros with their cents, always: beside one another they are compared."""
    return _cents(value, region())


def plain_figure(value: Decimal | None) -> str:
    """Euros as they are typed: `1 240,50`; empty when there are none yet."""
    return "" if value is None else _plain_figure(value, region())


def plain_number(value: Decimal | None) -> str:
    """A count, hours or per cent as they are typed."""
    return "" if value is None else _plain_number(value, region())


def share(value: Decimal) -> str:
    """Per cent with a decimal, never rounded up to what it does not reach: 19.98 % is no 20."""
    return _share(value, region())


def rate(value: Decimal) -> str:
    """A rate as the notice gives it: `26,44 %`."""
    locale = region()
    return numbers.format_percent(value, "#,##0.## %" if _spaced(locale) else "#,##0.##%", locale=locale)


# The same sums are told in every run, and spelling a number takes longer than counting it.
@lru_cache(maxsize=4096)
def _cents(value: Decimal, locale: str) -> str:
    return numbers.format_currency(value, "EUR", locale=locale, currency_digits=True)


@lru_cache(maxsize=4096)
def _share(value: Decimal, locale: str) -> str:
    floored = value.quantize(_TENTH, ROUND_FLOOR)
    return numbers.format_percent(floored, "#,##0.# %" if _spaced(locale) else "#,##0.#%", locale=locale)


@lru_cache(maxsize=4096)
def _plain_number(value: Decimal, locale: str) -> str:
    return numbers.format_decimal(value.normalize(), "0.##", locale=locale)


@lru_cache(maxsize=4096)
def _plain_figure(value: Decimal, locale: str) -> str:
    return numbers.format_decimal(value, _CENTS, locale=locale)


def _spaced(locale: str) -> bool:
    return not locale.startswith("en")
