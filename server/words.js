// Streamlit says these words in English whatever the page's language; people read them in theirs.
const words = new Map(Object.entries(__WORDS__))
// Those with a name or a number in them.
const sentences = Object.entries(__SENTENCES__).map(([theirs, ours]) => [new RegExp(`^${theirs}$`), ours])
const attributes = ["aria-label", "title", "placeholder", "alt"]
// What people typed is theirs, and is left as it is.
const theirs = "[data-testid=stText], [data-testid=stMarkdownContainer], textarea, [contenteditable], [data-testid=stFileChipName]"
const chosen = "[data-testid=stFileUploaderDropzone] button"
const isTheirs = (element) => element?.closest(theirs) && !element.closest(chosen)

const ours = (text) => {
  const said = text.replace(/^[•\s]+/, "").trim()
  const found = sentences.find(([theirs]) => theirs.test(said))
  return words.get(said) ?? (found && said.replace(...found))
}

const translate = (node) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const found = ours(node.data)
    const whole = found && found + node.data.match(/\s*$/)[0]
    if (found && whole !== node.data && !isTheirs(node.parentElement)) node.data = whole
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
