"""What stands on a screen, whether alone or in a text: its title, and its links."""

import re
from typing import NamedTuple

from streamlit.testing.v1 import AppTest

from ui import links

_IN_TEXT = re.compile(r"\[((?:\\.|\[[^\]]*\]|[^\[\]\\])+)\]\((/[^)\s]*)\)")


class Link(NamedTuple):
    page: str
    query: dict[str, str]
    label: str


def links_of(app: AppTest, page: str = "") -> list[Link]:
    """All of them, or those to one page; first those that stand alone."""
    alone = [
        Link(each.proto.page, links.parted(f"/?{each.proto.query_string}")[1], each.proto.label)
        for each in app.get("page_link")
    ]
    texts = [str(each.value) for each in (*app.markdown, *app.caption)]
    within = [Link(*links.parted(path), label) for text in texts for label, path in _IN_TEXT.findall(text)]
    return [link for link in alone + within if page in ("", link.page)]


def follow(app: AppTest, label: str) -> AppTest:
    """Presses a link that leads to the same page with another query."""
    (link,) = [each for each in links_of(app) if each.label == label]
    app.query_params.clear()
    for name, value in link.query.items():
        app.query_params[name] = value
    return app.run()


def unfold(app: AppTest, key: str) -> AppTest:
    """Opens what is drawn only while it is open."""
    app.session_state[key] = True
    return app.run()


def title_of(app: AppTest) -> str:
    if app.title:
        return str(app.title[0].value)
    return next(
        line.removeprefix("# ")
        for text in app.markdown
        for line in str(text.value).splitlines()
        if line.startswith("# ")
    )
