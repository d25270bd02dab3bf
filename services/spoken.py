"""Days and moments for notices and letters, as they are written in Finland in any language."""

from datetime import date, datetime

from models import FINLAND


def day(value: date) -> str:
    return f"{value.day}.{value.month}.{value.year}"


def moment(value: datetime) -> str:
    here = value.astimezone(FINLAND)
    return f"{day(here.date())} {here:%H.%M}"
