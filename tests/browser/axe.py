"""Barriers that axe-core finds on a page, without those that are Streamlit's own."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
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
# What passes is most of an answer, and nobody reads it.
_RUN = """async (rules) => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]})
  return found.violations
}"""


def violations(page: Page) -> list[str]:
    # A page that one has only walked on from has it still.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_RUN, RULES)
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not _is_streamlits(page, rule["id"], node["target"][0])
    ]


def _is_streamlits(page: Page, rule: str, target: str) -> bool:
    widget = STREAMLITS_OWN.get(rule)
    if widget is None:
        return False
    return bool(page.locator(target).first.evaluate(f"e => !!e.closest('[data-testid={widget}]')"))
