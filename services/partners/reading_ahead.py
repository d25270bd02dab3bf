"""Having ready what every ranking asks for."""

from sqlmodel import Session

from models import Kind
from services.partners import store
from services.search.shelves import shelf


def read_ahead(session: Session) -> None:
    """The columns and the vectors of associations and ideas: seconds for a hundred thousand, the first time."""
    store.associations(session)
    store.ideas(session)
    for kind in (Kind.ASSOCIATION, Kind.IDEA):
        len(shelf(session, kind))
