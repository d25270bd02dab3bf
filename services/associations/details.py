"""What an association says of itself, checked field by field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select
from stdnum.fi import ytunnus

from models import Association, AssociationState, AssociationTag, Invalid, TagKind
from services import own_words, places, vocabulary, words
from services.accounts import addresses

NAME_LENGTH = 160
DESCRIPTION_LENGTH = 2000
CONTACT_LENGTH = 120
MOST_CAPACITY = 3

_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,30}")
_TAGS = {
    TagKind.COMPETENCE: ("competences", vocabulary.COMPETENCES),
    TagKind.TARGET_GROUP: ("target_groups", vocabulary.TARGET_GROUPS),
    TagKind.LANGUAGE: ("languages", vocabulary.LANGUAGES),
}


@dataclass(frozen=True)
class Details:
    """As typed; the names are the form's fields."""

    name: str = ""
    registered: bool = True
    business_id: str = ""
    register_number: str = ""
    municipality: str = ""
    kind: str = ""
    description: str = ""
    competences: Sequence[str] = ()
    target_groups: Sequence[str] = ()
    languages: Sequence[str] = ("fi",)
    # What it cares for, in own words.
    interests: Sequence[str] = ()
    capacity: int = 0
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


def business_id_of(text: str) -> str:
    """`1234567-1`, or nothing; Invalid when no such id can have been issued."""
    typed = text.strip().upper().removeprefix("FI")
    if not typed:
        return ""
    # All zeros pass the check digit, but are nobody's.
    if not ytunnus.is_valid(typed) or not ytunnus.compact(typed).strip("0"):
        raise Invalid("business_id", field="business_id")
    compact = ytunnus.compact(typed)
    return f"{compact[:7]}-{compact[7]}"


def register_number_of(text: str) -> str:
    """`123.456`, or nothing; the register's numbers have no check digit."""
    digits = re.sub(r"[\s.]", "", text)
    if not digits:
        return ""
    if not digits.isdecimal() or not digits.isascii() or len(digits) > 6 or not int(digits):
        raise Invalid("register_number", field="register_number")
    return f"{int(digits):,}".replace(",", ".")


def write(session: Session, association: Association, details: Details) -> None:
    """Keeps what was typed; Invalid with its field, and nothing kept, when something does not hold."""
    cleaned = checked(details)
    _refuse_taken(session, association, cleaned)
    for name, value in cleaned.items():
        setattr(association, name, value)
    association.sort_key = words.sort_key(association.name)


def write_tags(session: Session, association: Association, details: Details) -> None:
    wanted = {
        (kind, slug)
        for kind, (field, book) in _TAGS.items()
        for slug in vocabulary.known(book, list(getattr(details, field)), field=field)
    }
    interests = own_words.cleaned(details.interests, field="interests")
    wanted |= {(TagKind.INTEREST, word) for word in interests}
    there = {
        (row.kind, row.slug): row
        for row in session.exec(select(AssociationTag).where(AssociationTag.association_id == association.id))
    }
    for gone in there.keys() - wanted:
        session.delete(there[gone])
    for kind, slug in sorted(wanted - there.keys()):
        session.add(AssociationTag(association_id=association.id, kind=kind, slug=slug))


def checked(details: Details) -> dict[str, str | bool | int]:
    return {
        "name": words.line(details.name, field="name", most=NAME_LENGTH),
        "registered": details.registered,
        "business_id": business_id_of(details.business_id),
        # An unregistered group has no number in the register.
        "register_number": register_number_of(details.register_number) if details.registered else "",
        "municipality": places.known(details.municipality, field="municipality"),
        "kind": vocabulary.known(vocabulary.ASSOCIATION_KINDS, [details.kind], field="kind")[0]
        if details.kind
        else _needed("kind"),
        "description": words.body(details.description, field="description", most=DESCRIPTION_LENGTH),
        "capacity": _capacity_of(details.capacity),
        "contact_name": words.line(
            details.contact_name, field="contact_name", most=CONTACT_LENGTH, needed=False
        ),
        "contact_email": _email_of(details.contact_email),
        "contact_phone": _phone_of(details.contact_phone),
    }


def _needed(field: str) -> str:
    raise Invalid("needed", field=field)


def _capacity_of(capacity: int) -> int:
    if not 0 <= capacity <= MOST_CAPACITY:
        raise Invalid("unknown_choice", field="capacity", choice=capacity)
    return capacity


def _email_of(text: str) -> str:
    return addresses.email_of(text, field="contact_email") if text.strip() else ""


def _phone_of(text: str) -> str:
    typed = words.line(text, field="contact_phone", most=40, needed=False)
    if typed and not _PHONE.fullmatch(typed):
        raise Invalid("phone", field="contact_phone")
    return typed


def _refuse_taken(session: Session, association: Association, cleaned: dict[str, str | bool | int]) -> None:
    """One association is one entity: its ids are not another's."""
    for field in ("business_id", "register_number"):
        number = cleaned[field]
        taken = (
            number
            and session.exec(
                select(Association.id).where(
                    getattr(Association, field) == number,
                    col(Association.id).is_distinct_from(association.id),
                    col(Association.merged_into).is_(None),
                    col(Association.state).not_in((AssociationState.DECLINED, AssociationState.TAKEN_BACK)),
                )
            ).first()
        )
        if taken:
            raise Invalid("association_here", field=field)
