"""How a file speaks: whoever asks for one brings the words of a language along."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol


class Words(Protocol):
    @property
    def language(self) -> str: ...

    def t(self, key: str, /, **params: Any) -> str: ...

    def day(self, value: date) -> str: ...

    def moment(self, value: datetime) -> str: ...

    def number(self, value: int | Decimal) -> str: ...

    def percent(self, value: Decimal) -> str: ...

    def euros(self, value: Decimal) -> str:
        """Always with cents: it stands in a column with others."""

    def term(self, book: str, slug: str) -> str: ...

    def municipality(self, code: str) -> str: ...
