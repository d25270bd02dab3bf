from collections.abc import Iterator

import streamlit as st

from services import articles
from services.articles import ArticleCard
from ui import door, parts
from ui.texts import day, t


def card(each: ArticleCard) -> Iterator[str]:
    yield parts.text_link("article", f"**{parts.plain(each.title)}**", id=each.id)
    yield parts.badge_text("article_state", each.state) if waiting else ""
    yield parts.plain(each.summary)
    yield parts.small(t("articles.edited", day=day(each.at)))


st.title(t("articles.title"))
st.write(t("articles.intro"))
waiting = False
if articles.may_write(door.actor()):
    parts.open_link("article_form", t("articles.write"), icon="edit")
    waiting = st.toggle(t("articles.waiting"), key="articles-waiting")
parts.keep_place("articles")
page = door.load(articles.of, waiting=waiting, after=st.query_params.get("after", ""))
if page.rows:
    parts.things("articles", map(card, page.rows))
else:
    parts.empty(t("articles.none"))
parts.pager(page)
if not door.actor().is_visitor:
    parts.open_link("advice", t("articles.ask"), icon="support_agent")
