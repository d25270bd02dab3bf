"""The words of one language for what is made outside a screen: files, and pages beside the app."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import dates, numbers

from models import FINLAND
from services import places, vocabulary
from ui.texts import REGIONS, number_in, translated


@dataclass(frozen=True)
class Spoken:
    language: str

    @property
    def _region(self) -> str:
        return REGIONS[self.language]

    def t(self, key: str, /, **params: Any) -> str:
        return translated(self.language, key, **params)

    def day(self, value: date) -> str:
        return dates.format_date(value, format="medium", locale=self._region)

    def moment(self, value: datetime) -> str:
        at = dates.format_time(value, format="short", tzinfo=FINLAND, locale=self._region)
        return f"{self.day(value.astimezone(FINLAND).date())} {at}"

    def number(self, value: int | Decimal) -> str:
        return number_in(value, self._region)

    def percent(self, value: Decimal) -> str:
        return numbers.format_percent(value, format="#,##0.##\u00a0%", locale=self._region)

    def euros(self, value: Decimal) -> str:
        return numbers.format_currency(value, "EUR", locale=self._region)

    def term(self, book: str, slug: str) -> str:
        found = vocabulary.terms(book).get(slug)
        return found.names[self.language] if found else slug

    def municipality(self, code: str) -> str:
        found = places.municipalities().get(code)
        return found.names[self.language] if found else ""
