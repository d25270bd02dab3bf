"""The few figures that stand first, from the beginning until now, as they may be published."""

from datetime import date

from sqlmodel import Session

from models import today
from services import statistics
from services.actors import Actor
from services.statistics import Asked, Report, Span, periods

HEADLINE = (
    "associations",
    "groups",
    "ideas",
    "partnerships",
    "sessions",
    "participants",
    "people_advised",
    "euros_granted",
)
_BEGINNING = date(periods.FIRST_YEAR, 1, 1)


def headline(session: Session, _actor: Actor) -> Report:
    """The same for everybody: whoever reads it, it is what may be published."""
    return statistics.of_everybody(session, Asked(_BEGINNING, today(), Span.YEAR, public=True))
