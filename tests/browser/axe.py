"""Barriers that axe-core finds on a page, without those that are Streamlit's own."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What axe finds in every Streamlit 1.67 page, whatever the app does: docs/accessibility.md says what each is.
STREAMLITS_OWN = {
    "list": "stSidebarNavItems",
    "listitem": "stSidebarNavItems",
    "aria-allowed-role": "stFileUploader",
    "empty-table-header": "stDataFrame",
    "target-size": "stDateInput",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES})
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node["target"][0])
    ]


def _is_streamlits(page: Page, rule: str, target: str) -> bool:
    widget = STREAMLITS_OWN.get(rule)
    if widget is None:
        return False
    return bool(page.locator(target).first.evaluate(f"e => !!e.closest('[data-testid={widget}]')"))
