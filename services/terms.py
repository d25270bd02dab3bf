"""Which terms of use hold, and whether a person still has to be asked about them."""

from datetime import date, timedelta

from models import Person, now

# The day of the words in `data/pages/<language>/terms.md`. Who changes what they say moves it, and writes what has
# changed into `terms.changes`: everybody is then asked at their next visit.
VERSION = date(2026, 11, 28)
# Who has no time now is asked again after this.
LATER = timedelta(days=7)


def is_asked(person: Person) -> bool:
    if person.terms_version == VERSION:
        return False
    return person.terms_later is None or person.terms_later <= now()
