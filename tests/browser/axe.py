"""Barriers that axe-core finds on a page, without those that are Streamlit's own."""

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
# What passes is most of an answer, and nobody reads it; what is Streamlit's own is left out where it stands, since each
# question from here about an element of the page takes longer than a rule.
_RUN = """async ([rules, own]) => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"], elementRef: true})
  const streamlits = (rule, node) => own[rule.id] && node.element?.closest(`[data-testid=${own[rule.id]}]`)
  return found.violations.flatMap(rule => rule.nodes
    .filter(node => !streamlits(rule, node))
    .map(node => `${rule.id} (${rule.impact}): ${node.html.slice(0, 200)}`))
}"""


def violations(page: Page) -> list[str]:
    # A page that one has only walked on from has it still.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_RUN, [RULES, STREAMLITS_OWN])
    return found
