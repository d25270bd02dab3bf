import streamlit as st

from services import articles
from services.articles import ArticleCard
from ui import door, parts
from ui.texts import day, t


def show(card: ArticleCard) -> None:
    with st.container(border=True, gap="small", key=f"article-{card.id}"):
        parts.open_link("article", f"**{parts.plain(card.title)}**", id=card.id)
        if waiting:
            parts.state_badge("article_state", card.state)
        st.text(card.summary)
        parts.facts(t("articles.edited", day=day(card.at)))


st.title(t("articles.title"))
st.write(t("articles.intro"))
waiting = False
if articles.may_write(door.actor()):
    parts.open_link("article_form", t("articles.write"), icon="edit")
    waiting = st.toggle(t("articles.waiting"), key="articles-waiting")
parts.keep_place("articles")
page = door.load(articles.of, waiting=waiting, after=st.query_params.get("after", ""))
for each in page.rows:
    show(each)
if not page.rows:
    parts.empty(t("articles.none"))
parts.pager(page)
if not door.actor().is_visitor:
    parts.open_link("advice", t("articles.ask"), icon="support_agent")
