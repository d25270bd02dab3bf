// Streamlit says these words in English whatever the page's language; people read them in theirs.
const words = new Map(Object.entries(__WORDS__))
const attributes = ["aria-label", "title", "placeholder", "alt"]
// What people typed is theirs, and is left as it is.
const theirs = "[data-testid=stText], [data-testid=stMarkdownContainer], textarea, [contenteditable]"

const ours = (text) => words.get(text.replace(/^[•\s]+/, "").trim())

const translate = (node) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const found = ours(node.data)
    if (found && found !== node.data && !node.parentElement?.closest(theirs)) node.data = found
    return
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return
  for (const name of attributes) {
    const found = node.hasAttribute(name) && ours(node.getAttribute(name))
    if (found && found !== node.getAttribute(name)) node.setAttribute(name, found)
  }
  node.childNodes.forEach(translate)
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(translate)
    else translate(change.target)
  }
}).observe(document.documentElement, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: attributes,
})
