"""One association as it is read."""

from collections.abc import Sequence

import streamlit as st

from models import AssociationState
from services import ideas, vocabulary
from services.associations import Profile
from ui import door, idea_cards, parts
from ui.texts import municipality, t, term


def head(association: Profile) -> None:
    parts.name_tab(association.name)
    parts.back("associations", t("association.back"))
    st.title(parts.plain(association.name))
    with st.container(horizontal=True, vertical_alignment="center"):
        if association.own or association.state != AssociationState.VERIFIED:
            parts.state_badge("association_state", association.state)
        if association.municipality:
            st.badge(municipality(association.municipality), icon=":material/place:", color="gray")
        if association.kind:
            st.badge(term(vocabulary.ASSOCIATION_KINDS, association.kind), color="gray")
        if not association.registered:
            st.badge(t("association.unregistered"), color="orange", help=t("association.unregistered_help"))
    numbers(association)
    if association.state == AssociationState.VERIFIED and (association.own or door.actor().is_facilitator):
        open_matches(association.id)
    if association.state == AssociationState.VERIFIED and door.actor().is_facilitator and not association.own:
        parts.open_link(
            "introduction_form", t("introductions.make"), icon="waving_hand", sides=association.id
        )


def open_matches(association_id: int) -> None:
    parts.open_link("matches", t("matches.title"), icon="volunteer_activism", association=association_id)


def numbers(association: Profile) -> None:
    told = [
        t("association.registered") if association.registered else "",
        association.business_id and t("association.business_id", number=association.business_id),
        association.register_number and t("association.register_number", number=association.register_number),
    ]
    if any(told):
        st.caption(" · ".join(filter(None, told)))


def words(association: Profile) -> None:
    if association.description:
        st.text(association.description)
    with st.container(border=True):
        _terms(t("association.competences"), vocabulary.COMPETENCES, association.competences)
        _terms(t("association.target_groups"), vocabulary.TARGET_GROUPS, association.target_groups)
        _terms(t("association.languages"), vocabulary.LANGUAGES, association.languages)
        if association.interests:
            _told(t("association.interests"), ", ".join(association.interests))
        _told(t("association.capacity"), t(f"association.capacity_{association.capacity}"))


def _terms(title: str, book: str, slugs: Sequence[str]) -> None:
    if slugs:
        _told(title, ", ".join(term(book, slug) for slug in slugs))


def _told(title: str, text: str) -> None:
    with st.container(gap=None):
        st.markdown(f"**{title}**")
        st.text(text)


def ideas_of(association: Profile) -> None:
    """What it has published, as others find it."""
    page = door.load(ideas.visible_to, association=association.id, after=st.query_params.get("ideas", ""))
    if page.rows:
        st.subheader(t("association.ideas"))
        idea_cards.show(page)
        parts.pager(page, name="ideas")


def contact(association: Profile) -> None:
    st.subheader(t("association.contact"))
    if association.contact is None:
        st.write(t("association.contact_hidden"))
        return
    known = [association.contact.name, association.contact.email, association.contact.phone]
    if any(known):
        st.text("\n".join(filter(None, known)))
    elif association.own:
        st.write(t("association.no_contact_own"))
    else:
        st.write(t("association.no_contact"))
