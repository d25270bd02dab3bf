"""One fictitious person for each kind of user, and one who acts for every other association."""

from typing import Any

from models import Kind, Person, ServiceRole, now
from services import accounts, journal, terms
from services.demo.stage import Stage, script

# When the oldest accounts were made.
LONG_AGO = 120


def rows() -> list[dict[str, Any]]:
    return list(script("people"))


def sign_up(stage: Stage, password: str) -> None:
    """The named people can sign in with the password; the others' accounts have none that fits."""
    held = accounts.choose(password, own=()).hash
    with stage.days_ago(LONG_AGO):
        for row in rows():
            person = _join(stage, row["name"], row["email"], held, ServiceRole(row["role"]))
            stage.people[row["key"]] = person
        leads = {row["association"]: row["key"] for row in rows() if row.get("as") == "owner"}
        for row in script("associations"):
            named = stage.people.get(leads.get(row["id"], ""))
            stage.contacts[row["id"]] = named or _join(
                stage, row["contact_name"], row["contact_email"], "", ServiceRole.MEMBER
            )


def _join(stage: Stage, name: str, email: str, password_hash: str, role: ServiceRole) -> int:
    # A service role is given by an admin and no sign-up can take it, so these rows are made, not signed up.
    person = Person(
        name=name,
        email=email,
        password_hash=password_hash,
        role=role,
        verified_at=now(),
        terms_version=terms.VERSION,
        terms_at=now(),
    )
    stage.session.add(person)
    stage.session.flush()
    journal.record(stage.session, None, Kind.PERSON, person.id, "sign_up")
    return person.id
