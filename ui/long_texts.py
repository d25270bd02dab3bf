"""Texts as long as a page, one Markdown file a language: `data/pages/<language>/<name>.md`."""

from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from services import kept, service_hours, terms
from services.settings import settings
from ui import texts
from ui.texts import day, plain, t

NAMES = ("promise", "accessibility", "privacy", "terms")
FOLDER = Path(__file__).parent.parent / "data" / "pages"
# When they were last read through against what the product does.
WRITTEN = date(2026, 11, 28)


def show(name: str) -> None:
    st.title(t(f"{name}.title"))
    written = terms.VERSION if name == "terms" else WRITTEN
    st.markdown(source(texts.language(), name).format_map(_told() | {"written": day(written)}))


@cache
def source(locale: str, name: str) -> str:
    return (FOLDER / locale / f"{name}.md").read_text(encoding="utf-8")


def _told() -> dict[str, object]:
    """What the texts leave open: who keeps this house, and what its code does."""
    here = settings()
    return {
        "address": plain(here.base_url),
        "operator": plain(here.operator) or f"**[{t('long_texts.operator')}]**",
        "operator_mail": plain(here.operator_mail) or f"**[{t('long_texts.operator_mail')}]**",
        "to_fill": f"**[{t('long_texts.to_fill')}]**",
        "opens": service_hours.OPENS.hour,
        "closes": service_hours.CLOSES.hour,
        "report": t("comments.flag"),
        "account": t("account.title"),
        "promise": t("promise.title"),
        **kept.times(),
    }
