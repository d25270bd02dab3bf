import streamlit as st

from models import ArticleAction, ArticleState, Kind
from services import articles
from ui import door, parts, sent_back
from ui.comments import ask_for_a_look
from ui.texts import day, t

article = door.load(articles.view, parts.number_of())
parts.name_tab(article.title)
parts.back("articles", t("articles.title"))
st.title(parts.plain(article.title))
if article.state != ArticleState.PUBLISHED:
    parts.state_badge("article_state", article.state)
if article.state == ArticleState.RETURNED and ArticleAction.EDIT not in article.actions:
    sent_back.mended()
st.text(article.body)
parts.facts(t("articles.edited", day=day(article.edited_at)))
with st.container(horizontal=True):
    if ArticleAction.EDIT in article.actions and st.button(
        t("article_action.edit"), icon=":material/edit:", key="edit"
    ):
        parts.go("article_form", id=article.id)
    if article.review:
        parts.open_link("moderation", t("decisions.review"), icon="rule", item=article.review)
    if article.may_flag and st.button(
        t("article.outdated"), type="tertiary", icon=":material/flag:", key="flag"
    ):
        ask_for_a_look(Kind.ARTICLE, article.id)
