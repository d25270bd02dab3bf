"""Associations: entered, verified, kept up, and the people who act for them."""

from services.associations.access import actions_for, fetch, known_to, may, may_step, oversees, visible
from services.associations.acts import act_for, create, edit, flag, move
from services.associations.details import (
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    Details,
    business_id_of,
    register_number_of,
)
from services.associations.members import (
    WORDS_LENGTH,
    accept_request,
    ask_to_join,
    decline_request,
    give_role,
    leave,
    owners_of,
    remove,
)
from services.associations.people import MemberCard, members_of, waiting_in
from services.associations.reading import (
    AssociationCard,
    Contact,
    Form,
    Joining,
    Profile,
    form_of,
    history,
    names_of,
    profile,
    visible_to,
)
from services.associations.showing import show_partners
from services.associations.similar import Similar, core_of, core_of_key, similar_names
from services.associations.trust import distrust, is_trusted, may_trust, trust

__all__ = [
    "DESCRIPTION_LENGTH",
    "NAME_LENGTH",
    "WORDS_LENGTH",
    "AssociationCard",
    "Contact",
    "Details",
    "Form",
    "Joining",
    "MemberCard",
    "Profile",
    "Similar",
    "accept_request",
    "act_for",
    "actions_for",
    "ask_to_join",
    "business_id_of",
    "core_of",
    "core_of_key",
    "create",
    "decline_request",
    "distrust",
    "edit",
    "fetch",
    "flag",
    "form_of",
    "give_role",
    "history",
    "is_trusted",
    "known_to",
    "leave",
    "may",
    "may_step",
    "may_trust",
    "members_of",
    "move",
    "names_of",
    "oversees",
    "owners_of",
    "profile",
    "register_number_of",
    "remove",
    "show_partners",
    "similar_names",
    "trust",
    "visible",
    "visible_to",
    "waiting_in",
]
