import streamlit as st

from models import Article, ArticleAction, Kind
from services import articles
from services.articles import ArticleView
from ui import door, parts, unsaved
from ui.texts import t

number = parts.number_of()


def send(view: ArticleView | None, *, submit: bool) -> door.Done[Article]:
    if view is None:
        return fields.perform(articles.create, title, body, submit=submit)
    return fields.once(articles.edit, view.id, title, body, version=draft.seen, submit=submit)


if not articles.may_write(door.actor()):
    door.missing()
view = door.load(articles.view, number) if number else None
if view and ArticleAction.EDIT not in view.actions:
    door.missing()
parts.back("articles", t("articles.title"))
st.title(t("article_form.edit_title") if view else t("article_form.title"))
st.info(t("article_form.help"), icon=":material/shield_person:")
draft = unsaved.Form(Kind.ARTICLE, number, view.version if view else 0, widget=f"article-title-{number}")
begun = draft.begin(unsaved.title)
fields = door.Fields()
title = st.text_input(
    t("article_form.title_field"),
    begun.get("title", view.title if view else ""),
    key=f"article-title-{number}",
    placeholder=t("article_form.title_example"),
)
fields.beside("title")
body = st.text_area(
    t("article_form.body"),
    begun.get("body", view.body if view else t("article_form.template")),
    key=f"article-body-{number}",
    height=420,
)
fields.beside("body")
fields.general()
public = view is not None and ArticleAction.SUBMIT not in view.actions
with st.container(horizontal=True):
    label = t("article_form.save") if public else t("article_form.submit")
    sent = st.button(label, type="primary", icon=":material/check:", key="save-article")
    drafted = not public and st.button(t("article_form.draft"), key="draft-article")
draft.follow({"title": title, "body": body})
draft.note(lambda: parts.go("article", id=number) if view else parts.go("articles"))
if (sent or drafted) and (done := send(view, submit=bool(sent and not public))):
    draft.done()
    door.flash(t("article_form.sent") if sent and not public else t("article_form.saved"))
    parts.go("article", id=done.value.id)
