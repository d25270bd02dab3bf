from collections.abc import Iterator

import streamlit as st

from models import AssociationState
from services import associations, vocabulary
from services.associations import AssociationCard
from ui import association_filters, door, parts
from ui.texts import municipality, t, term

MOST_COMPETENCES = 4

actor = door.actor()


def card(each: AssociationCard) -> Iterator[str]:
    yield parts.text_link("association", f"**{parts.plain(each.name)}**", id=each.id)
    yield " ".join(badges(each))
    yield parts.plain(each.description)
    yield parts.small(
        municipality(each.municipality), term(vocabulary.ASSOCIATION_KINDS, each.kind), offered(each)
    )


def offered(card: AssociationCard) -> str:
    named = ", ".join(term(vocabulary.COMPETENCES, slug) for slug in card.competences[:MOST_COMPETENCES])
    return t("associations.competences", competences=named) if named else ""


def badges(card: AssociationCard) -> Iterator[str]:
    if card.state != AssociationState.VERIFIED:
        yield parts.badge_text("association_state", card.state)
    if card.own:
        yield f":green-badge[:material/person: {t('associations.mine_badge')}]"


def nothing(mine: bool) -> None:
    if association_filters.FILTERS.narrowed():
        st.write(t("associations.none_found"))
        association_filters.FILTERS.clearing(t("associations.clear"), key="clear-all")
    else:
        words = t("associations.none_mine") if mine else t("associations.none")
        parts.empty(words, page="association_form", label=t("associations.add"))


parts.pass_on("association")
st.title(t("associations.title"))
st.write(t("associations.intro"))
# Most people need one association in their lives: the way to add another is quieter.
with st.container(horizontal=True, vertical_alignment="center"):
    if st.button(
        t("associations.add"),
        type="secondary" if actor.roles else "primary",
        icon=":material/add:",
        key="add-association",
    ):
        parts.go("association_form")
    parts.open_link("map", t("map.see"), icon="map", show=1)
mine = not actor.is_visitor and association_filters.choose_whose()
found = door.load(
    associations.visible_to,
    **association_filters.ask(),
    mine=mine,
    after=st.query_params.get("after", ""),
)
parts.keep_place("associations")
if found.rows:
    parts.things("associations", map(card, found.rows))
    parts.pager(found)
else:
    nothing(mine)
