import streamlit as st

from services import bulletins
from services.bulletins import BulletinCard
from ui import door, parts
from ui.accounts import need_sign_in
from ui.texts import moment, t


def show(card: BulletinCard) -> None:
    with st.container(border=True, gap="small"):
        parts.open_link("bulletin", f"**{parts.plain(card.subject)}**", id=card.id)
        parts.state_badge("bulletin_state", card.state)
        told = t("bulletins.told", told=card.told, people=card.people, associations=card.associations)
        parts.facts(card.author, moment(card.created_at), told)


need_sign_in()

page = door.load(bulletins.listed, after=st.query_params.get("after", ""))
parts.open_link("desk", t("desk.back"), icon="arrow_back")
st.title(t("bulletins.title"))
st.write(t("bulletins.intro"))
if st.button(t("bulletins.write"), type="primary", icon=":material/edit:", key="write-bulletin"):
    parts.go("bulletin_form")
parts.keep_place("bulletins")
for each in page.rows:
    show(each)
if page.rows:
    parts.pager(page)
else:
    parts.empty(t("bulletins.none"))
